"""Functions that fail, crash, hang or misbehave: the caller gets AWS's error, and the next invocation a fresh start."""

import base64
import json
import re
import time

import pytest

from functions import function

DIES = """
def handle(event, headers):
    if event == "live":
        return "alive"
    os.kill(os.getpid(), getattr(signal, event)) if isinstance(event, str) else os._exit(event)
run(handle)
"""

FUNCTIONS = {
    "sleeps": function("run(lambda seconds, headers: time.sleep(seconds) or 'slept')", timeout=1),
    "dies": function(DIES),
    "cannot-start": function("os._exit(3)"),
    "reports-init": function("""
call("POST", "init/error", json.dumps({"errorType": "Config.Missing", "errorMessage": "no TABLE", "stackTrace": []}),
     {"Lambda-Runtime-Function-Error-Type": "Config.Missing"})
sys.exit(1)
"""),
    "reports-error": function("""
while True:
    id, headers, event = next_event()
    call("POST", f"invocation/{id}/error",
         json.dumps({"errorMessage": "broken", "errorType": "Custom", "stackTrace": ["here"]}),
         {"Lambda-Runtime-Function-Error-Type": "Function.Custom"})
"""),
    "ignores": function("""
next_event()
while True:
    time.sleep(60)
""", timeout=1),
    # Never speaks HTTP; closes, and tries again.
    "garbage": function("""
import socket
host, port = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
for attempt in range(3):
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"\\x00\\xff GET nonsense\\r\\n\\r\\n" * 50)
        connection.settimeout(1)
        try:
            connection.recv(1000)
        except OSError:
            pass
run(lambda event, headers: "recovered")
""", timeout=5),
    "not-json": function("while True:\n    id, headers, event = next_event()\n    respond(id, b'\\xff\\x00 not json')"),
    "floods": function("""
def handle(event, headers):
    for _ in range(300):
        sys.stdout.write("x" * 4095 + "\\n")
    sys.stdout.flush()
    return "done"
run(handle)
""", timeout=20),
    # A child of the function keeps its output open after the function has answered.
    "leaves-child": function("""
import subprocess
def handle(event, headers):
    subprocess.Popen(["/usr/bin/python3", "-c", "import time; time.sleep(300)"])
    return "done"
run(handle)
"""),
}


def tail(answer):
    return base64.b64decode(answer["LogResult"]).decode()


def test_a_timeout_is_told_in_awss_words(emulator):
    began = time.monotonic()
    answer = emulator.invoke("sleeps", 30, LogType="Tail")
    assert 1 <= time.monotonic() - began < 3
    request_id = answer["ResponseMetadata"]["RequestId"]
    assert answer["FunctionError"] == "Unhandled"
    assert answer["Body"].decode() == (
        '{"errorType":"Sandbox.Timedout","errorMessage":'
        f'"RequestId: {request_id} Error: Task timed out after 1.00 seconds"}}')
    log = tail(answer)
    assert re.search(rf"\d\d\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ {request_id} Task timed out after 1\.00 seconds\n",
                     log)
    assert re.search(r"REPORT .*\tDuration: 1000\.00 ms\t.*Status: timeout\n", log)


def test_after_a_timeout_the_function_starts_anew(emulator):
    emulator.error("sleeps", 30)
    assert emulator.result("sleeps", 0) == "slept"


@pytest.mark.parametrize("end, sentence", [
    (0, "Runtime exited without providing a reason"),
    (1, "Runtime exited with error: exit status 1"),
    (127, "Runtime exited with error: exit status 127"),
    ("SIGSEGV", "Runtime exited with error: signal: segmentation fault"),
    ("SIGKILL", "Runtime exited with error: signal: killed"),
    ("SIGABRT", "Runtime exited with error: signal: aborted"),
    ("SIGTERM", "Runtime exited with error: signal: terminated"),
])
def test_the_end_of_a_process_is_told_in_awss_words(emulator, end, sentence):
    answer = emulator.invoke("dies", end, LogType="Tail")
    request_id = answer["ResponseMetadata"]["RequestId"]
    assert json.loads(answer["Body"]) == {
        "errorType": "Runtime.ExitError", "errorMessage": f"RequestId: {request_id} Error: {sentence}"}
    assert f"RequestId: {request_id} Error: {sentence}\nRuntime.ExitError\n" in tail(answer)
    assert re.search(r"Status: error\tError Type: Runtime\.ExitError\n$", tail(answer))
    assert emulator.result("dies", "live") == "alive"


def test_a_bootstrap_that_ends_at_once_is_an_exit_error(emulator):
    answer = emulator.invoke("cannot-start", {}, LogType="Tail")
    assert json.loads(answer["Body"])["errorMessage"].endswith("Error: Runtime exited with error: exit status 3")
    report = r"INIT_REPORT Init Duration: \S+ ms\tPhase: {}\tStatus: error\tError Type: Runtime\.ExitError\n"
    assert re.search(report.format("invoke"), tail(answer)), "the second try is part of the invocation"
    assert emulator.says("cannot-start", "INIT_REPORT", "Phase: init\t"), "the first one is not"


def test_a_reported_init_error_reaches_the_caller(emulator):
    error = emulator.error("reports-init")
    assert (error["errorType"], error["errorMessage"]) == ("Config.Missing", "no TABLE")


def test_a_handlers_error_reaches_the_caller_as_it_was_sent(emulator):
    answer = emulator.invoke("reports-error", {}, LogType="Tail")
    assert answer["FunctionError"] == "Unhandled"
    assert json.loads(answer["Body"]) == {"errorMessage": "broken", "errorType": "Custom", "stackTrace": ["here"]}
    assert "Status:" not in tail(answer), "an error that the function itself returns is not the platform's"


def test_a_function_that_never_answers_times_out(emulator):
    assert emulator.error("ignores")["errorType"] == "Sandbox.Timedout"


def test_garbage_at_the_runtime_api_harms_nobody(emulator):
    assert emulator.result("garbage") == "recovered"


def test_an_answer_that_is_not_json_is_passed_on(emulator):
    assert emulator.invoke("not-json", {})["Body"] == b"\xff\x00 not json"


def test_the_tail_keeps_the_last_four_kib(emulator):
    answer = emulator.invoke("floods", {}, LogType="Tail")
    assert json.loads(answer["Body"]) == "done"
    assert len(tail(answer)) <= 4096
    assert tail(answer).splitlines()[-1].startswith("REPORT ")


def test_a_child_that_holds_the_output_open_does_not_hold_the_answer(emulator):
    began = time.monotonic()
    assert emulator.result("leaves-child") == "done"
    assert time.monotonic() - began < 5
