"""How true the limits are: CPU shares, the time of a fixed amount of work, short jobs, death by memory, and what it costs
to look after all that. Each strategy that the machine offers, on an idle machine; all its cores are used.
"""

import contextlib
import http.client
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.parse

from figure import Broken, Figure, missing
from places import ALL_CORES, EMULATOR, absent, all_cores
from servers import packed, understudy

WORKER = pathlib.Path(__file__).with_name("worker.py")
MB_PER_CPU = 1769
SIZES = (128, 256, 512, 1024)

# Of the share, over 3 s and over each second: at 128 MB one period more or less in a second is 2 %.
LARGEST_ERROR, LARGEST_ERROR_IN_A_SECOND = 0.02, {128: 0.08, 256: 0.04, 512: 0.04, 1024: 0.04}
KEY_ROUNDS, KEY_ITERATIONS, LARGEST_KEY_ERROR = 3, 1_000_000, {128: 0.02, 256: 0.02, 512: 0.02, 1024: 0.05, 1769: 0.05}
JOBS, JOB_SECONDS = 60, 0.0042
# Real Lambda's, of the same jobs at 128 MB (pwrdrvr/lambda-throttling, 2025).
LAMBDA_JOB_MS = "40/60/80 ms"
SLOWEST_KILL_MS, LARGEST_OVERSHOOT_MB = 500, 16
DEAREST_CONTROL = 0.005


def figures():
    if what := absent(EMULATOR):
        return [missing("limits", what)]
    with all_cores(), tempfile.TemporaryDirectory() as folder:
        package = packed(WORKER, pathlib.Path(folder) / "worker.zip")
        return [figure for strategy in strategies() for figure in of_strategy(strategy, package)]


def strategies():
    """As `understudy doctor` found them, without `off`."""
    checks = json.loads(subprocess.run([EMULATOR, "doctor", "--json"], capture_output=True, text=True).stdout)
    finding = next(check["finding"] for check in checks if check["check"] == "throttle")
    return [name for name in ("cgroup2", "cgroup1", "signal")
            if f"CPU by {name}" in finding or name in finding.partition("also possible")[2].partition(")")[0]]


def of_strategy(strategy, package):
    with understudy({"worker": package}, "--throttle", strategy) as url:
        worker = Worker(url("worker"), url.process.pid)
        rows = [row for size in SIZES for row in shares(worker, size)] + [two_cpus(worker)]
        rows += [keys(worker, size) for size in LARGEST_KEY_ERROR]
        rows += [jobs(worker)] + [memory(worker, size) for size in (128, 1769)] + control(worker)
    return [Figure(f"{strategy}: {row.measure}", row.found, row.target, row.met) for row in rows]


class Worker:
    """The function in worker.py, at any memory size."""

    def __init__(self, url, emulator_pid):
        self.place = urllib.parse.urlsplit(url)
        self.emulator_pid = emulator_pid

    def invoke(self, size, **event):
        connection = http.client.HTTPConnection(self.place.netloc, timeout=120)
        try:
            connection.request("POST", self.place.path, json.dumps(event), {"X-Understudy-Memory-Size": str(size)})
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    @contextlib.contextmanager
    def busy(self, size, **event):
        """Its process' CPU clock, while the function works."""
        clock = cpu_clock(self.invoke(size, do="pid"))
        working = threading.Thread(target=self.invoke, args=(size,), kwargs=event)
        working.start()
        time.sleep(0.1)
        yield clock
        working.join()


def cpu_clock(pid):
    """The clock of another process' CPU time (clock_getcpuclockid(3))."""
    return lambda: time.clock_gettime((~pid << 3) | 2)


def windows(clock, seconds):
    """Shares of one core in consecutive seconds, and in all of them together."""
    marks = [(time.monotonic(), clock())]
    for _ in range(seconds):
        time.sleep(1)
        marks.append((time.monotonic(), clock()))
    share = lambda first, last: (last[1] - first[1]) / (last[0] - first[0])  # noqa: E731
    return [share(*pair) for pair in zip(marks, marks[1:])], share(marks[0], marks[-1])


def shares(worker, size):
    ideal = size / MB_PER_CPU
    with worker.busy(size, do="burn", seconds=3.4) as clock:
        seconds, whole = windows(clock, 3)
    worst = max((second / ideal - 1 for second in seconds), key=abs)
    limit = LARGEST_ERROR_IN_A_SECOND[size]
    return [
        Figure(f"{size} MB, share of a CPU over 3 s", f"{whole:.2%} ({whole / ideal - 1:+.2%})",
               f"{ideal:.2%} +-{LARGEST_ERROR:.0%}", abs(whole / ideal - 1) <= LARGEST_ERROR),
        Figure(f"{size} MB, worst of 3 single seconds", f"{worst:+.1%}", f"+-{limit:.0%}", abs(worst) <= limit)]


def two_cpus(worker):
    """More than one CPU, where the machine has more."""
    measure, size = "3008 MB, two processes over 3 s", 3008
    if len(ALL_CORES) < 2:
        return missing(measure, "a second core")
    pids = worker.invoke(size, do="spawn", processes=2, seconds=3.4)
    time.sleep(0.1)
    clocks = [cpu_clock(pid) for pid in pids["burning"]]
    working = threading.Thread(target=worker.invoke, args=(size,), kwargs={"do": "wait", "seconds": 3.6})
    working.start()
    _, whole = windows(lambda: sum(clock() for clock in clocks), 3)
    working.join()
    ideal = size / MB_PER_CPU
    return Figure(measure, f"{whole:.1%} ({whole / ideal - 1:+.2%})", f"{ideal:.1%}")


def keys(worker, size):
    """Wall time of a PBKDF2 over its own CPU time, against the ideal of MB / 1769."""
    worker.invoke(size, do="key", iterations=1000)
    ratios = []
    for _ in range(KEY_ROUNDS):
        wall, cpu = worker.invoke(size, do="key", iterations=KEY_ITERATIONS)
        ratios.append(wall / (cpu * max(1, MB_PER_CPU / size)))
    ratio, limit = statistics.median(ratios), LARGEST_KEY_ERROR[size]
    return Figure(f"{size} MB, PBKDF2 wall time over the ideal",
                  f"{ratio:.3f} ({min(ratios):.3f} to {max(ratios):.3f})", f"1 +-{limit:.0%}", abs(ratio - 1) <= limit)


def jobs(worker):
    times = sorted(1e3 * seconds for seconds in worker.invoke(128, do="jobs", count=JOBS, seconds=JOB_SECONDS))
    p10, p50, p90 = (times[int(len(times) * share)] for share in (0.1, 0.5, 0.9))
    return Figure(f"128 MB, jobs of {1e3 * JOB_SECONDS} ms: p10/p50/p90", f"{p10:.1f}/{p50:.1f}/{p90:.1f} ms",
                  LAMBDA_JOB_MS, abs(p50 - 60) <= 3)


def memory(worker, size):
    """From the moment that a function holds more than it may to the moment that its caller is told."""
    with tempfile.NamedTemporaryFile("r") as progress:
        os.chmod(progress.name, 0o666)
        answer = worker.invoke(size, do="hog", limit=size, progress=progress.name)
        told = time.monotonic()
        steps = [(float(at), float(held)) for at, held in map(str.split, progress.read().splitlines())]
    if not answer.get("errorMessage", "").endswith("signal: killed"):
        raise Broken(f"A function of {size} MB that took all it could was not killed, but answered {answer}.")
    crossed = next((at for at, held in steps if held > size), told)
    delay, overshoot = 1e3 * (told - crossed), max(0, steps[-1][1] - size)
    return Figure(f"{size} MB, death after too much memory", f"{delay:.0f} ms later, {overshoot:.1f} MB over",
                  f"<= {SLOWEST_KILL_MS} ms, < {LARGEST_OVERSHOOT_MB} MB",
                  delay <= SLOWEST_KILL_MS and overshoot < LARGEST_OVERSHOOT_MB)


def control(worker):
    """The whole emulator's CPU while a function works, waits, or has nothing to do."""
    clock, rows = cpu_clock(worker.emulator_pid), []
    for state, event in (("works", "burn"), ("waits", "wait")):
        with worker.busy(128, do=event, seconds=3.4):
            _, share = windows(clock, 3)
        rows.append(Figure(f"emulator's CPU while a function {state}", f"{share:.2%}", f"< {DEAREST_CONTROL:.1%}",
                           share < DEAREST_CONTROL))
    time.sleep(0.2)
    began = clock()
    time.sleep(2)
    used = clock() - began
    return rows + [Figure("emulator's CPU while nothing happens", f"{1e6 * used / 2:.0f} us/s", "0", used < 0.001)]
