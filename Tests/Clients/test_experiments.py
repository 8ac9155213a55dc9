"""Experiments as users run them: clients get the control's answer, candidates play behind their backs."""

import hashlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import time

import pytest

from emulator import BINARY, READY, Emulator, arn, first_line
from functions import function, write_app

CONTROL = """
run(lambda event, headers: {"statusCode": 200, "headers": {"content-type": "application/json"},
    "body": json.dumps({"number": int((event.get("queryStringParameters") or {}).get("n", "0")),
                        "role": event["headers"].get("x-understudy-role", "client")})})
"""
# Answers as the control does, but for multiples of ten; says which headers it got in a header that is not compared.
CANDIDATE = """
def handle(event, headers):
    n = int((event.get("queryStringParameters") or {}).get("n", "0"))
    return {"statusCode": 200, "headers": {"content-type": "application/json",
                "x-saw": event["headers"]["x-understudy-role"] + " " + event["headers"]["x-understudy-experiment"]},
            "body": json.dumps({"role": "client", "number": n + (1 if n % 10 == 0 else 0)})}
run(handle)
"""
CRASH = "next_event()\nos._exit(3)"
SLEEP = "run(lambda event, headers: time.sleep(20))"
LARGE = "run(lambda event, headers: {'statusCode': 200, 'body': 'x' * 5_900_000})"
FLOOD = """
def handle(event, headers):
    for _ in range(2000): print("y" * 200)
    return {"statusCode": 200, "body": "{}"}
run(handle)
"""


def http_route(path):
    return [{"httpApi": {"path": path, "method": "get"}}]


def definition(*candidates, **keys):
    """The one experiment of a file, as JSON, which is YAML."""
    return {
        "path": "number", "control": {"arn": arn("control")},
        "comparators": [{"body": None}, {"statuscode": None}],
        "normalize": [{"drop": "$.role"}],
        "candidates": {name: {"arn": arn(name)} for name in candidates}, **keys}


def functions(**candidates):
    return {
        "control": function(CONTROL, memorySize=1769, events=http_route("/number")),
        **{name: function(source, memorySize=1769) for name, source in candidates.items()}}


def write(folder, **experiments):
    (folder / "experiments.yml").write_text(json.dumps({"experiments": experiments}))


def experiments(emulator):
    answer = emulator.request("GET", "/_understudy/api/experiments")
    assert answer.status == 200, answer.body
    return {experiment["name"]: experiment for experiment in json.loads(answer.body)["experiments"]}


def candidate(emulator, key, name="numbers"):
    return next(found for found in experiments(emulator)[name]["candidates"] if found["key"] == key)


def eventually(condition, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def ask(emulator, n):
    answer = emulator.request("GET", f"/number?n={n}", at="api")
    return answer.status, sorted(answer.getheaders()), answer.body


def command(emulator, *arguments):
    return subprocess.run(
        [BINARY, "experiments", *arguments], capture_output=True, text=True, timeout=60,
        env={**os.environ, "AWS_ENDPOINT_URL": emulator.endpoint})


def test_clients_get_the_controls_answer_and_differences_are_found(app, tmp_path):
    write(tmp_path, numbers=definition("candidate"))
    with app(**functions(candidate=CANDIDATE)) as emulator:
        for n in range(1, 41):
            status, _, body = ask(emulator, n)
            assert (status, json.loads(body)) == (200, {"number": n, "role": "client"})
        assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 40)
        found = candidate(emulator, "candidate")
        assert found["outcomes"] == {"match": 36, "mismatch": 4}
        assert set(found["verdicts"]) == {"behaviour", "errors", "latency", "memory", "cost"}
        assert found["verdicts"]["behaviour"]["state"] == "worse"
        assert found["verdicts"]["behaviour"]["n"] == 40

        answer = emulator.request("GET", "/_understudy/api/experiments/numbers/observations?outcome=mismatch")
        observations = json.loads(answer.body)["observations"]
        assert sorted(observation["request"]["query"] for observation in observations) == ["n=10", "n=20", "n=30", "n=40"]
        for observation in observations:
            assert [(d["path"], d["kind"]) for d in observation["differences"]] == [("$.number", "value")]
            assert ["x-saw", "candidate numbers"] in observation["candidateRun"]["headers"]
            assert observation["clientMicroseconds"] > 0
            assert {observation["twin"]["order"], observation["candidateRun"]["order"]} == {0, 1}
            assert observation["control"]["order"] == -1
            environments = {observation[run]["measures"]["environment"] for run in ("control", "twin", "candidateRun")}
            assert len(environments) == 3, "each plays in an environment of its own"
            code = hashlib.sha256((tmp_path / "candidate.zip").read_bytes()).hexdigest()
            assert observation["candidateRun"]["measures"]["codeHash"] == code

        refused = command(emulator, "accept", "numbers", "candidate", "--reason", " ")
        assert refused.returncode == 1 and "reason" in refused.stderr
        accepted = command(emulator, "accept", "numbers", "candidate", "--reason", "tens are counted wrongly")
        assert accepted.returncode == 0 and "$.number" in accepted.stdout
        assert candidate(emulator, "candidate")["verdicts"]["behaviour"]["state"] == "better"
        table = command(emulator)
        assert table.returncode == 0 and "numbers" in table.stdout and "better" in table.stdout
        detail = command(emulator, "numbers")
        assert "4 answers of 40 differ, all accepted" in detail.stdout
        reopened = command(emulator, "reopen", "numbers", "candidate")
        assert (reopened.returncode, reopened.stdout) == (0, "open again: $.number\n")
        assert candidate(emulator, "candidate")["verdicts"]["behaviour"]["state"] == "worse"
        again = command(emulator, "reopen", "numbers", "candidate")
        assert again.returncode == 1 and "Nothing was accepted" in again.stderr
        metrics = emulator.request("GET", "/_understudy/metrics").body.decode()
        assert ('understudy_experiment_requests_total{experiment="numbers",version="1",candidate="candidate",'
                'outcome="mismatch"} 4.0') in metrics


@pytest.mark.parametrize("mode", ["after-response", "parallel", "control-first", "random"])
def test_whatever_candidates_do_changes_nothing_for_clients(app, tmp_path, mode):
    write(tmp_path, numbers=definition("crash", "sleep", "large", "flood", mode=mode, timeout_ms=2000, queue=2))
    with app(**functions(crash=CRASH, sleep=SLEEP, large=LARGE, flood=FLOOD)) as emulator:
        for n in range(12):
            status, headers, body = ask(emulator, n)
            assert (status, json.loads(body)) == (200, {"number": n, "role": "client"})
            assert not [name for name, _ in headers if "understudy" in name.lower()]

        def finished():
            outcomes = {key: candidate(emulator, key)["outcomes"] for key in ("crash", "sleep", "large", "flood")}
            return all(sum(counts.values()) == 12 for counts in outcomes.values()) and outcomes

        assert eventually(finished, 40), [found["outcomes"] for found in experiments(emulator)["numbers"]["candidates"]]
        outcomes = finished()
        # Three are taken, one under way and two waiting; what does not fit is counted, never hidden.
        assert outcomes["sleep"].get("timeout", 0) >= 3
        assert outcomes["sleep"].get("timeout", 0) + outcomes["sleep"].get("dropped", 0) == 12
        assert outcomes["crash"].get("candidate_error", 0) >= 1
        assert outcomes["large"]["mismatch"] >= 1
        assert candidate(emulator, "sleep")["verdicts"]["errors"]["state"] in ("worse", "not yet")


def test_an_experiment_without_a_route_is_served_under_its_path(app, tmp_path):
    write(tmp_path, numbers={**definition("candidate"), "path": "elsewhere"})
    with app(**functions(candidate=CANDIDATE)) as emulator:
        answer = emulator.request("GET", "/elsewhere?n=3", at="api")
        assert (answer.status, json.loads(answer.body)["number"]) == (200, 3)
        assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 1)
        assert emulator.request("GET", "/nowhere", at="api").status == 404


def test_traffic_is_paused_sampled_and_counted_without_a_new_version(app, tmp_path):
    write(tmp_path, numbers=definition("candidate"))
    with app(**functions(candidate=CANDIDATE)) as emulator:
        assert command(emulator, "pause", "numbers").returncode == 0
        for n in range(5):
            ask(emulator, n)
        assert eventually(lambda: candidate(emulator, "candidate")["outcomes"].get("not_run") == 5)
        assert command(emulator, "resume", "numbers").returncode == 0
        assert command(emulator, "set", "numbers", "--candidate", "candidate", "--sample", "0").returncode == 0
        ask(emulator, 1)
        assert eventually(lambda: candidate(emulator, "candidate")["outcomes"].get("not_run") == 6)
        assert command(emulator, "set", "numbers", "--sample", "100").returncode == 0
        ask(emulator, 1)
        assert eventually(lambda: candidate(emulator, "candidate")["outcomes"]["match"] == 1)
        assert experiments(emulator)["numbers"]["version"] == 1
        misspelt = emulator.request("PATCH", "/_understudy/api/experiments/numbers", '{"pausd": true}')
        assert misspelt.status == 400 and b"'pausd' cannot be true" in misspelt.body
        unknown = command(emulator, "pause", "nonsense")
        assert unknown.returncode == 1 and "there are: numbers" in unknown.stderr


def test_switches_work_after_the_file_was_read_again(app, tmp_path):
    write(tmp_path, numbers=definition("candidate"))
    with app(**functions(candidate=CANDIDATE)) as emulator:
        ask(emulator, 1)
        assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 1)
        write(tmp_path, numbers=definition("candidate", sample=0))
        assert eventually(lambda: experiments(emulator)["numbers"]["samplePercent"] == 0)
        ask(emulator, 1)
        assert eventually(lambda: candidate(emulator, "candidate")["outcomes"].get("not_run") == 1)
        assert command(emulator, "set", "numbers", "--sample", "100").returncode == 0
        ask(emulator, 1)
        assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 2)
        assert command(emulator, "pause", "numbers").returncode == 0
        ask(emulator, 1)
        assert eventually(lambda: candidate(emulator, "candidate")["outcomes"].get("not_run") == 2)
        assert experiments(emulator)["numbers"]["version"] == 1


def test_a_file_that_comes_later_is_read(app, tmp_path):
    with app(**functions(candidate=CANDIDATE)) as emulator:
        assert experiments(emulator) == {}
        write(tmp_path, numbers=definition("candidate"))
        assert eventually(lambda: "numbers" in experiments(emulator))
        ask(emulator, 1)
        assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 1)


def test_functions_are_looked_for_in_the_region_of_the_configuration(tmp_path):
    write_app(tmp_path, functions(candidate=CANDIDATE))
    configuration = json.loads((tmp_path / "serverless.yml").read_text())
    configuration["provider"]["region"] = "us-east-1"
    (tmp_path / "serverless.yml").write_text(json.dumps(configuration))
    filled = "arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:"
    write(tmp_path, numbers={**definition("candidate"), "control": {"arn": filled + "control"},
                             "candidates": {"candidate": {"arn": filled + "candidate"}}})
    with Emulator(tmp_path) as emulator:
        ask(emulator, 1)
        assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 1)
        assert experiments(emulator)["numbers"]["problems"] == []
        assert "us-east-1" in experiments(emulator)["numbers"]["control"]["arn"]


def test_a_candidate_that_never_answers_in_time_takes_no_room_from_others(app, tmp_path):
    """More calls that time out than may be under way at a time: 8 with this concurrency."""
    write(tmp_path, numbers=definition("sleep", "candidate", timeout_ms=100))
    with app("--concurrency", "32", **functions(sleep=SLEEP, candidate=CANDIDATE)) as emulator:
        for n in range(1, 21):
            ask(emulator, n)
        assert eventually(lambda: candidate(emulator, "sleep")["outcomes"].get("timeout") == 20, 40)
        for n in range(1, 4):
            ask(emulator, n)
        assert eventually(lambda: candidate(emulator, "sleep")["outcomes"].get("timeout") == 23)
        assert "dropped" not in candidate(emulator, "candidate")["outcomes"]


def test_a_changed_file_is_read_again_and_a_changed_meaning_is_a_new_version(app, tmp_path):
    write(tmp_path, numbers=definition("candidate"))
    with app(**functions(candidate=CANDIDATE)) as emulator:
        ask(emulator, 1)
        assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 1)
        write(tmp_path, numbers=definition("candidate", comparators=["statuscode"]))
        assert eventually(lambda: experiments(emulator)["numbers"]["version"] == 2)
        assert candidate(emulator, "candidate")["requests"] == 0
        (tmp_path / "experiments.yml").write_text("experiments:\n  numbers:\n    paht: number\n")
        assert emulator.says("experiments.yml:3", "path")
        ask(emulator, 10)
        assert eventually(lambda: candidate(emulator, "candidate")["outcomes"]["match"] == 1)


def test_definitions_are_validated_and_uploaded(app, tmp_path):
    with app(**functions(candidate=CANDIDATE)) as emulator:
        assert experiments(emulator) == {}
        file = tmp_path / "new.yml"
        file.write_text(json.dumps({"experiments": {"numbers": definition("candidate", "missing")}}))
        assert "1 experiment" in command(emulator, "validate", str(file)).stdout
        put = command(emulator, "put", str(file))
        assert (put.returncode, put.stdout) == (0, "uploaded: numbers\n")
        ask(emulator, 1)
        assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 1)
        assert any("missing" in problem for problem in experiments(emulator)["numbers"]["problems"])
        file.write_text("experiments:\n  numbers:\n    contrl: x\n")
        for action in ("validate", "put"):
            wrong = command(emulator, action, str(file))
            assert wrong.returncode == 1
            assert f"{file}:3: experiments.numbers.contrl" in wrong.stderr and "control" in wrong.stderr
        assert command(emulator, "delete", "numbers").returncode == 0
        assert experiments(emulator) == {}


def put(emulator, **experiments):
    return emulator.request("PUT", "/_understudy/api/experiments", json.dumps({"experiments": experiments}))


def test_an_experiment_owns_its_path(app, tmp_path):
    write(tmp_path, numbers=definition("candidate"))
    with app(**functions(candidate=CANDIDATE)) as emulator:
        answer = put(emulator, other=definition("candidate"))
        assert answer.status == 409
        assert json.loads(answer.body)["message"] == (
            "'other' cannot have the path 'number': it is that of experiment 'numbers', and an experiment owns its path.")
        assert put(emulator, other=definition("candidate", path="elsewhere")).status == 200
        # The file may come to want a path that was taken meanwhile.
        write(tmp_path, numbers=definition("candidate"), late=definition("candidate", path="elsewhere"))
        assert eventually(lambda: "late" in experiments(emulator))
        assert any("that of experiment 'other', which was uploaded" in problem
                   for problem in experiments(emulator)["late"]["problems"])
        assert experiments(emulator)["other"]["problems"] == []


def test_whoever_uploads_is_told_what_is_wrong(app, tmp_path):
    with app(**functions(candidate=CANDIDATE)) as emulator:
        notices = json.loads(put(emulator, numbers=definition("candidate", "nowhere")).body)["notices"]
        assert any("nowhere" in notice and "cannot be called" in notice for notice in notices)
        notices = json.loads(put(emulator, free=definition("candidate", path="free")).body)["notices"]
        assert any("unsafe methods (ANY) to candidates, and beside each to the control" in notice for notice in notices)
        (tmp_path / "empty.yml").write_text("")
        answer = command(emulator, "put", str(tmp_path / "empty.yml"))
        assert answer.returncode != 0 and "no experiment in it" in answer.stderr


def test_the_path_takes_the_methods_that_the_controls_routes_take(app, tmp_path):
    write(tmp_path, numbers=definition("candidate"), free=definition("candidate", path="free"))
    with app(**functions(candidate=CANDIDATE)) as emulator:
        assert emulator.request("GET", "/number?n=1", at="api").status == 200
        assert emulator.request("DELETE", "/number?n=1", at="api").status == 404
        # No route declares anything here.
        assert emulator.request("DELETE", "/free?n=1", at="api").status == 200


@pytest.mark.parametrize("change,sentence", [
    ({}, "nothing to change"),
    ({"candidate": "candidate"}, "nothing to change"),
    ({"candidate": "candidate", "paused": True}, "paused with all its candidates"),
])
def test_a_change_that_means_nothing_is_refused(app, tmp_path, change, sentence):
    write(tmp_path, numbers=definition("candidate"))
    with app(**functions(candidate=CANDIDATE)) as emulator:
        answer = emulator.request("PATCH", "/_understudy/api/experiments/numbers", json.dumps(change))
        assert answer.status == 400 and sentence in json.loads(answer.body)["message"]


@pytest.mark.parametrize("fields", ["$.number", [], [1]])
def test_fields_to_accept_are_a_list_of_names(app, tmp_path, fields):
    write(tmp_path, numbers=definition("candidate"))
    with app(**functions(candidate=CANDIDATE)) as emulator:
        answer = emulator.request(
            "POST", "/_understudy/api/experiments/numbers/acceptances",
            json.dumps({"candidate": "candidate", "reason": "because", "fields": fields}))
        assert answer.status == 400 and "'fields' must be a list" in json.loads(answer.body)["message"]


def test_a_route_that_leads_elsewhere_is_a_conflict(app, tmp_path):
    write(tmp_path, numbers=definition("candidate"))
    setup = functions(candidate=CANDIDATE)
    setup["control"]["settings"].pop("events")
    setup["other"] = function(CONTROL, memorySize=1769, events=http_route("/number"))
    with app(**setup) as emulator:
        assert any("leads to other" in problem for problem in experiments(emulator)["numbers"]["problems"])
        assert emulator.says("leads to other")
        assert ask(emulator, 4)[0] == 200
        time.sleep(0.3)
        assert candidate(emulator, "candidate")["requests"] == 0


def test_what_was_shown_is_there_after_kill_9(tmp_path):
    write_app(tmp_path, functions(candidate=CANDIDATE))
    write(tmp_path, numbers=definition("candidate"))
    shown = 0
    for expected in (0, 1, 2):
        emulator, process = start_with_state(tmp_path)
        try:
            found = candidate(emulator, "candidate")
            assert found["requests"] >= shown
            assert sum(found["outcomes"].values()) == found["requests"]
            assert experiments(emulator)["numbers"]["version"] == 1
            for n in range(1, 31):
                ask(emulator, n)
            assert eventually(lambda: candidate(emulator, "candidate")["requests"] >= shown + 5)
            shown = candidate(emulator, "candidate")["requests"]
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=10)
            process.stdout.close()
    emulator, process = start_with_state(tmp_path)
    assert candidate(emulator, "candidate")["requests"] >= shown
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    process.stdout.close()


def test_reports_and_examples_are_there_after_a_restart(tmp_path):
    write_app(tmp_path, functions(candidate=CANDIDATE))
    write(tmp_path, numbers=definition("candidate"))
    details = {}
    for run in ("first", "second"):
        emulator, process = start_with_state(tmp_path)
        try:
            for n in range(1, 61) if run == "first" else ():
                ask(emulator, n)
            assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 60)
            answer = emulator.request("GET", "/_understudy/api/experiments/numbers")
            details[run] = json.loads(answer.body)["details"]["candidate"]
            plain = json.loads(emulator.request("GET", "/_understudy/api/experiments/numbers?report=false").body)
            assert plain["details"]["candidate"]["report"] is None
            text = command(emulator, "numbers").stdout
            assert "report of the latest 60 requests, for one look at the end: 6 of 60 answers differ" in text
            assert "time x" in text and "(Wilcoxon p " in text
            assert "advice:    Keep the control: behaviour got worse." in text
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=10)
            process.stdout.close()
    assert details["second"] == details["first"]
    found = details["first"]
    report = found["report"]
    assert (report["n"], report["behaviour"]["mismatches"], report["behaviour"]["n"]) == (60, 6, 60)
    # Wilson's interval for 6 of 60.
    assert (round(report["behaviour"]["low"], 5), round(report["behaviour"]["high"], 5)) == (0.04664, 0.20149)
    assert report["latency"]["n"] >= 50 and 0 <= report["latency"]["test"]["p"] <= 1
    assert report["latency"]["percentiles"]["p50"]["low"] <= report["latency"]["percentiles"]["p50"]["high"]
    assert "p95" not in report["latency"]["percentiles"], "60 pairs cannot bound it"
    assert report["coldStarts"]["candidate"] >= 1
    [field] = found["differences"]
    assert (field["path"], field["count"]) == ("$.number", 6)
    assert len(field["examples"]) == 5
    assert field["firstSeen"] < field["lastSeen"]
    [finding] = found["fields"]["found"]
    assert (finding["path"], finding["finding"], finding["candidateOnly"], finding["twinOnly"]) == (
        "$.number", "difference", 6, 0)
    # 28 is the least sample whose band leaves the median inside.
    p50 = found["clients"]["p50"]
    assert p50["anytimeFrom"] == 28 and p50["anytime"]["low"] <= p50["value"] <= p50["anytime"]["high"]
    assert found["clients"]["p95"] is None


def start_with_state(folder):
    process = subprocess.Popen(
        [BINARY, "start", "--port", "0", "--api-port", "0", "--state", str(folder / "state"), "--quiet",
         "--config", str(folder / "serverless.yml")],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True)
    ready = READY.search(first_line(process, seconds=30))
    assert ready
    emulator = Emulator(folder)
    emulator.temporary.rmdir()
    emulator.endpoint, emulator.api = ready.groups()
    return emulator, process


def test_a_candidate_that_is_denied_the_network_reaches_nothing(app, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        reach = f"""
import socket
def handle(event, headers):
    try:
        socket.create_connection(("127.0.0.1", {server.getsockname()[1]}), timeout=2).close()
        found = 1
    except OSError as error:
        found = 0
    if "n=13" in event["rawQueryString"] and found == 0: os._exit(3)
    return {{"statusCode": 200, "headers": {{"content-type": "application/json"}}, "body": json.dumps({{"number": found}})}}
run(handle)
"""
        spec = definition("free", "sealed")
        spec["candidates"]["sealed"]["network"] = "deny"
        write(tmp_path, numbers=spec)
        with app(**functions(free=reach, sealed=reach)) as emulator:
            found = experiments(emulator)["numbers"]
            if problems := found["problems"]:
                pytest.skip(f"this machine has no network namespaces for us: {problems}")
            for n in (1, 13, 1, 1):
                assert ask(emulator, n)[0] == 200
            assert eventually(lambda: candidate(emulator, "sealed")["requests"] == 4
                              and candidate(emulator, "free")["requests"] == 4)
            # The control answers what it was asked: 1 is what the free one finds, and the sealed one does not. Its
            # process that ended is followed by another one, which is sealed as well.
            assert candidate(emulator, "free")["outcomes"] == {"match": 3, "mismatch": 1}
            assert candidate(emulator, "sealed")["outcomes"] == {"match": 0, "mismatch": 3, "candidate_error": 1}


def test_where_candidates_are_denied_the_network_the_control_writes_once(app, tmp_path):
    """Its twin, which no client asked for, is under the candidate's conditions."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1)
        writes = f"""
import socket
def handle(event, headers):
    try: socket.create_connection(("127.0.0.1", {server.getsockname()[1]}), timeout=2).close()
    except OSError: pass
    return {{"statusCode": 200, "body": "written"}}
run(handle)
"""
        spec = definition("first", "second")
        for found in spec["candidates"].values():
            found["network"] = "deny"
        write(tmp_path, numbers=spec)
        setup = functions(first=writes, second=writes)
        setup["control"] = function(writes, memorySize=1769, events=http_route("/number"))
        with app(**setup) as emulator:
            if problems := experiments(emulator)["numbers"]["problems"]:
                pytest.skip(f"this machine has no network namespaces for us: {problems}")
            assert ask(emulator, 1)[0] == 200
            assert eventually(lambda: all(candidate(emulator, key)["requests"] == 1 for key in ("first", "second")))
            server.accept()[0].close()
            with pytest.raises(TimeoutError):
                server.accept()


def test_processes_of_candidates_and_twins_are_replaced_and_those_of_clients_are_not(app, tmp_path):
    write(tmp_path, numbers=definition("candidate"))
    with app(**functions(candidate=CANDIDATE)) as emulator:
        seen = {"control": set(), "twin": set(), "candidateRun": set()}

        def look():
            answer = emulator.request("GET", "/_understudy/api/experiments/numbers/observations?limit=100")
            for observation in json.loads(answer.body)["observations"]:
                for side, environments in seen.items():
                    if measures := (observation.get(side) or {}).get("measures"):
                        environments.add(measures["environment"])
            return len(seen["twin"]) > 1 and len(seen["candidateRun"]) > 1

        def ask_and_look():
            for n in range(1, 10):
                ask(emulator, n)
            return look()

        assert eventually(ask_and_look, seconds=60), seen
        assert len(seen["control"]) == 1
        latency = candidate(emulator, "candidate")["verdicts"]["latency"]
        assert latency["method"].endswith("of environments")


def test_secrets_are_not_stored(app, tmp_path):
    write(tmp_path, numbers=definition("candidate"))
    with app(**functions(candidate=CANDIDATE)) as emulator:
        emulator.request("GET", "/number?n=3&password=hunter2", headers={"Authorization": "Bearer hunter2"}, at="api")
        assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 1)
        stored = [path.read_bytes() for path in pathlib.Path(emulator.temporary).rglob("experiments.sqlite*")]
        assert stored and not any(b"hunter2" in content for content in stored)
