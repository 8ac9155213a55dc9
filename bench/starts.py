"""How soon a function asks for its first event, and how long an invocation takes it, under a mock Runtime API in C.

The programs take turns, one start of each per round. Medians for starts, the best round for invocations: what other work
on the machine adds is never less than nothing.
"""

import json
import statistics
import subprocess

from figure import Broken, Figure, missing
from places import CORE, MOCK_RUNTIME_API, RAW_RUNTIME, absent, bootstrap, zips

SLOWEST_START_MS = 1.2
ROUNDS = 15

# The function whose invocations are timed: its own work is next to nothing, so what is left is the runtime's.
INVOKED, EVENT = "control-round", '{"number":62.5}'


def figures():
    if what := absent(MOCK_RUNTIME_API, RAW_RUNTIME):
        return [missing("exec to first next", what, target()), missing("one invocation", what)]
    packages = zips()
    if not packages:
        return [missing("exec to first next", "dist/", target()), missing("one invocation", "dist/")]
    programs = {package.stem: bootstrap(package) for package in packages}
    invoked = programs.get(INVOKED)
    return starts(programs) + [invocation(invoked) if invoked else missing("one invocation", f"{INVOKED}.zip")]


def starts(programs):
    found = in_turns({"raw C": RAW_RUNTIME, **programs}, lambda program: run(program, invocations=0)["first_next_ms"])
    raw = statistics.median(found.pop("raw C"))
    rows = [Figure("raw C: exec to first next", f"{raw:.2f} ms")]
    for name, times in found.items():
        median = statistics.median(times)
        rows.append(Figure(f"{name}: exec to first next", f"{median:.2f} ms ({median / raw:.1f} x raw C)",
                           target(), median <= SLOWEST_START_MS))
    return rows


def invocation(program):
    found = in_turns({"raw C": RAW_RUNTIME, INVOKED: program},
                     lambda program: run(program, invocations=2000)["cycle_p50_us"])
    raw, own = min(found["raw C"]), min(found[INVOKED])
    return Figure(f"{INVOKED}: one invocation", f"{own:.1f} us ({own / raw:.2f} x raw C's {raw:.1f})")


def in_turns(programs, measure):
    found = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            found[name].append(measure(program))
    return found


def run(program, invocations):
    """What the mock reports about one process, after as many invocations and a tenth more to warm up."""
    command = [MOCK_RUNTIME_API, "-q", "-n", invocations, "-w", invocations // 10, "-s", CORE, "-c", CORE, "-p", EVENT,
               "--", program]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=60)
    if done.returncode != 0 or not done.stdout:
        raise Broken(f"{program} failed under the mock Runtime API: {done.stderr.strip()}")
    report = json.loads(done.stdout)
    if report["done"] < invocations:
        raise Broken(f"{program} answered {report['done']} of {invocations} events: {done.stderr.strip()}")
    return report


def target():
    return f"<= {SLOWEST_START_MS:.2f} ms"
