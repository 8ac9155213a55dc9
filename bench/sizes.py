"""How large each zip is: most of a cold start is reading it."""

from figure import Figure, missing
from places import zips

LARGEST_BYTES = 3_000_000


def figures():
    return [size(package) for package in zips()] or [missing("zips", "dist/", target())]


def size(package):
    count = package.stat().st_size
    return Figure(f"{package.name}: size", megabytes(count), target(), count <= LARGEST_BYTES)


def target():
    return f"<= {megabytes(LARGEST_BYTES)}"


def megabytes(count):
    return f"{count / 1e6:.2f} MB"
