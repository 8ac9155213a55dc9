"""CPU, memory and rest as Lambda gives them, seen from outside. Upper bounds only: a busy machine may give less."""

import base64
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

import pytest

from emulator import BINARY, Emulator, descendants
from functions import function, write_app

WORKS = """
import ctypes, subprocess, threading

def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass

counted = 0
def count():
    global counted
    while True:
        counted += 1

def handler(event, headers):
    what = event["do"]
    if what == "size":
        return [os.getpid(), int(os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"])]
    if what == "burn":
        began = time.monotonic()
        burn(event["seconds"])
        return time.monotonic() - began
    if what == "hold":
        kept = bytearray(event["mb"] << 20)
        return len(kept)
    if what == "child":
        code = f"import time; kept = bytearray({event['mb']} << 20); time.sleep({event['seconds']})"
        return subprocess.run(["/usr/bin/python3", "-c", code]).returncode
    if what == "file":
        pathlib.Path(event["path"]).write_bytes(bytes(event["mb"] << 20))
    if what == "count":
        if counted == 0:
            threading.Thread(target=count, daemon=True).start()
        time.sleep(0.05)
        return [os.getpid(), counted]

import pathlib
run(handler)
"""

FUNCTIONS = {
    "works": function(WORKS, memorySize=256, timeout=60),
    "small": function(WORKS, memorySize=128, timeout=60),
}


def report(answer):
    """The REPORT line of an invocation, as a dictionary of its fields."""
    tail = base64.b64decode(answer["LogResult"]).decode()
    line = next(line for line in tail.splitlines() if line.startswith("REPORT "))
    return dict(field.split(": ", 1) for field in line.rstrip("\t").split("\t") if ": " in field)


def health(emulator):
    return json.loads(emulator.request("GET", "/_understudy/health").body)


def test_health_and_doctor_name_the_throttle(emulator):
    throttle = health(emulator)["throttle"]
    assert throttle["cores"] == len(os.sched_getaffinity(0))
    doctor = subprocess.run([BINARY, "doctor", "--json"], capture_output=True, text=True, timeout=30)
    finding = next(check["finding"] for check in json.loads(doctor.stdout) if check["check"] == "throttle")
    assert f"CPU by {throttle['cpu']} " in finding


@pytest.mark.parametrize("strategy", ["signal", "off"])
def test_the_throttle_can_be_chosen(app, strategy):
    with app("--throttle", strategy, works=FUNCTIONS["works"]) as emulator:
        assert health(emulator)["throttle"]["cpu"] == strategy
        assert emulator.result("works", {"do": "size"})[1] == 256


def test_a_throttle_that_does_not_exist_is_refused_with_those_that_do(tmp_path):
    write_app(tmp_path, {})
    ended = start(tmp_path, "--throttle", "docker")
    assert ended.returncode == 64
    assert all(name in ended.stderr for name in ("auto", "cgroup2", "cgroup1", "signal", "off"))


def test_a_throttle_that_this_machine_does_not_offer_is_refused_with_the_reason(tmp_path):
    doctor = subprocess.run([BINARY, "doctor", "--json"], capture_output=True, text=True, timeout=30)
    finding = next(check["finding"] for check in json.loads(doctor.stdout) if check["check"] == "throttle")
    missing = [name for name in ("cgroup2", "cgroup1") if not re.search(rf"\b{name}\b[ ,)]", finding)]
    if not missing:
        pytest.skip("this machine offers every strategy")
    write_app(tmp_path, {})
    ended = start(tmp_path, "--throttle", missing[0])
    assert ended.returncode == 1
    assert f"The throttle {missing[0]} is not possible here: " in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_cpu_follows_memory(emulator):
    # 0.2 s of CPU at 256 MB: 69 periods of 20 ms. The kernel may notice late, by 4 ms on each CPU, and so may we.
    cores = len(os.sched_getaffinity(0))
    least = (0.2 - 0.004 * (cores + 1)) / (256 / 1769) - 0.02
    assert emulator.result("works", {"do": "burn", "seconds": 0.2}) > least


def test_another_size_can_be_tried_without_touching_the_function(emulator):
    own_pid, own_size = emulator.result("works", {"do": "size"})
    answer = invoke(emulator, "works", {"do": "size"}, {"X-Understudy-Memory-Size": "512"})
    tried_pid, tried_size = json.loads(answer.body)
    assert (own_size, tried_size) == (256, 512)
    assert own_pid != tried_pid
    assert emulator.result("works", {"do": "size"}) == [own_pid, 256], "its own environment goes on"
    again = invoke(emulator, "works", {"do": "size"}, {"X-Understudy-Memory-Size": "512"})
    assert json.loads(again.body) == [tried_pid, 512], "so does the tried one"
    detail = json.loads(emulator.request("GET", "/_understudy/api/functions/works").body)
    assert detail["memorySizeMB"] == 256


@pytest.mark.parametrize("size", ["64", "10241", "lots", ""])
def test_a_size_that_lambda_does_not_have_is_refused(emulator, size):
    answer = invoke(emulator, "works", {"do": "size"}, {"X-Understudy-Memory-Size": size})
    assert answer.status == 400
    assert answer.getheader("x-amzn-errortype") == "InvalidParameterValueException"
    assert f"from 128 to 10240, not '{size}'" in json.loads(answer.body)["message"]


def test_what_the_emulator_knows_of_a_function(emulator):
    detail = json.loads(emulator.request("GET", "/_understudy/api/functions/small").body)
    assert detail["name"] == "small" and detail["memorySizeMB"] == 128 and detail["timeoutSeconds"] == 60
    assert abs(detail["cpus"] - 128 / 1769) < 1e-9
    assert "sampleEvent" not in detail
    assert emulator.request("GET", "/_understudy/api/functions/nobody").status == 404


def test_cpu_and_a_sample_event_can_be_configured_beside_what_aws_knows(tmp_path, app):
    with app(works=FUNCTIONS["works"]) as emulator:
        assert "custom" not in (tmp_path / "serverless.yml").read_text()
        emulator.stop()
    described = json.loads((tmp_path / "serverless.yml").read_text())
    described["custom"] = {"understudy": {"functions": {"works": {"cpus": 0.5, "event": '{"do": "size"}'}}}}
    (tmp_path / "serverless.yml").write_text(json.dumps(described))
    with Emulator(tmp_path) as emulator:
        detail = json.loads(emulator.request("GET", "/_understudy/api/functions/works").body)
        assert detail["cpus"] == 0.5 and detail["memorySizeMB"] == 256
        assert detail["sampleEvent"] == {"do": "size"}
        assert emulator.result("works", {"do": "burn", "seconds": 0.2}) > 0.3


def test_more_memory_than_its_size_is_death_in_awss_words(emulator):
    answer = emulator.invoke("small", {"do": "hold", "mb": 400}, LogType="Tail")
    request_id = answer["ResponseMetadata"]["RequestId"]
    assert answer["FunctionError"] == "Unhandled"
    assert json.loads(answer["Body"]) == {
        "errorType": "Runtime.ExitError",
        "errorMessage": f"RequestId: {request_id} Error: Runtime exited with error: signal: killed"}
    fields = report(answer)
    assert fields["Max Memory Used"] == "128 MB"
    assert (fields["Status"], fields["Error Type"]) == ("error", "Runtime.OutOfMemory")
    assert emulator.result("small", {"do": "size"})[1] == 128, "the environment starts afresh"


def test_a_child_that_takes_too_much_ends_the_environment(emulator):
    error = emulator.error("small", {"do": "child", "mb": 300, "seconds": 20})
    assert error["errorType"] == "Runtime.ExitError" and error["errorMessage"].endswith("signal: killed")


def test_max_memory_used_counts_children_and_no_files(app, tmp_path):
    with app("--throttle", "off", works=function(WORKS, memorySize=1024, timeout=60)) as emulator:
        used = lambda event: int(  # noqa: E731
            report(emulator.invoke("works", event, LogType="Tail"))["Max Memory Used"].split()[0])
        open_to_all = emulator.temporary / "files"
        open_to_all.mkdir()
        open_to_all.chmod(0o777)
        assert used({"do": "file", "path": str(open_to_all / "x"), "mb": 64}) < 64 + 30, "only what it took to write"
        (open_to_all / "x").unlink()
        open_to_all.rmdir()
        assert 200 <= used({"do": "hold", "mb": 200}) < 230, "the peak, though it has gone"
        assert 300 <= used({"do": "child", "mb": 300, "seconds": 0.3}) < 340
        assert 300 <= used({"do": "size"}) < 340, "it is the environment's peak"


def test_nothing_runs_between_invocations_and_background_work_goes_on(emulator):
    pid, first = emulator.result("works", {"do": "count"})
    used = lambda: stat(pid)[11:13]  # noqa: E731
    deadline = time.monotonic() + 5
    # Longer than any pause of a throttled function, which has still to ask for more.
    while not stands_still(used, seconds=0.2):
        assert time.monotonic() < deadline, "it goes on"
    assert stands_still(used, seconds=0.3), "it has used CPU"
    same, second = emulator.result("works", {"do": "count"})
    assert same == pid and second > first


def stands_still(measure, seconds):
    before = measure()
    time.sleep(seconds)
    return measure() == before


def stat(pid):
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def test_control_groups_of_an_emulator_that_was_killed_are_removed_by_the_next(app):
    with app(works=FUNCTIONS["works"]) as emulator:
        if not health(emulator)["throttle"]["cpu"].startswith("cgroup"):
            pytest.skip("this machine offers no control groups")
        emulator.result("works", {"do": "size"})
        pid = emulator.process.pid
        family = [child for child, _ in descendants(pid)]
        assert groups(pid)
        emulator.process.send_signal(signal.SIGKILL)
        emulator.process.wait()
        deadline = time.monotonic() + 5
        while any(pathlib.Path(f"/proc/{child}").exists() for child in family) and time.monotonic() < deadline:
            time.sleep(0.02)
        for left in emulator.temporary.iterdir():
            subprocess.run(["rm", "-rf", str(left)], check=True)
    assert groups(pid), "nobody was there to remove them"
    with app(works=FUNCTIONS["works"]):
        assert not groups(pid)


def groups(pid):
    """The folders of an emulator's control groups, wherever they are mounted."""
    found = []
    for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines():
        fields = line.split()
        if fields[fields.index("-") + 1] in ("cgroup", "cgroup2"):
            found += pathlib.Path(fields[4]).glob(f"**/understudy-{pid}-*")
    return found


def test_an_ordinary_user_has_the_same_limits(tmp_path):
    """Root tries it as somebody else; everybody else has tried it in all the tests above."""
    if os.geteuid() != 0:
        pytest.skip("not root: all the other tests are run by an ordinary user already")
    reader = subprocess.run(["/usr/bin/test", "-x", BINARY], user=65534, group=65534, extra_groups=[])
    if reader.returncode != 0:
        pytest.skip(f"{BINARY} lies where an ordinary user may not go")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="understudy-user-"))
    try:
        write_app(folder, FUNCTIONS)
        folder.chmod(0o777)
        process = subprocess.Popen(
            [BINARY, "start", "--port", "0", "--api-port", "0", "--config", str(folder / "serverless.yml"), "--quiet"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
            user=65534, group=65534, extra_groups=[], env={"TMPDIR": str(folder)})
        try:
            endpoint = re.search(r"ready: AWS endpoint (\S+),", process.stdout.readline())[1]
            emulator = Emulator(folder)
            emulator.endpoint = endpoint
            assert health(emulator)["throttle"]["cpu"] == "signal"
            assert emulator.result("works", {"do": "burn", "seconds": 0.2}) > 0.19 / (256 / 1769) - 0.02
            assert emulator.error("small", {"do": "hold", "mb": 400})["errorMessage"].endswith("signal: killed")
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
            process.stdout.close()
            process.stderr.close()
    finally:
        shutil.rmtree(folder)


def invoke(emulator, name, event, headers):
    return emulator.request("POST", f"/2015-03-31/functions/{name}/invocations", json.dumps(event), headers)


def start(folder, *arguments):
    return subprocess.run(
        [BINARY, "start", "--ephemeral", "--port", "0", "--api-port", "0",
         "--config", str(folder / "serverless.yml"), *arguments],
        capture_output=True, text=True, timeout=20, stdin=subprocess.DEVNULL)
