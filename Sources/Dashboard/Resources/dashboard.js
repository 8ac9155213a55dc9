// Keeps pages up to date: an event from the server, and what the page shows is fetched again, at most once a second.
// Without this script every page can be read, and the forms of experiments work; logs, invoking and measuring need it.
"use strict";

/** Text in which nothing is hidden, as the server writes it: what reorders or erases others is shown, not done. */
function visible(text) {
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
  return text.replace(hidden, (character) => {
    const hex = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return character === "\r" ? "\\r" : `\\u${hex}`;
  });
}

(() => {
  const EVENTS = "/_understudy/api/events";
  const REFRESH_MS = 1000;
  const RETRY_MS = 2000;
  const main = document.getElementById("main");
  const live = () => main.querySelector("[data-live]");
  const isLive = () => live() !== null;

  // MARK: Fetching

  let wanted = false, busy = false, hasFailed = false, latest = 0, tag = null;

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
        hasFailed = false;
        if (source?.readyState === EventSource.OPEN) show("live");
      } catch {
        // Nobody else would tell of what was missed.
        hasFailed = wanted = true;
        show("reconnecting");
      }
      busy = false;
      pump();
    }, Math.max(0, latest + (hasFailed ? RETRY_MS : REFRESH_MS) - Date.now()));
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
    const next = new DOMParser().parseFromString(`<main>${text}</main>`, "text/html").querySelector("main");
    exchange(main, next);
    renewTokens(next);
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

  /** Forms that are kept as they are would be refused after another start of the emulator. */
  function renewTokens(next) {
    const token = next.querySelector("input[name=token]")?.value;
    if (token) for (const input of main.querySelectorAll("input[name=token]")) input.value = token;
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
      if (!hasFailed) show("live");
      // Whatever happened while nobody listened.
      want();
      document.dispatchEvent(new Event("understudy:logged"));
    };
    for (const topic of ["experiments", "functions"]) {
      source.addEventListener(topic, (event) => concerns(topic, event) && want());
    }
    source.addEventListener("logs", (event) => {
      if (isNamed(event)) document.dispatchEvent(new Event("understudy:logged"));
    });
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
    return Boolean(topics?.split(" ").includes(topic)) && (!name || isNamed(event));
  }

  function isNamed(event) {
    return live()?.dataset.liveName in JSON.parse(event.data).changed;
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
  // Other parts of the page know of something new.
  document.addEventListener("understudy:stale", want);
  connect();

  // What was just done is said once, and not again by whoever loads the page again or passes its address on.
  const address = new URL(location.href);
  if (address.searchParams.has("done")) {
    address.searchParams.delete("done");
    history.replaceState(null, "", address);
  }
})();

// The log of a function, as it is written: read again from where it was when the events above say that it has grown. A
// stream of its own would take another of the six connections that a browser has for all pages of a server.
(() => {
  const section = document.getElementById("logs");
  if (!section) return;
  const LINES = 1000, FIRST_LINES = 200;
  const list = document.getElementById("log"), state = document.getElementById("log-state");
  const search = document.getElementById("log-search");
  const address = `/_understudy/api/functions/${section.dataset.function}/logs`;
  // The number of the last line that was read; null before the first.
  let last = null;
  let round = 0, isStale = false, isBusy = false, timer = 0;

  function begin() {
    clearTimeout(timer);
    round += 1;
    last = null;
    isBusy = false;
    wake();
  }

  /** There is something new, perhaps. */
  function wake() {
    isStale = true;
    if (!isBusy && !document.hidden) update(round);
  }

  async function update(mine) {
    isBusy = true;
    try {
      while (isStale) {
        isStale = false;
        const found = await read();
        if (mine !== round) return;
        // Another emulator counts from the beginning.
        if (last !== null && found.next - 1 < last) return begin();
        show(found);
      }
    } catch {
      if (mine !== round) return;
      state.textContent = "The log cannot be read at the moment; trying again.";
      timer = setTimeout(begin, 2000);
    }
    isBusy = false;
  }

  async function read() {
    const parameters = new URLSearchParams(last === null ? { limit: FIRST_LINES } : { after: last, limit: LINES });
    if (search.value) parameters.set("search", search.value);
    const answer = await fetch(`${address}?${parameters}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  }

  function show({ lines, oldest, next }) {
    if (last === null) {
      list.replaceChildren();
    } else if (oldest > last + 1) {
      const time = lines[0]?.time ?? Date.now();
      append([{ time, source: "platform", text: `(${oldest - 1 - last} lines left out)` }]);
    }
    // Those that there was no room for come with the next.
    const isCut = last !== null && lines.length === LINES;
    last = isCut ? lines.at(-1).number : next - 1;
    isStale = isStale || isCut;
    append(lines);
  }

  function append(lines) {
    // Whoever has scrolled up reads, and is not to be carried away.
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    for (const { time, source: author, text } of lines) {
      const line = document.createElement("div"), moment = document.createElement("time");
      line.className = `line ${author}`;
      moment.textContent = new Date(time).toISOString().slice(11, 23);
      moment.dateTime = new Date(time).toISOString();
      line.append(moment, visible(text));
      list.append(line);
    }
    while (list.childElementCount > LINES) list.firstChild.remove();
    if (isAtEnd) list.scrollTop = list.scrollHeight;
    const count = list.childElementCount;
    state.textContent = count > 0 ? `${count} ${count === 1 ? "line" : "lines"}, times in UTC`
      : search.value ? "No line has this text." : "Nothing was logged yet.";
  }

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(begin, 200);
  });
  document.addEventListener("understudy:logged", wake);
  // Links from elsewhere lead to what they are about.
  search.value = new URLSearchParams(location.search).get("search") ?? search.value;
  state.textContent = "Loading the latest lines…";
  begin();
})();

// Trying a function: the Invoke API that AWS's clients use.
(() => {
  const form = document.getElementById("invoke-form");
  if (!form) return;
  const result = document.getElementById("invoke-result"), button = form.querySelector("button");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    const began = performance.now();
    try {
      const answer = await fetch(`/2015-03-31/functions/${form.dataset.function}/invocations`, {
        method: "POST", body: document.getElementById("event").value, cache: "no-store",
        headers: { "Content-Type": "application/json", "X-Amz-Log-Type": "Tail" },
      });
      const text = await answer.text();
      const failure = answer.headers.get("X-Amz-Function-Error") ?? answer.headers.get("X-Amzn-ErrorType");
      show(failure ?? `status ${answer.status}`, Boolean(failure) || !answer.ok, performance.now() - began, text,
        answer.headers.get("X-Amz-Log-Result"));
    } catch (error) {
      show("no answer", true, performance.now() - began, String(error), null);
    }
    button.disabled = false;
  });

  function show(title, isError, milliseconds, text, log) {
    const head = document.createElement("p"), status = document.createElement("b");
    status.className = `status ${isError ? "differs" : ""}`;
    status.textContent = title;
    head.append(status, ` after ${milliseconds.toFixed(1)} ms, as this page saw it`);
    const parts = [head, block(pretty(text))];
    if (log) {
      const details = document.createElement("details"), summary = document.createElement("summary");
      summary.textContent = "The end of its log";
      const bytes = Uint8Array.from(atob(log), (character) => character.charCodeAt(0));
      details.append(summary, block(new TextDecoder().decode(bytes)));
      parts.push(details);
    }
    result.replaceChildren(...parts);
  }

  function block(text) {
    const outer = document.createElement("pre"), inner = document.createElement("code");
    outer.tabIndex = 0;
    inner.textContent = visible(text);
    outer.append(inner);
    return outer;
  }

  function pretty(text) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  }
})();

// Measuring a function at several memory sizes, and following how far that is.
(() => {
  const form = document.getElementById("tune-form");
  if (!form) return;
  const address = `/_understudy/api/functions/${form.dataset.function}/tune`;
  const state = document.getElementById("tune-state");
  let source = null;

  const refresh = () => document.dispatchEvent(new Event("understudy:stale"));

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    state.textContent = "";
    try {
      const sizes = document.getElementById("tune-sizes").value.split(/[\s,;]+/).filter(Boolean).map(Number);
      const answer = await fetch(address, {
        method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          sizes, count: Number(document.getElementById("tune-count").value),
          event: JSON.parse(document.getElementById("event").value || "{}"),
        }),
      });
      if (!answer.ok) throw new Error((await answer.json()).message);
      follow();
    } catch (error) {
      state.textContent = error instanceof SyntaxError ? "The event above is not JSON." : error.message;
    }
  });

  document.addEventListener("click", async (event) => {
    if (event.target.id !== "tune-cancel") return;
    event.target.disabled = true;
    await fetch(address, { method: "DELETE" }).catch(() => {});
    refresh();
  });

  function follow() {
    source?.close();
    source = new EventSource(`${address}/events`);
    source.addEventListener("progress", (event) => {
      const bar = document.querySelector("#tune progress");
      if (bar) bar.value = 100 * JSON.parse(event.data).progress;
      else refresh();
    });
    source.addEventListener("over", () => {
      source.close();
      refresh();
    });
    source.onerror = () => source.close();
    refresh();
  }

  if (document.querySelector("#tune progress")) follow();
})();
