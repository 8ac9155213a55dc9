"""The emulator as a process: started on free ports, asked through real clients, ended with SIGTERM."""

import http.client
import json
import os
import pathlib
import re
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse

import boto3
import botocore.config

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("UNDERSTUDY", str(ROOT / ".build/debug/understudy"))
ACCOUNT = "000000000000"
REGION = "eu-west-1"
READY = re.compile(r"ready: AWS endpoint (http://127\.0\.0\.1:\d+), API (http://127\.0\.0\.1:\d+)")


def arn(name, region=REGION, account=ACCOUNT):
    return f"arn:aws:lambda:{region}:{account}:function:{name}"


class Emulator:
    """`understudy start` with the serverless.yml of a folder; use it in a `with` statement.

    State is kept in the folder `state`, if there is one."""

    def __init__(self, folder, *options, environment=None, state=None):
        self.folder = folder
        # Not below `folder`: pytest's own folders are closed to the user that functions run as under root.
        self.temporary = pathlib.Path(tempfile.mkdtemp(prefix="understudy-test-"))
        self.temporary.chmod(0o755)
        self.options = options
        self.keeping = ["--state", str(state)] if state else ["--ephemeral"]
        self.environment = {**os.environ, "TMPDIR": str(self.temporary), **(environment or {})}

    def __enter__(self):
        self.errors = open(self.folder / "stderr", "a+")
        self.process = subprocess.Popen(
            [BINARY, "start", "--port", "0", "--api-port", "0", *self.keeping, *self.options,
             "--config", str(self.folder / "serverless.yml")],
            stdout=subprocess.PIPE, stderr=self.errors, stdin=subprocess.DEVNULL, text=True, env=self.environment)
        line = first_line(self.process, seconds=30)
        ready = READY.search(line)
        if not ready:
            self.process.kill()
            raise AssertionError(f"no ready line, but {line!r}; stderr: {self.log()}")
        self.endpoint, self.api = ready.groups()
        return self

    def __exit__(self, *_):
        try:
            if self.process.poll() is None:
                self.stop()
        finally:
            self.process.stdout.close()
            self.errors.close()
            shutil.rmtree(self.temporary)

    def stop(self):
        """Ends the emulator as Ctrl-C or a service manager would; returns the seconds it took."""
        family = descendants(self.process.pid)
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the emulator did not end within 10 s of SIGTERM: {self.log()}") from None
        took = time.monotonic() - began
        assert status == 0, f"exit status {status}: {self.log()}"
        assert not [pid for pid in family if is_same(pid)], "processes of the emulator outlive it"
        assert not list(self.temporary.iterdir()), "--ephemeral leaves files behind"
        return took

    def kill(self):
        """Ends the emulator as a power cut would."""
        self.process.kill()
        self.process.wait(timeout=10)

    def log(self):
        """What the emulator has written to its standard error until now."""
        return (self.folder / "stderr").read_text(errors="replace")

    def says(self, *words, seconds=15):
        """Whether a line of the log holds all `words`, or soon does: logs are written beside the answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if any(all(word in line for word in words) for line in self.log().splitlines()):
                return True
            time.sleep(0.02)
        return False

    def client(self, region=REGION, **config):
        return boto3.client(
            "lambda", endpoint_url=self.endpoint, region_name=region,
            aws_access_key_id="test", aws_secret_access_key="test",
            config=botocore.config.Config(
                retries={"total_max_attempts": 1}, read_timeout=90, max_pool_connections=20, **config))

    def invoke(self, name, payload=None, **arguments):
        """Invokes through boto3; `payload` is turned into JSON unless it is bytes."""
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        answer = self.client().invoke(FunctionName=name, Payload=body, **arguments)
        answer["Body"] = answer["Payload"].read()
        return answer

    def result(self, name, payload=None, **arguments):
        """What a function returned; an error of the function fails the test."""
        answer = self.invoke(name, payload, **arguments)
        assert "FunctionError" not in answer, answer["Body"]
        return json.loads(answer["Body"])

    def error(self, name, payload=None, **arguments):
        """The error object of a function that must fail."""
        answer = self.invoke(name, payload, **arguments)
        assert answer.get("FunctionError") == "Unhandled", answer
        assert answer["StatusCode"] == 200
        return {**json.loads(answer["Body"]), "requestId": answer["ResponseMetadata"]["RequestId"]}

    def request(self, method, path, body=None, headers=None, at="endpoint"):
        """A plain HTTP request to the AWS endpoint, or to the app's API with `at="api"`."""
        address = urllib.parse.urlsplit(self.endpoint if at == "endpoint" else self.api)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            connection.close()


def first_line(process, seconds):
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        return process.stdout.readline() if selector.select(seconds) else ""


def descendants(pid):
    """Every process below `pid`, as (pid, start time): a pid alone may be given to somebody else."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := stat_fields(int(entry.name))):
            parents.setdefault(int(fields[1]), []).append((int(entry.name), fields[19]))
    found, queue = [], [pid]
    while queue:
        children = parents.get(queue.pop(), [])
        found += children
        queue += [child for child, _ in children]
    return found


def is_same(process):
    """Whether that very process still runs; one that has ended and waits to be collected does not."""
    pid, started = process
    fields = stat_fields(pid)
    return fields is not None and fields[19] == started and fields[0] != "Z"


def stat_fields(pid):
    """Fields of /proc/PID/stat from the third (state) on; None when the process is gone."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
