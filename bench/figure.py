"""A figure, what it is held against, and the table of all of them."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Figure:
    measure: str
    found: str
    target: str = "-"
    met: bool | None = None
    """None where there is no target, or nothing was measured."""

    @property
    def remark(self):
        return "missed" if self.met is False else ""


class Broken(Exception):
    """A measurement that went wrong: the message says what was asked, and what came instead."""


def missing(measure, what, target="-"):
    """A row for what could not be measured: it says so, rather than being left out."""
    return Figure(measure, f"not measured: {what} is missing", target)


def table(figures):
    header = ("MEASURE", "FOUND", "TARGET", "")
    rows = [header] + [(f.measure, f.found, f.target, f.remark) for f in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)
