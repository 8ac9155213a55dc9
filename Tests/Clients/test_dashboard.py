"""The dashboard in a real browser: the walk that a user takes, live updates, what it looks like, and that all can use it."""

import gzip
import json
import subprocess
import time

import pytest

import sample_app
from browser import SCREENSHOTS, browser, page, photograph, until
from emulator import BINARY, Emulator
from functions import ECHO, function, write_app


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dashboard")
    sample_app.write(folder)
    with Emulator(folder) as running:
        sample_app.send(running, sample_app.requests(900))
        sample_app.send(running, ["/search?q=boom"] * 3)
        settle(running)
        yield running


@pytest.fixture(scope="module")
def chrome():
    with browser() as running:
        yield running


def experiments(emulator):
    return {found["name"]: found
            for found in json.loads(emulator.request("GET", "/_understudy/api/experiments").body)["experiments"]}


def settle(emulator, seconds=60):
    """Waits until nothing is compared any more."""
    end, before, quiet = time.monotonic() + seconds, None, 0
    while time.monotonic() < end and quiet < 4:
        now = [candidate["requests"] for found in experiments(emulator).values() for candidate in found["candidates"]]
        quiet = quiet + 1 if now == before else 0
        before = now
        time.sleep(0.25)


def address(emulator, path=""):
    return f"{emulator.endpoint}/_understudy/{path}"


# MARK: What it looks like


@pytest.mark.parametrize("name,path", [
    ("overview", ""),
    ("experiment", "experiments/search"),
    ("experiment-lost", "experiments/rounding"),
    ("experiment-stopped", "experiments/checkout"),
    ("differences", "experiments/search/differences"),
    ("functions", "functions"),
    ("function", "functions/control-search"),
    ("nothing-here", "experiments/none"),
])
def test_pages_fit_and_are_accessible(emulator, chrome, name, path):
    """At 1280 and 390 px, light and dark; the pictures are kept in .build/screenshots."""
    photograph(chrome, address(emulator, path), name)


def test_a_difference_fits_and_is_accessible(emulator, chrome):
    with page(chrome) as opened:
        opened.goto(address(emulator, "experiments/search/differences?outcome=mismatch"))
        opened.locator(".row").first.click()
        opened.get_by_role("heading", name="Answers side by side").wait_for()
        found = opened.url
    photograph(chrome, found, "difference")


def test_a_report_stands_alone(emulator, chrome, tmp_path):
    """One file without anything from elsewhere, opened from a disk."""
    text = emulator.request("GET", "/_understudy/api/experiments/search/report?format=html").body
    (tmp_path / "report.html").write_bytes(text)
    requests = []
    with page(chrome, offline=True) as opened:
        opened.on("request", lambda request: requests.append(request.url))
        opened.goto((tmp_path / "report.html").as_uri())
        assert "Search (index)" in opened.inner_text("main")
        assert opened.locator("svg.chart.wide").first.is_visible()
        assert "Wilson’s interval" in opened.inner_text(".final >> nth=0")
        assert "Runtime.ExitError" in opened.inner_text("main")
        # On paper nothing can be scrolled or opened, and a narrow sheet is no phone.
        opened.set_viewport_size({"width": 700, "height": 900})
        opened.emulate_media(media="print")
        assert opened.locator("svg.chart.wide").first.is_visible()
        assert opened.locator(".reasons details p").first.is_visible()
        assert opened.evaluate("() => { const d = document.querySelector('.definition'); return d.scrollHeight - d.clientHeight }") <= 0
        opened.pdf(path=SCREENSHOTS / "report.pdf", format="A4")
    assert [request for request in requests if not request.endswith("/report.html")] == []
    photograph(chrome, (tmp_path / "report.html").as_uri(), "report")


def test_picture_for_the_readme(emulator, chrome):
    """docs/dashboard.png is a copy of this one."""
    with page(chrome) as opened:
        opened.set_viewport_size({"width": 1280, "height": 1115})
        opened.goto(address(emulator, "experiments/search"))
        opened.locator("#live[data-state=live]").wait_for()
        opened.screenshot(path=SCREENSHOTS / "dashboard.png")


def test_the_command_prints_reports(emulator):
    def report(*arguments):
        return subprocess.run(
            [BINARY, "experiments", *arguments, "--endpoint", emulator.endpoint], capture_output=True, text=True, timeout=60)

    markdown = report("search", "--report", "md")
    assert markdown.returncode == 0 and markdown.stdout.startswith("## Experiment <code>search</code>, version 1\n")
    assert "| Search (cache, 3 GB) (<code>cache</code>) | 411 | ▼ worse 100 % |" in markdown.stdout
    assert "Runtime.ExitError" in markdown.stdout
    assert report("search", "--report", "html").stdout.startswith("<!doctype html>")
    assert "There is no experiment 'none'" in report("none", "--report", "md").stderr
    assert "needs the NAME" in report("--report", "md").stderr
    assert emulator.request("GET", "/_understudy/api/experiments/search/report?format=pdf").status == 400


# MARK: The walk


def test_the_walk(emulator, chrome):
    """Overview, experiment, difference, acceptance; then the overview says so."""
    with page(chrome) as opened:
        opened.goto(address(emulator))
        row = opened.locator("#row-fizzbuzz-candidate-1")
        assert "worse" in row.locator("td[data-label=Behaviour]").inner_text()
        opened.get_by_role("link", name="Fizz Buzz", exact=True).click()
        opened.wait_for_url("**/experiments/fizzbuzz#candidate-candidate-1")
        opened.get_by_role("link", name="All requests that were answered differently").click()
        opened.wait_for_url("**/experiments/fizzbuzz/differences?candidate=candidate-1")
        opened.locator(".row").first.click()
        diff = opened.locator(".diff")
        assert "FizzBuzz" in diff.locator(".changed .left").all_inner_texts()
        assert "Fizz Buzz" in diff.locator(".changed .right").all_inner_texts()
        form = opened.locator("form[action$='/accept']")
        form.get_by_label("Reason").fill("The contract says 'Fizz Buzz', with a space.")
        form.get_by_role("button").click()
        opened.locator(".flash").get_by_text("Accepted as the control’s defect").wait_for()
        # It is not said again to whoever loads the page again.
        opened.wait_for_url("**/experiments/fizzbuzz")
        assert "The contract says 'Fizz Buzz'" in opened.inner_text("main")
        opened.get_by_role("link", name="Experiments", exact=True).first.click()
        assert "better" in opened.locator("#row-fizzbuzz-candidate-1 td[data-label=Behaviour]").inner_text()
        opened.get_by_role("link", name="Fizz Buzz", exact=True).click()
        opened.get_by_role("button", name="Take this back").click()
        opened.locator(".flash").get_by_text("Open again").wait_for()
        assert "worse" in opened.locator(".verdicts td[data-label=Behaviour]").first.inner_text()


def test_filters_and_pages_of_differences(emulator, chrome):
    with page(chrome) as opened:
        opened.goto(address(emulator, "experiments/search/differences"))
        assert opened.locator(".row").count() == 25
        first = opened.locator(".row").first.get_attribute("href")
        opened.get_by_role("link", name="Older").click()
        opened.wait_for_url("**before=*")
        assert opened.locator(".row").first.get_attribute("href") != first
        opened.get_by_role("link", name="Newest").click()
        opened.wait_for_url("**/differences")
        opened.get_by_label("Outcome").select_option("candidate_error")
        opened.get_by_role("button", name="Filter").click()
        opened.wait_for_url("**outcome=candidate_error*")
        assert opened.locator(".row").count() == 3
        opened.get_by_role("link", name="Clear").click()
        opened.get_by_label("Field").select_option("$.items[*].price.amount")
        opened.get_by_role("button", name="Filter").click()
        assert opened.locator(".row").count() == 25
        assert "$.items[1].price.amount" in opened.locator(".row").first.inner_text()
        opened.get_by_label("Candidate").select_option("index")
        opened.get_by_role("button", name="Filter").click()
        assert "No stored request fits" in opened.inner_text("main")


def test_pause_resume_and_share(emulator, chrome):
    with page(chrome) as opened:
        opened.goto(address(emulator, "experiments/rounding"))
        opened.get_by_role("button", name="Pause").click()
        opened.locator(".flash").get_by_text("Paused:").wait_for()
        assert experiments(emulator)["rounding"]["state"] == "paused"
        opened.get_by_role("button", name="Resume").click()
        opened.locator(".flash").get_by_text("Resumed:").wait_for()
        assert experiments(emulator)["rounding"]["state"] == "running"
        opened.get_by_label("Share of the requests").fill("12.5")
        opened.get_by_role("button", name="Set").click()
        until(opened, lambda: experiments(emulator)["rounding"]["samplePercent"] == 12.5)
        opened.locator(".flash").get_by_text("The share of the requests").wait_for()
        assert opened.get_by_label("Share of the requests").input_value() == "12.5"
        opened.get_by_label("Share of the requests").fill("100")
        opened.get_by_role("button", name="Set").click()
        until(opened, lambda: experiments(emulator)["rounding"]["samplePercent"] == 100)


def test_everything_can_be_reached_with_the_keyboard(emulator, chrome):
    with page(chrome) as opened:
        opened.goto(address(emulator))
        opened.keyboard.press("Tab")
        assert opened.evaluate("document.activeElement.textContent") == "Skip to the content"
        opened.keyboard.press("Enter")
        assert opened.evaluate("document.activeElement.id") == "main"
        opened.keyboard.press("Tab")
        assert opened.evaluate("document.activeElement.textContent") == "search"
        outline = opened.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        opened.keyboard.press("Enter")
        opened.wait_for_url("**/experiments/search")


# MARK: Live


def test_live_updates_keep_what_the_user_does(emulator, chrome):
    """New figures without a reload; focus, an open detail and what was typed stay."""
    with page(chrome) as opened:
        opened.goto(address(emulator, "experiments/search"))
        opened.locator("#live[data-state=live]").wait_for()
        opened.evaluate("window.isSamePage = true")
        requests = opened.locator("#row-index td[data-label=Requests]")
        before = int(requests.inner_text())
        opened.locator("#candidate-index .reasons summary").click()
        share = opened.get_by_label("Share of the requests")
        share.fill("33")
        sample_app.send(emulator, ["/search?q=rug"] * 5)
        until(opened, lambda: int(requests.inner_text()) >= before + 5)
        assert opened.evaluate("window.isSamePage")
        assert share.input_value() == "33"
        assert opened.evaluate("document.activeElement.id") == "sample"
        assert opened.locator("#candidate-index .reasons details").get_attribute("open") is not None


def test_at_most_one_refresh_a_second_and_none_that_nobody_sees(emulator, chrome):
    with page(chrome) as opened:
        refreshes = []
        opened.on("request", lambda request: "x-understudy-part" in request.headers and refreshes.append(request))
        opened.goto(address(emulator))
        opened.locator("#live[data-state=live]").wait_for()
        end = time.monotonic() + 3.2
        while time.monotonic() < end:
            sample_app.send(emulator, ["/round?number=1"] * 20)
            opened.wait_for_timeout(50)
        assert 2 <= len(refreshes) <= 5, len(refreshes)
        # By the browser's clock; the test is told of them some time later.
        starts = [request.timing["startTime"] for request in refreshes]
        assert all(later - earlier > 900 for earlier, later in zip(starts, starts[1:])), starts


def test_it_reconnects_by_itself(tmp_path, chrome):
    """The emulator ends and another starts on the same port: the page says so, and shows the new one's figures."""
    sample_app.write(tmp_path, {"rounding": sample_app.EXPERIMENTS["rounding"]})
    with Emulator(tmp_path) as first:
        port = first.endpoint.rpartition(":")[2]
        with page(chrome) as opened:
            opened.goto(address(first))
            opened.locator("#live[data-state=live]").wait_for()
            first.stop()
            opened.locator("#live[data-state=reconnecting]").wait_for()
            with Emulator(tmp_path, "--port", port) as second:
                opened.locator("#live[data-state=live]").wait_for()
                sample_app.send(second, ["/round?number=1"] * 3)
                requests = opened.locator("#row-rounding-candidate-1 td[data-label=Requests]")
                until(opened, lambda: requests.inner_text() == "3")


def test_a_refresh_that_failed_is_tried_again(emulator, chrome):
    """Although nothing happens that would be told."""
    with page(chrome) as opened:
        failures = []

        def answer(route):
            if "x-understudy-part" in route.request.headers and len(failures) < 2:
                failures.append(route.request.url)
                return route.abort()
            return route.fallback()

        opened.route("**/_understudy/", answer)
        opened.goto(address(emulator))
        opened.locator("#live[data-state=reconnecting]").wait_for()
        opened.locator("#live[data-state=live]").wait_for()
        assert len(failures) == 2


def test_what_is_being_written_outlives_the_emulator(tmp_path, chrome):
    """The page of one emulator is taken by the next: its forms stay as they are, and are not refused."""
    sample_app.write(tmp_path, {"rounding": sample_app.EXPERIMENTS["rounding"]})
    with Emulator(tmp_path) as first:
        port = first.endpoint.rpartition(":")[2]
        with page(chrome) as opened:
            opened.goto(address(first, "experiments/rounding"))
            opened.locator("#live[data-state=live]").wait_for()
            share = opened.get_by_label("Share of the requests")
            share.fill("42")
            old = token(first)
            first.stop()
            with Emulator(tmp_path, "--port", port) as second:
                new = token(second)
                until(opened, lambda: opened.locator("form.inline input[name=token]").input_value() == new)
                assert old != new and share.input_value() == "42"
                opened.get_by_role("button", name="Set").click()
                opened.locator(".flash").get_by_text("The share of the requests").wait_for()
                assert experiments(second)["rounding"]["samplePercent"] == 42


# MARK: A function


def test_many_pages_of_functions_are_open_at_a_time(emulator, chrome):
    """A browser has six connections for all of them."""
    with page(chrome) as first:
        pages = [first] + [first.context.new_page() for _ in range(4)]
        for opened in pages:
            opened.goto(address(emulator, "functions/control-round"))
            opened.locator("#live[data-state=live]").wait_for()
        request_id = emulator.invoke("control-round", {})["ResponseMetadata"]["RequestId"]
        for opened in pages:
            opened.get_by_text(f"REPORT RequestId: {request_id}").wait_for()


def test_without_scripts_pages_say_what_does_not_work(emulator, chrome):
    with page(chrome, java_script_enabled=False) as opened:
        opened.goto(address(emulator, "functions/control-round"))
        text = opened.inner_text("main")
        for command in ("invoke", "tune", "logs"):
            assert f"understudy {command} control-round" in text


def test_a_function_its_log_and_an_invocation(emulator, chrome):
    with page(chrome) as opened:
        opened.goto(address(emulator, "functions"))
        opened.get_by_role("link", name="control-search").click()
        opened.get_by_role("heading", name="Environments alive").wait_for()
        log = opened.locator("#log")
        log.locator(".line").first.wait_for()
        opened.get_by_label("Event, as JSON").fill(json.dumps({"queryStringParameters": {"q": "lamp"}}))
        opened.get_by_role("button", name="Invoke").click()
        opened.locator("#invoke-result .status").wait_for()
        assert opened.inner_text("#invoke-result .status") == "status 200"
        assert "lamp" in opened.inner_text("#invoke-result pre >> nth=0")
        request_id = emulator.invoke("control-search", {})["ResponseMetadata"]["RequestId"]
        log.get_by_text(f"REPORT RequestId: {request_id}").wait_for()
        opened.get_by_label("Search the logs").fill(request_id)
        until(opened, lambda: 0 < log.locator(".line").count() <= 3)
        assert all(request_id in line for line in log.locator(".line").all_inner_texts())
        # Blanks are part of what is looked for.
        opened.get_by_label("Search the logs").fill(f"END RequestId: {request_id}")
        until(opened, lambda: [line[12:].strip() for line in log.locator(".line").all_inner_texts()]
              == [f"END RequestId: {request_id}"])
        opened.get_by_label("Search the logs").fill("no such words")
        opened.get_by_text("No line has this text.").wait_for()
    photograph(chrome, address(emulator, "functions/control-search"), "function",
               prepare=lambda opened: opened.locator("#log .line").first.wait_for())


def test_a_cancelled_measurement_is_said_to_be(emulator, chrome):
    with page(chrome) as opened:
        opened.goto(address(emulator, "functions/candidate-search-index"))
        opened.get_by_label("Invocations at each").fill("1000")
        opened.get_by_role("button", name="Measure").click()
        opened.get_by_role("button", name="Cancel").click()
        opened.get_by_text("The run was cancelled before its end").wait_for()
        assert opened.get_by_role("button", name="Cancel").count() == 0


def test_a_function_at_several_memory_sizes(emulator, chrome):
    """The chart appears by itself once the run is over, and stays for whoever comes later."""
    with page(chrome) as opened:
        opened.goto(address(emulator, "functions/control-search"))
        opened.get_by_label("Sizes in MB").fill("1, 2")
        opened.get_by_role("button", name="Measure").click()
        until(opened, lambda: "128" in opened.inner_text("#tune-state"))
        # The browser names every refusal in its console; this one was asked for.
        assert "400 (Bad Request)" in opened.complaints.pop()
        opened.get_by_label("Sizes in MB").fill("512, 1024, 1769")
        opened.get_by_label("Invocations at each").fill("7")
        opened.get_by_role("button", name="Measure").click()
        chart = opened.locator("#tune svg.chart.wide")
        chart.wait_for(timeout=60_000)
        assert "1769 MB" in chart.get_attribute("aria-label")
        assert opened.locator("#tune tbody tr").count() == 3
        assert "By cost:" in opened.inner_text("#tune")
        opened.get_by_label("Event, as JSON").fill("[")
        opened.get_by_role("button", name="Measure").click()
        opened.get_by_text("The event above is not JSON.").wait_for()
    photograph(chrome, address(emulator, "functions/control-search"), "function-tuned",
               prepare=lambda opened: opened.locator("#log .line").first.wait_for())


# MARK: What functions choose


# Fails with a type that breaks nowhere, and logs what would look like something else.
FAILS = '''
while True:
    id, headers, body = next_event()
    print("safe \\u202etxt.exe\\u202c \\x1b[31mred", flush=True)
    call("POST", f"invocation/{id}/error", json.dumps({"errorType": "Endless" * 60 + "\\nType", "errorMessage": "No. " * 90}))
'''


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    write_app(folder, {
        "control": function(ECHO, events=sample_app.route("odd")), "fails": function(FAILS, timeout=20)})
    (folder / "experiments.yml").write_text(json.dumps({"experiments": {"odd": {
        "path": "odd", "control": sample_app.subject("control", "Control"),
        "candidates": {"fails": sample_app.subject("fails", "Fails")}}}}))
    with Emulator(folder) as running:
        sample_app.send(running, ["/odd"] * 3)
        settle(running)
        yield running


def test_a_failure_leads_to_its_log(odd, chrome):
    """Nothing of it is wider than the page, or looks like something else."""
    photograph(chrome, address(odd, "experiments/odd"), "experiment-failing")
    with page(chrome) as opened:
        opened.goto(address(odd, "experiments/odd/differences"))
        opened.locator(".row").first.click()
        opened.get_by_role("heading", name="What failed").wait_for()
        found = opened.url
        assert opened.locator("main form").count() == 0
        assert opened.locator(".sides > div").first.locator(".differs").count() == 0
        opened.get_by_role("link", name="Its log").click()
        opened.wait_for_url("**/functions/fails?search=*#logs")
        opened.locator("#log .line").first.wait_for()
        assert opened.get_by_label("Search the logs").input_value() in opened.url.replace("%2F", "/").replace("%5B", "[").replace("%24", "$").replace("%5D", "]")
        assert "safe \\u202Etxt.exe\\u202C \\u001B[31mred" in opened.inner_text("#log")
        assert "\u202e" not in opened.content()
    photograph(chrome, found, "difference-failing")


# MARK: What keeps others out


def form(emulator, path, body, **headers):
    return emulator.request(
        "POST", f"/_understudy/{path}", body, {"Content-Type": "application/x-www-form-urlencoded", **headers})


def token(emulator):
    text = emulator.request("GET", "/_understudy/").body.decode()
    return text.partition('name="understudy-token" content="')[2].partition('"')[0]


def test_actions_need_the_token_and_the_page_itself(emulator):
    path, host = "experiments/rounding/pause", emulator.endpoint.removeprefix("http://")
    mine = {"Origin": f"http://{host}", "Host": host}
    assert form(emulator, path, "", **mine).status == 403
    assert form(emulator, path, "token=0", **mine).status == 403
    body = f"token={token(emulator)}"
    assert form(emulator, path, body, **{**mine, "Origin": "http://localhost:1"}).status == 403
    assert form(emulator, path, body, **{"Sec-Fetch-Site": "same-site"}).status == 403
    assert form(emulator, path, body, **{"Sec-Fetch-Site": "cross-site"}).status == 403
    assert experiments(emulator)["rounding"]["state"] == "running"
    answer = form(emulator, "experiments/rounding/resume", body, **mine)
    assert (answer.status, answer.getheader("Location")) == (303, "/_understudy/experiments/rounding?done=resumed")


def test_a_refused_form_leads_back_and_loses_nothing(emulator):
    path = "/_understudy/experiments/rounding/differences/1"
    reason = "reason=Halves+go+up+%3Cb%3E."
    old = form(emulator, "experiments/rounding/differences/1/accept", f"token=0&field=%24&{reason}")
    assert old.status == 403
    assert f'href="{path}">Back</a>'.encode() in old.body and b"Halves go up &lt;b&gt;." in old.body
    blank = form(emulator, "experiments/rounding/accept", f"token={token(emulator)}&candidate=candidate-1&reason=+")
    assert blank.status == 400 and b'href="/_understudy/experiments/rounding">Back</a>' in blank.body
    assert b"A reason is missing" in blank.body and b"What you wrote" not in blank.body
    # Another site's words are not shown as if they were somebody's own.
    foreign = form(emulator, "experiments/rounding/accept", f"token=0&{reason}", **{"Sec-Fetch-Site": "cross-site"})
    assert foreign.status == 403 and b"Halves" not in foreign.body


def test_what_is_not_there_is_said_in_the_readers_language(emulator):
    """A page for people, JSON for programs."""
    people = {"Accept": "text/html,application/xhtml+xml"}
    page_ = emulator.request("GET", "/_understudy/experimentz", headers=people)
    assert page_.status == 404 and b"There is no page at /_understudy/experimentz" in page_.body
    assert page_.getheader("Content-Type").startswith("text/html")
    assert emulator.request("GET", "/_understudy/experimentz").getheader("Content-Type") == "application/json"
    for path in ("api/none", "metrics"):
        answer = emulator.request("GET", f"/_understudy/{path}", headers=people)
        assert not answer.getheader("Content-Type").startswith("text/html")
    function_ = emulator.request("GET", "/_understudy/functions/none", headers=people)
    assert function_.status == 404 and "There is no function &#39;none&#39;".encode() in function_.body


def test_every_page_has_a_strict_policy(emulator):
    for path in ("", "experiments/search", "experiments/none", "functions", "experiments/search/differences"):
        answer = emulator.request("GET", f"/_understudy/{path}")
        policy = dict(part.split(" ", 1) for part in answer.getheader("Content-Security-Policy").split("; "))
        assert policy == {
            "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
            "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'"}
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Referrer-Policy") == "same-origin"


def test_assets_are_sent_once(emulator):
    for name in ("dashboard.css", "dashboard.js", "icon.svg"):
        answer = emulator.request("GET", f"/_understudy/assets/{name}")
        assert answer.status == 200
        again = emulator.request(
            "GET", f"/_understudy/assets/{name}", headers={"If-None-Match": answer.getheader("ETag")})
        assert (again.status, again.body) == (304, b"")
    assert emulator.request("GET", "/_understudy/assets/none.css").status == 404


def test_pages_are_packed_for_who_takes_them_so(emulator):
    """gzip as Python's own reads it, and nothing of the kind for others."""
    path, part = "/_understudy/experiments/checkout", {"X-Understudy-Part": "main"}
    plain = emulator.request("GET", path, headers=part)
    packed = emulator.request("GET", path, headers={**part, "Accept-Encoding": "br, gzip;q=0.8"})
    assert packed.getheader("Content-Encoding") == "gzip" and packed.getheader("Vary") == "Accept-Encoding"
    assert gzip.decompress(packed.body) == plain.body and plain.getheader("Content-Encoding") is None
    assert len(packed.body) < len(plain.body) / 3
    again = emulator.request(
        "GET", path, headers={**part, "Accept-Encoding": "gzip", "If-None-Match": packed.getheader("ETag")})
    assert (again.status, again.body) == (304, b"")


def test_without_a_slash_one_is_sent_to_the_dashboard(emulator):
    answer = emulator.request("GET", "/_understudy")
    assert (answer.status, answer.getheader("Location")) == (303, "/_understudy/")


# Last: it begins a new version of an experiment.
def test_a_field_is_ignored_in_a_new_version(emulator, chrome):
    with page(chrome) as opened:
        opened.goto(address(emulator, "experiments/search/differences?outcome=mismatch"))
        opened.locator(".row").first.click()
        form = opened.locator("form[action$='/ignore']")
        form.get_by_label("$.items[*].price.amount").check()
        form.get_by_label("Reason").fill("Clients read either form.")
        form.get_by_role("button").click()
        opened.locator(".flash").get_by_text("is ignored from now on").wait_for()
        assert "Version 2" in opened.inner_text(".versions")
        assert "Clients read either form." in opened.inner_text("pre.definition")
    assert experiments(emulator)["search"]["version"] == 2
    assert experiments(emulator)["search"]["origin"] == "uploaded"
    sample_app.send(emulator, ["/search?q=lamp"] * 5)
    settle(emulator)
    found = next(c for c in experiments(emulator)["search"]["candidates"] if c["key"] == "cache")
    assert found["outcomes"]["ignored"] == 5 and found["outcomes"]["mismatch"] == 0
