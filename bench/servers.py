"""The two emulators as processes that end with their `with` statement."""

import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import zipfile

from figure import Broken
from places import EMULATOR, RAW_EMULATOR, RAW_RUNTIME

READY = re.compile(r"ready: AWS endpoint (http://[^\s,]+), API (http://\S+)")


@contextlib.contextmanager
def understudy(packages, *options):
    """Our emulator with functions of these names and zips; yields a closure from a name to the URL that invokes it, which
    knows the process as well."""
    functions = {f"f{index}": {"name": name, "handler": "bootstrap", "package": {"artifact": str(package)}}
                 for index, (name, package) in enumerate(packages.items())}
    # 1,769 MB is one whole CPU on Lambda, all of the core that the measurements are pinned to.
    with emulator(functions, *options, memory=1769, timeout=60) as (endpoint, _, process):

        def url(name):
            return f"{endpoint}/2015-03-31/functions/{name}/invocations"

        url.process = process
        yield url


@contextlib.contextmanager
def emulator(functions, *options, memory, timeout, state=None):
    """Our emulator with the `functions` of a serverless.yml; yields both its URLs and the process. What it keeps is lost at
    its end unless it has a folder for its state."""
    with tempfile.TemporaryDirectory() as folder:
        configuration = pathlib.Path(folder) / "serverless.yml"
        # JSON is YAML.
        configuration.write_text(json.dumps({
            "service": "bench",
            "provider": {"name": "aws", "runtime": "provided.al2023", "memorySize": memory, "timeout": timeout},
            "functions": functions}))
        process = subprocess.Popen(
            [EMULATOR, "start", "--config", configuration, "--port", "0", "--api-port", "0", "--quiet",
             *(["--state", state] if state else ["--ephemeral"]), *options],
            stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        with ending(process):
            line = process.stdout.readline()
            if not (ready := READY.search(line)):
                raise Broken(f"The emulator did not start; it printed {line!r}.")
            yield ready[1], ready[2], process


@contextlib.contextmanager
def raw_emulator():
    """The emulator and runtime in C; yields the URL that invokes its one function."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with ending(subprocess.Popen([RAW_EMULATOR, str(port)])):
        wait_for(port)
        environment = {**os.environ, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}"}
        with ending(subprocess.Popen([RAW_RUNTIME], env=environment)):
            yield f"http://127.0.0.1:{port}/2015-03-31/functions/raw/invocations"


def packed(program, package):
    """Writes a zip whose bootstrap is this program."""
    entry = zipfile.ZipInfo("bootstrap")
    entry.external_attr = 0o100755 << 16
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr(entry, program.read_bytes())
    return package


@contextlib.contextmanager
def ending(process):
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def wait_for(port, seconds=5):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.01)
    raise Broken(f"Nothing answers on port {port} after {seconds} s.")
