"""Measures what users are promised and prints it beside its targets; started by scripts/bench.sh.

A report, not a test: a figure that misses its target says so, and the exit status is that of the measuring alone.
Ratios mean more than times, which depend on the machine and on what else it does.
"""

import os
import sys

import aws
import dashboard
import experiments
import invocations
import keys
import limits
import sizes
import starts
from figure import Broken, table
from places import CORE

PARTS = {"zips": sizes, "starts": starts, "warm invocations": invocations, "PBKDF2": keys,
         "limits": limits, "experiments": experiments, "dashboard": dashboard, "deploying": aws}


def main():
    # Every process started below inherits this.
    os.sched_setaffinity(0, {CORE})
    found, broken = [], []
    for name, part in PARTS.items():
        print(f"Measuring: {name}", file=sys.stderr, flush=True)
        try:
            found += part.figures()
        except Broken as error:
            broken.append(f"{name}: {error}")
    print(table(found))
    if broken:
        sys.exit("\n".join(["", "Not measured, because something went wrong:", *broken]))


if __name__ == "__main__":
    main()
