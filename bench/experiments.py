"""What experiments cost clients, how fast they are stored, and whether verdicts are right where the truth is known: a
candidate that is the control itself, and one that does 5 % more work.
"""

import contextlib
import http.client
import json
import pathlib
import sqlite3
import statistics
import tempfile
import time

from figure import Broken, Figure, missing
from places import DIST, EMULATOR, absent, all_cores
from servers import emulator, packed

# The function's work is a variable, so that a candidate can have more of it.
WORKER = pathlib.Path(__file__).with_name("hasher.py")
# At the start of a block processes are replaced that had their time while the experiment was paused, so that short blocks
# would show little else.
RATE, BLOCK_SECONDS, BLOCKS = 200, 3, 24
MEDIAN_RATIO, P99_RATIO = 1.03, 1.10
RUNS, PAIRS, FALSE_ALARMS = 200, 60, 0.05
SLOWDOWN_PAIRS = 2_000
STORED_PER_SECOND = 2_000
# What verdicts are drawn from, how many of it are kept by default, and how long it may take, in seconds.
OBSERVATIONS, KEPT, VERDICT_SECONDS = 1_000_000, 100_000, 0.1


def figures():
    if what := absent(EMULATOR):
        return [missing("experiments", what)]
    with all_cores(), tempfile.TemporaryDirectory() as folder:
        package = packed(WORKER, pathlib.Path(folder) / "hasher.zip")
        return [impact(package, 1769, 1), *sample(), *(same(package, size) for size in (128, 1769)), slower(package), stored(),
                *verdicts()]


class Stage:
    """An emulator with one function behind `GET /work`, and whatever experiment is put on it."""

    def __init__(self, endpoint, api):
        self.endpoint = http.client.HTTPConnection(endpoint.removeprefix("http://"))
        self.api = http.client.HTTPConnection(api.removeprefix("http://"))

    def put(self, **keys):
        definition = {"path": "work", "control": {"arn": "work"}, "candidates": {"c": {"arn": "work"}}, **keys}
        self.call("PUT", "", json.dumps({"experiments": {"bench": definition}}))

    def call(self, method, path, body=None):
        self.endpoint.request(method, f"/_understudy/api/experiments{path}", body)
        answer = self.endpoint.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise Broken(f"{method} {path}: {content}")
        return json.loads(content) if content else None

    def ask(self):
        """Seconds that one request took."""
        began = time.perf_counter()
        self.api.request("GET", "/work?number=62.5")
        answer = self.api.getresponse()
        answer.read()
        if answer.status != 200:
            raise Broken(f"GET /work: status {answer.status}")
        return time.perf_counter() - began

    def candidate(self):
        return self.call("GET", "")["experiments"][0]["candidates"][0]

    def finish(self, requests):
        """Waits until that many were compared."""
        end = time.monotonic() + 60
        while (found := self.candidate())["requests"] < requests:
            if time.monotonic() > end:
                raise Broken(f"{found['requests']} of {requests} requests were compared: {found['outcomes']}")
            time.sleep(0.02)
        return found


@contextlib.contextmanager
def stage(package, memory, iterations, state=None):
    functions = {"work": {
        "name": "work", "handler": "bootstrap", "package": {"artifact": str(package)},
        "environment": {"ITERATIONS": str(iterations)},
        "events": [{"httpApi": {"path": "/work", "method": "get"}}]}}
    with emulator(functions, memory=memory, timeout=29, state=state) as (endpoint, api, _):
        yield Stage(endpoint, api)


def sample():
    """The same for the sample app's rounding: a small function that takes a fraction of a millisecond, and two candidates."""
    if what := absent(DIST / "control-round.zip"):
        return [missing("client latency with an experiment, 128 MB", what)]
    return [impact(DIST / "control-round.zip", 128, 2)]


def impact(package, memory, candidates):
    """Blocks with the experiment paused and running, turn by turn; neighbours are compared, since the machine changes."""
    with stage(package, memory, 100) as on:
        on.put(candidates={f"c{number}": {"arn": "work"} for number in range(candidates)})
        ratios, all_times = [], {True: [], False: []}
        for _ in range(BLOCKS):
            medians = {}
            for paused in (True, False):
                times = block(on, paused)
                medians[paused] = statistics.median(times)
                all_times[paused] += times
            ratios.append(medians[False] / medians[True])
    median, error = statistics.mean(ratios), statistics.stdev(ratios) / len(ratios) ** 0.5
    p99 = statistics.quantiles(all_times[False], n=100)[98] / statistics.quantiles(all_times[True], n=100)[98]
    what = f"{memory} MB, {candidates} candidate{'s' if candidates > 1 else ''}"
    return Figure(f"client latency with an experiment, 200/s, {what}: median (standard error), p99",
                  f"{median:.3f} ({error:.3f}), {p99:.3f}", f"{MEDIAN_RATIO}, {P99_RATIO}",
                  median <= MEDIAN_RATIO and p99 <= P99_RATIO)


def block(on, paused):
    """Seconds that each request of a block took."""
    on.call("PATCH", "/bench", json.dumps({"paused": paused}))
    time.sleep(0.1)
    times, due = [], time.perf_counter()
    for _ in range(int(RATE * BLOCK_SECONDS)):
        while (wait := due - time.perf_counter()) > 0:
            time.sleep(wait)
        due += 1 / RATE
        times.append(on.ask())
    return times


def same(package, memory):
    """The control against itself, looked at now and then; each run is a version of its own."""
    alarms = []
    with stage(package, memory, 100) as on:
        for run in range(RUNS):
            on.put(timeout_ms=20_000 + run)
            alarmed = None
            for request in range(1, PAIRS + 1):
                on.ask()
                if request % 10 == 0 or request == PAIRS:
                    verdicts = on.finish(request)["verdicts"]
                    alarmed = alarmed or next(
                        (f"{metric} {v['state']} x{v.get('ratio', 0):.3f}" for metric, v in verdicts.items() if v["state"] in ("better", "worse")), None)
            if alarmed:
                alarms.append(alarmed)
    return Figure(f"false alarms of {RUNS} runs of {PAIRS} pairs, {memory} MB",
                  f"{len(alarms)} ({', '.join(sorted(set(alarms))) or 'none'})", f"{RUNS * FALSE_ALARMS:.0f}",
                  len(alarms) <= RUNS * FALSE_ALARMS)


def slower(package):
    with stage(package, 1769, 20_000) as on:
        on.put(candidates={"c": {"arn": "work", "environment": {"ITERATIONS": "21000"}}})
        for request in range(1, SLOWDOWN_PAIRS + 1):
            on.ask()
            if request % 5 == 0:
                latency = on.finish(request)["verdicts"]["latency"]
                if latency["state"] != "not yet":
                    break
    return Figure("pairs until 5 % more work is found", f"{latency['n']} ({latency['state']}, x{latency['ratio']:.3f})",
                  f"worse within {SLOWDOWN_PAIRS}", latency["state"] == "worse")


def stored():
    """As many as one connection brings, over ten candidates that hardly work."""
    if what := absent(DIST / "control-round.zip"):
        return missing("observations stored a second", what)
    with stage(DIST / "control-round.zip", 10_240, 1) as on:
        on.put(candidates={f"c{number}": {"arn": "work"} for number in range(10)}, twin=False)
        for _ in range(20):
            on.ask()
        time.sleep(1)
        began, asked = time.perf_counter(), 0
        before = sum(total(c) for c in on.call("GET", "")["experiments"][0]["candidates"])
        while time.perf_counter() - began < 5:
            on.ask()
            asked += 1
        found = on.call("GET", "")["experiments"][0]["candidates"]
        rate = (sum(total(c) for c in found) - before) / (time.perf_counter() - began)
        dropped = sum(c["outcomes"].get("dropped", 0) for c in found)
    return Figure("observations stored a second, functions' own work included", f"{rate:.0f} ({dropped} dropped)",
                  str(STORED_PER_SECOND), rate >= STORED_PER_SECOND)


def verdicts():
    """How long it takes to say what a million observations mean: totals of some that were made, multiplied."""
    measures = [f"{OBSERVATIONS:,} observations: all {what}, seconds" for what in ("verdicts", "details with the report")]
    if what := absent(DIST / "control-round.zip"):
        return [missing(measure, what) for measure in measures]
    with tempfile.TemporaryDirectory() as state:
        with stage(DIST / "control-round.zip", 10_240, 1, state) as on:
            on.put()
            for _ in range(400):
                on.ask()
            on.finish(400)
        multiply(pathlib.Path(state) / "experiments.sqlite", OBSERVATIONS // 400, KEPT // 400)
        with stage(DIST / "control-round.zip", 10_240, 1, state) as on:
            if (found := on.candidate())["requests"] != OBSERVATIONS:
                raise Broken(f"{found['requests']} observations are known, not {OBSERVATIONS}")
            times = [statistics.median(timed(lambda: on.call("GET", path)) for _ in range(20)) for path in ("", "/bench")]
            first = timed(lambda: on.call("GET", "/bench?report=false"))
            on.ask()
            on.finish(OBSERVATIONS + 1)
            report = timed(lambda: on.call("GET", "/bench"))
    return [Figure(measures[0], f"{times[0]:.4f}", str(VERDICT_SECONDS), times[0] <= VERDICT_SECONDS),
            Figure(measures[1], f"{report:.3f} (again {times[1]:.4f}, without the report {first:.4f})")]


def timed(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def multiply(path, totals, rows):
    """Makes as many times more of what the file holds: of totals, and of single observations."""
    with contextlib.closing(sqlite3.connect(path)) as file, file:
        columns = [name for _, name, *_ in file.execute("PRAGMA table_info(observation)") if name != "id"]
        file.execute(f"""
            WITH RECURSIVE copy(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < {rows - 1})
            INSERT INTO observation ({", ".join(columns)}) SELECT {", ".join(columns)} FROM copy, observation
            WHERE observation.id <= (SELECT max(id) FROM observation)""")
        for candidate, text in file.execute("SELECT candidate, totals FROM evidence").fetchall():
            file.execute("UPDATE evidence SET totals = ? WHERE candidate = ?",
                         (json.dumps(grown(json.loads(text), totals)), candidate))


def grown(value, times, name=""):
    """Counts and sums grow with the number of observations; means, sizes and the latest values do not."""
    if isinstance(value, dict):
        return {key: grown(part, times, key) for key, part in value.items()}
    if isinstance(value, list):
        return [grown(part, times, name) for part in value]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return value if name in ("mean", "last", "maxMB", "maxMemoryMB", "memorySizeMB", "ended") else value * times


def total(candidate):
    return sum(candidate["outcomes"].values())
