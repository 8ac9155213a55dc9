"""What functions do and write, as pages and `understudy logs` get it."""

import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.parse

import pytest

from emulator import BINARY
from functions import function
from test_events import Events

TALKS = """
def handle(event, headers):
    for line in event.get("lines", []): print(line, flush=True)
    if event.get("wait"): time.sleep(event["wait"])
    if event.get("leave"): os._exit(3)
    return "done"
run(handle)
"""
REFUSES = """
while True:
    id, headers, body = next_event()
    call("POST", f"invocation/{id}/error", b'{"errorType": "NoNumber", "errorMessage": "Give a number."}')
"""
FUNCTIONS = {
    "talks": function(TALKS, timeout=5, memorySize=1769), "refuses": function(REFUSES, memorySize=256),
    "silent": function(), "stuck": function(TALKS, timeout=1, memorySize=1769)}

FUNCTION_PATH = "/_understudy/api/functions/"


def get(emulator, path):
    answer = emulator.request("GET", FUNCTION_PATH + path)
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def texts(emulator, name, **query):
    return [line["text"] for line in get(emulator, f"{name}/logs?{urllib.parse.urlencode(query)}")["lines"]]


def eventually(condition, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def test_the_log_has_every_line_with_its_request_and_stream(emulator):
    answer = emulator.invoke("talks", {"lines": ["first", "second ü"]})
    request_id = answer["ResponseMetadata"]["RequestId"]
    assert eventually(lambda: any("REPORT" in text for text in texts(emulator, "talks", search=request_id)))
    lines = get(emulator, f"talks/logs?search={request_id}")["lines"]
    assert [line["text"].split(" RequestId")[0] for line in lines] == ["START", "first", "second ü", "END", "REPORT"]
    assert [line["source"] for line in lines] == ["platform", "function", "function", "platform", "platform"]
    assert {line["requestId"] for line in lines} == {request_id}
    assert {line["role"] for line in lines} == {"client"}
    assert len({line["logStream"] for line in lines}) == 1 and "[$LATEST]" in lines[0]["logStream"]
    assert [line["number"] for line in lines] == list(range(lines[0]["number"], lines[0]["number"] + 5))
    assert all(abs(line["time"] / 1000 - time.time()) < 30 for line in lines)


def test_pages_of_a_log_follow_each_other(emulator):
    emulator.result("talks", {"lines": [f"page {number}" for number in range(30)]})
    assert eventually(lambda: "REPORT" in texts(emulator, "talks", limit=1)[0])
    log = get(emulator, "talks/logs?search=page%20&limit=10")
    assert [line["text"] for line in log["lines"]] == [f"page {number}" for number in range(20, 30)]
    first = get(emulator, "talks/logs?search=page%20&limit=10&after=0")["lines"]
    assert [line["text"] for line in first] == [f"page {number}" for number in range(10)]
    second = get(emulator, f"talks/logs?search=PAGE%20&limit=10&after={first[-1]['number']}")["lines"]
    assert [line["text"] for line in second] == [f"page {number}" for number in range(10, 20)]
    assert get(emulator, f"talks/logs?after={log['next'] - 1}")["lines"] == []


@pytest.mark.parametrize("query", ["limit=0", "limit=5001", "limit=x", "after=-1", "since=now", "after=99999999999999999999"])
def test_a_number_that_is_none_is_refused(emulator, query):
    answer = emulator.request("GET", f"{FUNCTION_PATH}talks/logs?{query}")
    assert answer.status == 400
    assert query.split("=")[0] in json.loads(answer.body)["message"]


def test_an_unknown_function_is_awss_error(emulator):
    for path in ("nobody", "nobody/logs", "nobody/logs/follow"):
        answer = emulator.request("GET", FUNCTION_PATH + path)
        assert answer.status == 404
        assert answer.getheader("x-amzn-errortype") == "ResourceNotFoundException"


def test_a_follower_gets_lines_as_they_come_and_goes_on_where_it_was(emulator):
    path = FUNCTION_PATH + "talks/logs/follow?search=live"
    with Events(emulator, path) as events:
        events.read("retry:")
        emulator.result("talks", {"lines": ["live 1", "other", "live 2"]})
        events.read("live 2")
        lines = [line for data in events.named("lines") for line in data["lines"]]
        assert [line["text"] for line in lines] == ["live 1", "live 2"]
        last = max(int(line.split(": ")[1]) for line in events.text.splitlines() if line.startswith("id: "))
    emulator.result("talks", {"lines": ["live 3"]})
    with Events(emulator, path, [f"Last-Event-ID: {last}"]) as events:
        events.read("live 3")
        assert "live 2" not in events.text


def test_a_flood_leaves_out_lines_and_says_so(emulator):
    with Events(emulator, FUNCTION_PATH + "talks/logs/follow") as events:
        events.read("retry:")
        emulator.result("talks", {"lines": [f"flood {number}" for number in range(20_000)]})
        events.read("flood 19999")
        events.read("REPORT")
        told = events.named("lines")
        shown = sum(len(data["lines"]) for data in told)
        assert shown + sum(data["skipped"] for data in told) == 20_003


def test_a_follower_that_never_reads_is_sent_away_and_holds_nobody_up(emulator):
    with Events(emulator, FUNCTION_PATH + "talks/logs/follow", receives=4096) as events:
        for _ in range(20):  # 10 MB: more than the sockets' buffers and the emulator's together
            emulator.result("talks", {"lines": ["x" * 10_000] * 50})
            time.sleep(0.11)
        # What was sent before can be read; then the connection is gone, and not merely silent.
        with contextlib.suppress(ConnectionResetError):
            while events.socket.recv(1 << 20):
                pass


def test_what_functions_do_is_counted_by_role_and_type(emulator):
    emulator.error("refuses")
    emulator.error("refuses")
    emulator.error("stuck", {"wait": 3})
    emulator.error("stuck", {"leave": True})
    emulator.result("stuck", {})
    refuses = get(emulator, "refuses")["activity"]["client"]
    assert (refuses["invocations"], refuses["errors"], refuses["errorsByType"]) == (2, 2, {"NoNumber": 2})
    assert eventually(lambda: get(emulator, "stuck")["activity"]["client"]["invocations"] == 3)
    stuck = get(emulator, "stuck")["activity"]["client"]
    assert stuck["errorsByType"] == {"Sandbox.Timedout": 1, "Runtime.ExitError": 1}
    assert stuck["coldStarts"] >= 1 and stuck["meanInitMilliseconds"] > 0
    assert stuck["durations"]["count"] == 3
    assert 800 <= stuck["durations"]["p99Milliseconds"] <= 1000
    assert stuck["warmDurations"]["count"] == 0
    assert sum(bucket["count"] for bucket in stuck["durations"]["buckets"]) == 3
    assert set(get(emulator, "stuck")["activity"]) == {"client"}


def test_a_tried_memory_size_is_counted_apart(emulator):
    emulator.request(
        "POST", "/2015-03-31/functions/silent/invocations", "{}", {"X-Understudy-Memory-Size": "512"})
    # It is counted with REPORT, which is written after the answer.
    assert eventually(lambda: "trial" in get(emulator, "silent")["activity"])
    found = get(emulator, "silent")
    assert found["activity"]["trial"]["invocations"] == 1
    assert found["activity"]["client"]["invocations"] == 0
    assert [(one["role"], one["memorySizeMB"]) for one in found["environments"]] == [("trial", 512)]


def test_environments_show_what_they_hold(emulator):
    emulator.result("talks", {})
    assert eventually(lambda: [one["state"] for one in get(emulator, "talks")["environments"]] == ["frozen"])
    environment = get(emulator, "talks")["environments"][0]
    assert environment["invocations"] >= 1
    assert environment["ageMilliseconds"] >= environment["unusedMilliseconds"] >= 0
    assert 1 << 20 < environment["memoryBytes"] < 1769 << 20
    assert environment["cpuMilliseconds"] > 1
    assert 1 <= environment["maxMemoryUsedMB"] < 200
    assert (environment["role"], environment["experiment"]) == ("client", None)


def test_the_list_names_every_function_and_counts_environments(emulator):
    answer = emulator.request("GET", "/_understudy/api/functions")
    functions = {one["name"]: one for one in json.loads(answer.body)["functions"]}
    assert set(functions) == set(FUNCTIONS)
    assert functions["talks"]["memorySizeMB"] == 1769
    assert sum(functions["talks"]["environmentCounts"].values()) == 1


def test_invocations_are_told_to_those_who_watch(emulator):
    with Events(emulator) as events:
        events.read("event: hello")
        for _ in range(20):
            emulator.result("silent", 1)
        events.read('"silent":')
        # Twenty changes in a moment are one event, or two where a second has just passed.
        assert 1 <= len(events.named("functions")) <= 2


def logs(emulator, *arguments):
    return subprocess.run(
        [BINARY, "logs", *arguments], capture_output=True, text=True, timeout=30,
        env={**os.environ, "AWS_ENDPOINT_URL": emulator.endpoint})


def test_the_command_shows_a_log(emulator):
    emulator.result("talks", {"lines": ["shown by the command"]})
    ended = logs(emulator, "talks", "--search", "BY THE COMMAND")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip().endswith("Z  shown by the command")
    line = json.loads(logs(emulator, "talks", "--search", "by the command", "--json").stdout)
    assert line["text"] == "shown by the command" and line["source"] == "function"
    assert logs(emulator, "talks", "--search", "by the command", "--since", "0s").stdout == ""
    assert "by the command" in logs(emulator, "talks", "--since", "1m").stdout


def test_the_command_says_what_is_wrong(emulator):
    ended = logs(emulator, "nobody")
    assert ended.returncode == 1 and "ResourceNotFoundException" in ended.stderr
    ended = logs(emulator, "talks", "--since", "soon")
    assert ended.returncode != 0 and "10m" in ended.stderr


def test_the_command_follows_until_the_emulator_ends(app):
    with app(talks=function(TALKS)) as emulator:
        emulator.result("talks", {"lines": ["before"]})
        following = subprocess.Popen(
            [BINARY, "logs", "talks", "--follow", "--endpoint", emulator.endpoint], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        try:
            seen = ""
            while "REPORT" not in seen:
                seen += following.stdout.readline()
            assert "before" in seen
            emulator.result("talks", {"lines": ["afterwards"]})
            while "afterwards" not in seen:
                seen += following.stdout.readline()
            emulator.stop()
            assert following.wait(timeout=10) == 0, following.stderr.read()
        finally:
            if following.poll() is None:
                following.send_signal(signal.SIGKILL)
            following.communicate()
