"""What deploying costs: the time that the emulator takes over all calls of `sls deploy`, with everything on disk."""

import base64
import contextlib
import io
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

from figure import Broken, Figure, missing
from places import EMULATOR, ROOT, absent
from servers import READY, ending

sys.path.append(str(ROOT / "Tests/Clients"))

from sls import SDK, Framework, Service  # noqa: E402

ROUNDS, READS = 5, 300
FIRST, UNCHANGED, CREATE, READ = 300, 100, 50, 1
ROLE = "arn:aws:iam::000000000000:role/bench"


def figures():
    if what := absent(EMULATOR):
        return [missing("deploying", what)]
    with serving() as endpoint:
        deployments = [deployment(endpoint, number) for number in range(ROUNDS)]
        sdk = Stopwatch(endpoint)
        creations = [creation(sdk, number) for number in range(ROUNDS)]
        return [
            figure("first sls deploy of 5 functions, all calls", [first for first, _ in deployments], FIRST),
            figure("unchanged sls deploy, all calls", [unchanged for _, unchanged in deployments], UNCHANGED),
            figure("CreateFunction with a zip of 3 MB", creations, CREATE),
            *(figure(name, reading(sdk, read), READ) for name, read in reads().items())]


def figure(measure, milliseconds, target):
    median = statistics.median(milliseconds)
    return Figure(measure, f"{median:.2f} ms", f"< {target} ms", median < target)


class Stopwatch(SDK):
    """Adds up how long calls take, from the first byte sent to the last one read."""

    milliseconds = 0

    def send(self, *arguments, **named):
        began = time.perf_counter()
        try:
            return super().send(*arguments, **named)
        finally:
            self.milliseconds += (time.perf_counter() - began) * 1000

    def lap(self):
        taken, self.milliseconds = self.milliseconds, 0
        return taken


def deployment(endpoint, number):
    """Milliseconds of a first deployment, and of one that finds nothing to do."""
    functions = {
        "hello": {"events": [{"http": {"method": "get", "path": "hello/{name}", "cors": True}}]},
        "items": {"events": [{"httpApi": "GET /items/{id}"}]},
        "linked": {"url": True},
        "timed": {"events": [{"schedule": "rate(1 hour)"}]},
        "plain": {}}
    sls = Framework(endpoint, Service(f"bench{number}", functions), {key: package(3 << 20, key) for key in functions})
    sls.sdk = Stopwatch(endpoint)
    sls.deploy()
    first = sls.sdk.lap()
    bucket = sls.bucket()
    sls.is_deployed(bucket)
    url = f"https://s3.amazonaws.com/{bucket}/{sls.folders(bucket)[-1]}/compiled-cloudformation-template.json"
    if sls.change_stack("UPDATE", TemplateURL=url):
        raise Broken("An unchanged template changes the stack.")
    return first, sls.sdk.lap()


def creation(sdk, number):
    zipped = base64.b64encode(package(3 << 20, f"creation{number}")).decode()
    sdk.awslambda("POST", "/2015-03-31/functions", {
        "FunctionName": f"created-{number}", "Runtime": "provided.al2023", "Handler": "bootstrap", "Role": ROLE,
        "Code": {"ZipFile": zipped}})
    return sdk.lap()


def reads():
    name = "created-0"
    return {
        "GetFunction": lambda sdk: sdk.awslambda("GET", f"/2015-03-31/functions/{name}"),
        "DescribeStacks": lambda sdk: sdk.cloudformation("DescribeStacks", StackName="bench0-dev"),
        "GetCallerIdentity": lambda sdk: sdk.sts("GetCallerIdentity")}


def reading(sdk, read):
    """Each with a connection of its own, as aws-sdk v2 makes them."""
    sdk.lap()
    taken = []
    for _ in range(READS):
        read(sdk)
        taken.append(sdk.lap())
    return taken


def package(size, seed):
    """A zip that cannot be made smaller, with a bootstrap."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o100755 << 16
        archive.writestr(entry, f"#!/bin/sh\n# {seed}\n".encode() + os.urandom(size))
    return buffer.getvalue()


@contextlib.contextmanager
def serving():
    """Not ephemeral: what is acknowledged has been synced."""
    with tempfile.TemporaryDirectory() as folder:
        configuration = pathlib.Path(folder) / "serverless.yml"
        configuration.write_text('{"service": "bench", "provider": {"name": "aws"}, "functions": {}}')
        process = subprocess.Popen(
            [EMULATOR, "start", "--config", configuration, "--port", "0", "--api-port", "0", "--quiet",
             "--state", pathlib.Path(folder) / "state"],
            stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        with ending(process):
            line = process.stdout.readline()
            if not (ready := READY.search(line)):
                raise Broken(f"The emulator did not start; it printed {line!r}.")
            yield ready[1]
