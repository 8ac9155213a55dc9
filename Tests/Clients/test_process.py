"""The emulator as a process: it starts with a sentence or a reason, and leaves nothing behind."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

import pytest

from emulator import BINARY, descendants, is_same
from functions import function, write_app

PROVIDER = "service: x\nprovider: {name: aws, runtime: provided.al2023}\n"
SLEEPS = function("run(lambda event, headers: time.sleep(60))", timeout=100)


def test_it_ends_at_sigterm_and_leaves_no_process(app):
    with app(echo=function(), sleeps=SLEEPS) as emulator:
        emulator.result("echo", 1)
        waiting = threading.Thread(target=lambda: pytest.raises(Exception, emulator.invoke, "sleeps"))
        waiting.start()
        wait_until(lambda: len(descendants(emulator.process.pid)) >= 2)
        assert emulator.stop() < 5
        waiting.join(5)


def test_a_changed_function_that_is_busy_does_not_hold_up_its_end(app):
    with app(sleeps=SLEEPS) as emulator:
        waiting = threading.Thread(target=lambda: pytest.raises(Exception, emulator.invoke, "sleeps"))
        waiting.start()
        assert emulator.says("START RequestId")
        emulator.client().update_function_configuration(FunctionName="sleeps", Environment={"Variables": {"CHANGED": "1"}})
        assert emulator.stop() < 5
        waiting.join(5)


def test_stubborn_functions_are_ended_too(app):
    stubborn = function("""
import subprocess
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
subprocess.Popen(["/usr/bin/python3", "-c", "import time; time.sleep(300)"], start_new_session=True)
run(lambda event, headers: event)
""")
    with app(stubborn=stubborn) as emulator:
        emulator.result("stubborn", 1)
        assert emulator.stop() < 5


def test_functions_end_with_an_emulator_that_is_killed(app):
    with app(echo=function()) as emulator:
        emulator.result("echo", 1)
        family = descendants(emulator.process.pid)
        assert family
        emulator.process.kill()
        emulator.process.wait()
        wait_until(lambda: not [process for process in family if is_same(process)])


def test_control_c_ends_it_like_sigterm(app):
    with app(echo=function()) as emulator:
        emulator.result("echo", 1)
        emulator.process.send_signal(signal.SIGINT)
        assert emulator.process.wait(5) == 0


@pytest.mark.parametrize("flag", ["--port", "--api-port"])
def test_a_port_in_use_is_named_with_its_holder_and_the_flag(tmp_path, flag):
    write_app(tmp_path, {"echo": function()})
    with socket.create_server(("127.0.0.1", 0)) as holder:
        taken = str(holder.getsockname()[1])
        ended = start(tmp_path, *(["--port", "0", "--api-port", "0"] + [flag, taken]))
    assert ended.returncode != 0
    assert taken in ended.stderr and flag in ended.stderr
    assert f"{os.getpid()}" in ended.stderr, "the program that holds the port is named"
    assert len(ended.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("content, words", [
    (None, ["serverless.yml"]),
    ("functions: [", ["serverless.yml"]),
    ("service: x\nprovider: {name: aws}\nfunctions: 7\n", ["functions"]),
    (f"{PROVIDER}functions: {{f: {{handler: bootstrap, memorySize: lots, package: {{artifact: f.zip}}}}}}\n",
     ["serverless.yml:3", "functions.f.memorySize", "lots"]),
    (f"{PROVIDER}functions: {{f: {{handler: bootstrap, package: {{artifact: missing.zip}}}}}}\n",
     ["serverless.yml:3", "missing.zip does not exist"]),
])
def test_a_configuration_that_cannot_be_read_is_a_sentence(tmp_path, content, words):
    write_app(tmp_path, {"f": function()})
    (tmp_path / "serverless.yml").unlink()
    if content is not None:
        (tmp_path / "serverless.yml").write_text(content)
    ended = start(tmp_path, "--port", "0", "--api-port", "0")
    assert ended.returncode != 0
    assert all(word in ended.stderr for word in words), ended.stderr
    assert "Fatal error" not in ended.stderr and len(ended.stderr.strip().splitlines()) <= 2


def test_state_is_kept_beside_the_configuration_unless_told_otherwise(tmp_path):
    write_app(tmp_path, {"echo": function()})
    process = subprocess.Popen(
        [BINARY, "start", "--port", "0", "--api-port", "0", "--config", str(tmp_path / "serverless.yml")],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd="/")
    assert process.stdout.readline().startswith("ready: ")
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0
    process.stdout.close()
    assert {path.name for path in tmp_path.iterdir()} == {".understudy", "echo.zip", "serverless.yml"}


def test_the_command_line_invokes_and_lists(app):
    with app(echo=function(), fails=function("os._exit(1)")) as emulator:
        ask = lambda *arguments: subprocess.run(  # noqa: E731
            [BINARY, *arguments], env={**os.environ, "AWS_ENDPOINT_URL": emulator.endpoint},
            capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL)
        invoked = ask("invoke", "echo", "--data", '{"a": 1}')
        assert (invoked.returncode, json.loads(invoked.stdout)) == (0, {"a": 1}), invoked.stderr
        failed = ask("invoke", "fails", "--data", "{}")
        assert failed.returncode == 1 and "Runtime.ExitError" in failed.stdout
        unknown = ask("invoke", "nobody", "--data", "{}")
        assert unknown.returncode != 0 and "Function not found" in unknown.stderr
        listed = ask("functions")
        assert "echo" in listed.stdout and "fails" in listed.stdout


def start(folder, *arguments):
    return subprocess.run(
        [BINARY, "start", "--ephemeral", "--config", str(pathlib.Path(folder) / "serverless.yml"), *arguments],
        capture_output=True, text=True, timeout=20, stdin=subprocess.DEVNULL)


def wait_until(holds, seconds=15):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.02)
