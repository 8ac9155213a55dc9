"""Where the programs are that are measured, and those they are measured against."""

import contextlib
import os
import pathlib
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
EMULATOR = ROOT / ".build/release/understudy"
DIST = ROOT / "dist"
WORK = ROOT / ".build/bench"

# Built by scripts/bench.sh from sources outside this repository.
MOCK_RUNTIME_API = WORK / "mockapi"
RAW_RUNTIME = WORK / "rawc"
RAW_EMULATOR = WORK / "emu"

WRK_SCRIPT = ROOT / "bench/post.lua"

# Both sides of every comparison share one core: a wake-up across cores costs more than what is compared.
ALL_CORES = os.sched_getaffinity(0)
CORE = min(ALL_CORES)


@contextlib.contextmanager
def all_cores():
    """For measurements that need more than the one core: what is started inside may use them all."""
    pinned = os.sched_getaffinity(0)
    os.sched_setaffinity(0, ALL_CORES)
    try:
        yield
    finally:
        os.sched_setaffinity(0, pinned)


def zips(pattern="*"):
    return sorted(DIST.glob(f"{pattern}.zip"))


def bootstrap(package):
    """The program in a zip, unpacked, as Lambda would run it."""
    program = WORK / "bootstraps" / package.stem / "bootstrap"
    program.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(package) as archive:
        program.write_bytes(archive.read("bootstrap"))
    program.chmod(0o755)
    return program


def absent(*paths):
    """The name of the first of these files that is not there, or None."""
    return next((path.name for path in paths if not path.exists()), None)
