"""Measures what users are promised, and prints a table of figures and targets. Started by scripts/bench.sh.

Everything runs on one core, the two sides of a comparison in turns: neighbours and wake-ups across cores would otherwise
be most of what is measured. Ratios mean more than times.
"""

import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
PROGRAMS = ROOT / ".build/bench"
EMULATOR = ROOT / ".build/release/understudy"
ONE_CORE = ["taskset", "-c", "0"]
# The function whose start is measured, and an event for it.
FUNCTION, EVENT = "control-round", '{"number":62.5}'
ROUNDS = 15


def main():
    rows = zip_sizes() + starts() + [warm_invocation()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    print(f"{'MEASURE':<{widths[0]}}  {'FOUND':>{widths[1]}}  {'TARGET':>{widths[2]}}")
    for name, found, target, met in rows:
        verdict = {True: "", False: "  MISSED", None: "  not measured"}[met]
        print(f"{name:<{widths[0]}}  {found:>{widths[1]}}  {target:>{widths[2]}}{verdict}")
    sys.exit(1 if any(met is False for *_, met in rows) else 0)


def zip_sizes():
    """A row per zip: at most 3 MB."""
    zips = sorted((ROOT / "dist").glob("*.zip"))
    if not zips:
        return [("zips", "none in dist/", "3.00 MB", None)]
    return [(path.name, f"{path.stat().st_size / 1e6:.2f} MB", "3.00 MB", path.stat().st_size <= 3_000_000)
            for path in zips]


def starts():
    """From exec to the first `next`, and one whole invocation, against a raw runtime in C."""
    names = (f"{FUNCTION}: exec to first next", f"{FUNCTION}: us per invocation, raw C = 1")
    package = ROOT / f"dist/{FUNCTION}.zip"
    missing = [str(path) for path in (package, PROGRAMS / "mockapi", PROGRAMS / "rawc") if not path.exists()]
    if missing:
        return [(name, f"{pathlib.Path(missing[0]).name} is missing", target, None)
                for name, target in zip(names, ("1.20 ms", "-"))]
    own = PROGRAMS / "bootstrap"
    with zipfile.ZipFile(package) as archive:
        own.write_bytes(archive.read("bootstrap"))
    own.chmod(0o755)

    found = {own: [], PROGRAMS / "rawc": []}
    for _ in range(ROUNDS):
        for program, results in found.items():
            results.append(json.loads(subprocess.run(
                [PROGRAMS / "mockapi", "-q", "-n", "2000", "-w", "200", "-s", "0", "-c", "0", "-p", EVENT, "--", program],
                capture_output=True, text=True, check=True, timeout=60).stdout))
    first, raw_first = (statistics.median(r["first_next_ms"] for r in results) for results in found.values())
    cycle, raw_cycle = (min(r["cycle_p50_us"] for r in results) for results in found.values())
    return [(names[0], f"{first:.2f} ms (raw C {raw_first:.2f})", "1.20 ms", first <= 1.2),
            (names[1], f"{cycle:.1f} us ({cycle / raw_cycle:.2f})", "-", True)]


def warm_invocation():
    """Invocations per second through the Invoke API, as a share of what a raw emulator in C does with the same function."""
    name, target = "warm invoke, share of the C emulator", "0.50"
    needed = [EMULATOR, PROGRAMS / "emu", PROGRAMS / "rawc"]
    if missing := [path.name for path in needed if not path.exists()]:
        return (name, f"{missing[0]} is missing", target, None)
    with tempfile.TemporaryDirectory() as folder, understudy(pathlib.Path(folder)) as ours, reference() as theirs:
        rates = {ours: [], theirs: []}
        for _ in range(5):
            for url, found in rates.items():
                found.append(requests_per_second(url, pathlib.Path(folder)))
    own, raw = (statistics.median(found) for found in rates.values())
    return (name, f"{own / raw:.2f} ({own:.0f}/s of {raw:.0f}/s)", target, own / raw >= 0.5)


@contextlib.contextmanager
def understudy(folder):
    """Our emulator with the raw C runtime as a function; yields the URL that invokes it."""
    with zipfile.ZipFile(folder / "raw.zip", "w") as archive:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o100755 << 16
        archive.writestr(entry, (PROGRAMS / "rawc").read_bytes())
    (folder / "serverless.yml").write_text(json.dumps({
        "service": "bench", "provider": {"name": "aws", "runtime": "provided.al2023", "region": "eu-west-1"},
        "functions": {"raw": {"name": "raw", "handler": "bootstrap", "package": {"artifact": "raw.zip"}}}}))
    process = subprocess.Popen(
        [*ONE_CORE, EMULATOR, "start", "--config", folder / "serverless.yml", "--port", "0", "--api-port", "0",
         "--ephemeral", "--quiet"], stdout=subprocess.PIPE, text=True)
    with ending(process):
        endpoint = re.search(r"http://\S+:\d+", process.stdout.readline()).group()
        yield f"{endpoint}/2015-03-31/functions/raw/invocations"


@contextlib.contextmanager
def reference():
    """The raw emulator with the raw runtime."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with ending(subprocess.Popen([*ONE_CORE, PROGRAMS / "emu", str(port)])):
        wait_for(port)
        environment = {**os.environ, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}"}
        with ending(subprocess.Popen([*ONE_CORE, PROGRAMS / "rawc"], env=environment)):
            yield f"http://127.0.0.1:{port}/2015-03-31/functions/raw/invocations"


@contextlib.contextmanager
def ending(process):
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def wait_for(port):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.01)


def requests_per_second(url, folder):
    """wrk with one connection for two seconds, after a moment to warm up."""
    script = folder / "post.lua"
    script.write_text("wrk.method = 'POST'\nwrk.body = '{\"number\":62.5}'\n"
                      "wrk.headers['Content-Type'] = 'application/json'\n")
    command = [*ONE_CORE, "wrk", "-t1", "-c1", "-s", script]
    subprocess.run([*command, "-d1", url], capture_output=True, check=True)
    output = subprocess.run([*command, "-d2", url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"{url} did not answer every request:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


if __name__ == "__main__":
    main()
