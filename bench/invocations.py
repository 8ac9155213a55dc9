"""Warm invocations through the Invoke API, as a share of what an emulator in C reaches with the same function in C."""

import pathlib
import re
import statistics
import subprocess
import tempfile

from figure import Broken, Figure, missing
from places import EMULATOR, RAW_EMULATOR, RAW_RUNTIME, WRK_SCRIPT, absent
from servers import packed, raw_emulator, understudy

MEASURE = "warm invoke: share of the C emulator's rate"
LEAST_SHARE = 0.5
ROUNDS = 12


def figures():
    if what := absent(EMULATOR, RAW_EMULATOR, RAW_RUNTIME):
        return [missing(MEASURE, what, target())]
    with tempfile.TemporaryDirectory() as folder:
        package = packed(RAW_RUNTIME, pathlib.Path(folder) / "raw.zip")
        with understudy({"raw": package}) as url, raw_emulator() as raw_url:
            return [comparison(url("raw"), raw_url)]


def comparison(ours, raw):
    for url in (ours, raw):
        requests_per_second(url, seconds=1)
    rates = {ours: [], raw: []}
    for number in range(ROUNDS):
        # Each goes first in half of the rounds, so that neither owns the quieter moments.
        for url in (ours, raw) if number % 2 == 0 else (raw, ours):
            rates[url].append(requests_per_second(url, seconds=1))
    shares = [own / other for own, other in zip(rates[ours], rates[raw])]
    own, other = (statistics.median(rates[url]) for url in (ours, raw))
    return Figure(MEASURE, f"{own / other:.2f} ({own:,.0f}/s of {other:,.0f}/s; "
                           f"rounds {min(shares):.2f} to {max(shares):.2f})",
                  target(), own / other >= LEAST_SHARE)


def requests_per_second(url, seconds):
    """One connection, one request after the other."""
    output = subprocess.run(["wrk", "-t1", "-c1", f"-d{seconds}", "-s", WRK_SCRIPT, url],
                            capture_output=True, text=True, check=True, timeout=30).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise Broken(f"{url} did not answer every request:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def target():
    return f">= {LEAST_SHARE:.2f}"
