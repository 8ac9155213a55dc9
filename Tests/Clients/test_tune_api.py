"""Tuning by HTTP: a run begins, is watched, gives its result, can be cancelled, and there is never too much of it."""

import json
import time

import pytest

from functions import function
from test_events import Events
from test_tune import REFUSES, SPIN

FUNCTIONS = {
    "spins": function(SPIN, timeout=60, memorySize=256), "refuses": function(REFUSES, timeout=20),
    "other": function(SPIN, timeout=60), "third": function(SPIN, timeout=60),
    "sleeps": function("run(lambda event, headers: time.sleep(600))", timeout=900)}


def path(name, rest=""):
    return f"/_understudy/api/functions/{name}/tune{rest}"


def call(emulator, method, name, body=None, headers=None):
    answer = emulator.request(method, path(name), None if body is None else json.dumps(body), headers)
    return answer.status, json.loads(answer.body)


def over(emulator, name, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, run = call(emulator, "GET", name)
        assert status == 200
        if run["state"] != "running":
            return run
        time.sleep(0.05)
    raise AssertionError(f"the run of {name} does not end: {run}")


def test_a_run_is_watched_and_gives_what_the_command_prints(emulator):
    status, run = call(emulator, "POST", "spins", {"sizes": [1769, 256], "count": 6, "event": {"steps": 100_000}})
    assert (status, run["state"], run["sizes"], run["result"]) == (202, "running", [256, 1769], None)
    with Events(emulator, path("spins", "/events")) as events:
        events.read("event: over", seconds=60)
        assert events.is_ended()
        shares = [data["progress"] for data in events.named("progress")]
        assert shares == sorted(shares) and len(shares) >= 2
        assert events.named("over")[0]["state"] == "done"
    run = over(emulator, "spins")
    assert (run["state"], run["progress"], run["problem"]) == ("done", 1, None)
    result = run["result"]
    assert [size["memorySizeMB"] for size in result["sizes"]] == [256, 1769]
    for size in result["sizes"]:
        assert len([sample for sample in size["samples"] if not sample["cold"]]) == 6
    assert result["event"] == {"steps": 100_000}
    assert emulator.result("spins", {"steps": 1})["size"] == "256", "its own size stays"


def test_watching_a_run_that_is_over_tells_so_and_ends(emulator):
    call(emulator, "POST", "refuses", {"sizes": [128], "count": 1})
    over(emulator, "refuses")
    with Events(emulator, path("refuses", "/events")) as events:
        events.read("event: over")
        assert events.is_ended()


def test_a_function_that_only_fails_is_a_failed_run(emulator):
    assert call(emulator, "POST", "refuses", {"sizes": [512]})[0] == 202
    run = over(emulator, "refuses")
    assert (run["state"], run["result"]) == ("failed", None)
    assert run["problem"].startswith("Every invocation of refuses failed, first with NoNumber: Give a number.")


def test_one_run_of_a_function_at_a_time_and_two_in_all(emulator):
    order = {"sizes": [128, 256], "count": 1000}
    assert call(emulator, "POST", "spins", order)[0] == 202
    status, refusal = call(emulator, "POST", "spins", order)
    assert status == 409 and "under way" in refusal["message"]
    assert call(emulator, "POST", "other", order)[0] == 202
    status, refusal = call(emulator, "POST", "third", order)
    assert status == 409 and "other and spins" in refusal["message"]
    for name in ("spins", "other"):
        status, run = call(emulator, "DELETE", name)
        assert (status, run["state"]) == (200, "cancelled")
    assert call(emulator, "POST", "third", {"sizes": [128], "count": 1})[0] == 202
    assert over(emulator, "third")["state"] == "done"


def test_cancelling_does_not_wait_for_the_function(emulator):
    assert call(emulator, "POST", "sleeps", {"sizes": [128]})[0] == 202
    time.sleep(0.5)
    began = time.monotonic()
    status, run = call(emulator, "DELETE", "sleeps")
    assert (status, run["state"]) == (200, "cancelled")
    assert time.monotonic() - began < 5


def test_an_emulator_ends_with_a_run_under_way(app):
    with app(sleeps=FUNCTIONS["sleeps"]) as emulator:
        assert call(emulator, "POST", "sleeps", {"sizes": [128]})[0] == 202
        with Events(emulator, path("sleeps", "/events")) as events:
            events.read("event: progress")
            assert emulator.stop() < 5
            assert events.is_ended()


@pytest.mark.parametrize("body, word", [
    ([], "object"), ({"sizes": []}, "sizes"), ({"sizes": [1]}, "128"), ({"sizes": ["128"]}, "sizes"),
    ({"sizes": list(range(128, 149))}, "20"), ({"sizes": 128}, "sizes"), ({"count": 0}, "count"),
    ({"count": 1001}, "1000"), ({"count": 1.5}, "count"), ({"rounds": 3}, "rounds"),
    ({"sizes": [128], "calibrate": {"memorySizeMB": 256, "milliseconds": 1}}, "256"),
    ({"calibrate": {"memorySizeMB": 128}}, "calibrate"), ({"calibrate": {"memorySizeMB": 128, "milliseconds": -1}}, "calibrate"),
])
def test_an_order_that_is_none_is_refused(emulator, body, word):
    status, refusal = call(emulator, "POST", "spins", body)
    assert status == 400 and word in refusal["message"]


def test_what_is_not_there_is_not_found(emulator):
    assert call(emulator, "POST", "nobody", {})[0] == 404
    assert call(emulator, "GET", "nobody")[0] == 404
    assert call(emulator, "GET", "spins:7")[0] == 404
    answer = emulator.request("POST", path("spins"), "no JSON")
    assert answer.status == 400


def test_another_sites_page_cannot_begin_a_run(emulator):
    assert call(emulator, "POST", "spins", {}, {"Origin": "https://evil.example"})[0] == 403
