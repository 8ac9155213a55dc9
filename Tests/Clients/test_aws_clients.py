"""Programs from AWS, unchanged: the stock awscli, and the runtime client that Lambda itself uses for Python."""

import importlib.util
import json
import os
import pathlib
import subprocess
import sys

import pytest

from emulator import arn
from functions import function, write_zip

HANDLER = '''
def echo(event, context):
    print("asked for", context.function_name)
    return {"event": event, "id": context.aws_request_id, "arn": context.invoked_function_arn,
            "memory": context.memory_limit_in_mb, "left": context.get_remaining_time_in_millis()}

def fails(event, context):
    raise ValueError("no such colour: " + event["colour"])
'''
# The interpreter that the wheel was built for, and that any user may run.
INTERPRETER = os.path.realpath(sys.executable)


def readable_by_all(path):
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in pathlib.Path(path).parents)


needs_client = pytest.mark.skipif(
    importlib.util.find_spec("runtime_client") is None or not readable_by_all(INTERPRETER),
    reason=f"awslambdaric has no build for {INTERPRETER}, or other users cannot run it")


def with_runtime_client(path):
    """A `provided.al2023` zip with awslambdaric inside, as its manual describes it."""
    packages = pathlib.Path(importlib.util.find_spec("awslambdaric").origin).parents[1]
    files = {"app.py": HANDLER,
             "bootstrap": f'#!/bin/sh\ncd "$LAMBDA_TASK_ROOT"\nexec {INTERPRETER} -m awslambdaric "$_HANDLER"\n'}
    for pattern in ("awslambdaric/**/*", "simplejson/**/*", "snapshot_restore_py*.py", "runtime_client*.so"):
        for file in packages.glob(pattern):
            if file.is_file() and "__pycache__" not in file.parts:
                files[str(file.relative_to(packages))] = file.read_bytes()
    write_zip(path, files)


FUNCTIONS = {"echo": function()}
if importlib.util.find_spec("awslambdaric"):
    FUNCTIONS |= {
        "python-echo": function(artifact=with_runtime_client, handler="app.echo", memorySize=256, timeout=20),
        "python-fails": function(artifact=with_runtime_client, handler="app.fails", timeout=20),
    }


def awscli(emulator, folder, *arguments):
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-west-1"}
    aws = pathlib.Path(sys.executable).with_name("aws")
    return subprocess.run(
        [sys.executable, aws, "--endpoint-url", emulator.endpoint, "lambda", *arguments, "out.json"],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("name", ["echo", arn("echo")])
def test_the_stock_awscli_invokes_with_dummy_keys(emulator, tmp_path, name):
    ended = awscli(emulator, tmp_path, "invoke", "--function-name", name, "--payload", '{"a": 1}')
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == {"StatusCode": 200, "ExecutedVersion": "$LATEST"}
    assert json.loads((tmp_path / "out.json").read_text()) == {"a": 1}


def test_the_stock_awscli_shows_awss_error(emulator, tmp_path):
    ended = awscli(emulator, tmp_path, "invoke", "--function-name", "nobody")
    assert ended.returncode != 0
    assert (f"An error occurred (ResourceNotFoundException) when calling the Invoke operation: "
            f"Function not found: {arn('nobody')}:$LATEST") in ended.stderr


@needs_client
def test_awss_runtime_client_answers(emulator):
    answer = emulator.invoke("python-echo", {"colour": "röd"})
    body = json.loads(answer["Body"])
    assert body["event"] == {"colour": "röd"}
    assert body["id"] == answer["ResponseMetadata"]["RequestId"]
    assert body["arn"] == arn("python-echo")
    assert int(body["memory"]) == 256
    assert 0 < body["left"] <= 20_000
    assert emulator.says("asked for python-echo")


@needs_client
def test_awss_runtime_client_reports_an_exception(emulator):
    error = emulator.error("python-fails", {"colour": "mauve"})
    assert error["errorType"] == "ValueError"
    assert error["errorMessage"] == "no such colour: mauve"
    assert any("app.py" in line for line in error["stackTrace"])
    assert emulator.error("python-fails", {})["errorType"] == "KeyError", "the environment goes on after an exception"
