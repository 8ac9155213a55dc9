"""`understudy tune` against a running emulator: one event at several memory sizes."""

import json
import subprocess

import pytest

from emulator import BINARY
from functions import function

# As much work in every environment, about 20 ms of one core; the answer tells which size the environment was given.
SPIN = '''
def handle(event, headers):
    total = 0
    for number in range(event.get("steps", 300_000)):
        total += number
    return {"size": os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"], "total": total}
run(handle)
'''
REFUSES = '''
while True:
    id, headers, body = next_event()
    call("POST", f"invocation/{id}/error", b'{"errorType": "NoNumber", "errorMessage": "Give a number."}')
'''

FUNCTIONS = {"spins": function(SPIN, timeout=60, memorySize=256), "refuses": function(REFUSES, timeout=20)}


def tune(emulator, *arguments):
    return subprocess.run(
        [BINARY, "tune", *arguments, "--endpoint", emulator.endpoint], capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def measured(emulator):
    ended = tune(emulator, "spins", "--memory", "1769,256", "--count", "6", "--json")
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_each_size_has_a_cold_start_and_the_warm_invocations_asked_for(measured):
    assert [size["memorySizeMB"] for size in measured["sizes"]] == [256, 1769]
    for size in measured["sizes"]:
        samples = size["samples"]
        assert samples[0]["cold"] and samples[0]["initMilliseconds"] > 0
        assert len([sample for sample in samples if not sample["cold"]]) == 6
        assert (size["errors"], size["timeouts"]) == (0, 0)


def test_less_memory_is_less_cpu(measured):
    if measured["throttle"]["cpu"] == "off":
        pytest.skip("this machine cannot limit the CPU")
    small, large = (size["measured"]["medianMilliseconds"] for size in measured["sizes"])
    # 6.9 times the share; a busy machine takes some of the difference away.
    assert small > 2 * large


def test_the_functions_own_size_stays(emulator, measured):
    assert emulator.result("spins", {"steps": 1})["size"] == "256"
    assert measured["firstAnswer"]["size"] == "256"


def test_the_text_names_sizes_and_what_times_are(emulator):
    ended = tune(
        emulator, "spins", "--memory", "512,1024", "--count", "1", "--data", '{"steps": 10}', "--calibrate", "512=9")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("spins (")
    assert 'event         {"steps": 10}' in ended.stdout
    assert "because 512 MB took 9.00 ms there" in ended.stdout
    assert ended.stderr == ""


def test_a_function_that_only_fails_is_an_error(emulator):
    ended = tune(emulator, "refuses", "--memory", "512")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "Error: Every invocation of refuses failed, first with NoNumber: Give a number. Give an event that it accepts "
        "with --data.\n")


def test_an_unknown_function_is_awss_error(emulator):
    ended = tune(emulator, "nobody")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "ResourceNotFoundException: Function not found: " in ended.stderr
