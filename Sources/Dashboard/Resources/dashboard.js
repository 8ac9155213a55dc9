// Keeps pages up to date: an event from the server, and what the page shows is fetched again, at most once a second.
// Without this script every page and every form works as well; it only does not move by itself.
"use strict";
(() => {
  const EVENTS = "/_understudy/api/events";
  const REFRESH_MS = 1000;
  const RETRY_MS = 2000;
  const main = document.getElementById("main");
  const live = () => main.querySelector("[data-live]");
  const isLive = () => live() !== null;

  // MARK: Fetching

  let wanted = false, busy = false, latest = 0, tag = null;

  function want() {
    wanted = true;
    pump();
  }

  function pump() {
    if (!wanted || busy || document.hidden || !isLive()) return;
    busy = true;
    setTimeout(async () => {
      wanted = false;
      latest = Date.now();
      try {
        await refresh();
      } catch {
        show("reconnecting");
      }
      busy = false;
      pump();
    }, Math.max(0, latest + REFRESH_MS - Date.now()));
  }

  async function refresh() {
    const headers = { "X-Understudy-Part": "main" };
    if (tag) headers["If-None-Match"] = tag;
    const answer = await fetch(location.pathname + location.search, { headers, cache: "no-store" });
    if (answer.status === 304) return;
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const text = await answer.text();
    tag = answer.headers.get("ETag");
    const before = verdicts();
    exchange(main, new DOMParser().parseFromString(`<main>${text}</main>`, "text/html").querySelector("main"));
    announce(before, verdicts());
    document.dispatchEvent(new CustomEvent("understudy:refreshed"));
  }

  // MARK: Exchanging what has changed, and nothing else: focus, selection and open details stay

  function exchange(present, next) {
    if (present.isEqualNode(next)) return;
    if (present.nodeType === Node.TEXT_NODE) {
      present.data = next.data;
      return;
    }
    if (present.hasAttribute("data-keep")) return;
    for (const { name, value } of next.attributes) {
      if (present.getAttribute(name) !== value) present.setAttribute(name, value);
    }
    if (present !== main) {
      for (const { name } of [...present.attributes]) {
        const isOpen = name === "open" && present.nodeName === "DETAILS";
        if (!next.hasAttribute(name) && !isOpen && name !== "data-changed") present.removeAttribute(name);
      }
    }
    exchangeChildren(present, next);
  }

  function exchangeChildren(present, next) {
    let place = present.firstChild;
    for (const node of [...next.childNodes]) {
      const match = counterpart(present, place, node);
      if (!match) {
        present.insertBefore(document.importNode(node, true), place);
        continue;
      }
      if (match === place) place = place.nextSibling;
      else present.insertBefore(match, place);
      exchange(match, node);
    }
    while (place) {
      const after = place.nextSibling;
      place.remove();
      place = after;
    }
  }

  function counterpart(present, place, node) {
    if (node.id) return [...present.children].find((child) => child.id === node.id) ?? null;
    if (!place || place.nodeName !== node.nodeName || place.id) return null;
    return place;
  }

  // MARK: Saying what has changed to those who cannot see it

  function verdicts() {
    const words = new Map();
    for (const cell of main.querySelectorAll("[data-say]")) {
      words.set(cell.dataset.say, [cell.querySelector(".word")?.textContent ?? "", cell]);
    }
    return words;
  }

  function announce(before, after) {
    const changes = [];
    for (const [name, [word, cell]] of after) {
      if (!before.has(name) || before.get(name)[0] === word) continue;
      changes.push(`${name} is now ${word}`);
      cell.setAttribute("data-changed", "");
      setTimeout(() => cell.removeAttribute("data-changed"), 2000);
    }
    if (changes.length > 0) {
      const rest = changes.length > 3 ? `, and ${changes.length - 3} more` : "";
      document.getElementById("announce").textContent = changes.slice(0, 3).join("; ") + rest;
    }
  }

  // MARK: Events

  let source = null, retry = 0;

  function connect() {
    disconnect();
    if (document.hidden || !isLive()) return;
    source = new EventSource(EVENTS);
    source.onopen = () => {
      show("live");
      // Whatever happened while nobody listened.
      want();
    };
    for (const topic of ["experiments", "functions"]) {
      source.addEventListener(topic, (event) => concerns(topic, event) && want());
    }
    source.onerror = () => {
      show("reconnecting");
      // The browser tries again by itself unless the server refused.
      if (source.readyState !== EventSource.CLOSED) return;
      want();
      retry = setTimeout(connect, RETRY_MS);
    };
  }

  /** Whether what has changed is on this page: it says of which topic it is, and of one name alone if it is. */
  function concerns(topic, event) {
    const { live: topics, liveName: name } = live()?.dataset ?? {};
    if (!topics?.split(" ").includes(topic)) return false;
    return !name || name in JSON.parse(event.data).changed;
  }

  function disconnect() {
    clearTimeout(retry);
    source?.close();
    source = null;
  }

  function show(state) {
    const place = document.getElementById("live");
    if (place.dataset.state === state) return;
    place.dataset.state = state;
    place.textContent = { live: "Live", reconnecting: "Reconnecting…", off: "" }[state];
  }

  // A page that nobody sees neither listens nor fetches; a connection that slept with the machine is made anew.
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pageshow", (event) => event.persisted && connect());
  addEventListener("pagehide", disconnect);
  addEventListener("online", connect);
  let pulse = Date.now();
  setInterval(() => {
    const hasSlept = Date.now() - pulse > 20000;
    pulse = Date.now();
    if (hasSlept) connect();
  }, 5000);
  connect();
})();
