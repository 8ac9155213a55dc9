"""The dashboard in a real browser: the walk that a user takes, live updates, what it looks like, and that all can use it."""

import json
import time

import pytest

import sample_app
from browser import browser, page, photograph
from emulator import Emulator


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dashboard")
    sample_app.write(folder)
    with Emulator(folder) as running:
        sample_app.send(running, sample_app.requests(900))
        sample_app.send(running, ["/search?q=boom"] * 3)
        settle(running)
        yield running


@pytest.fixture(scope="module")
def chrome():
    with browser() as running:
        yield running


def experiments(emulator):
    return {found["name"]: found
            for found in json.loads(emulator.request("GET", "/_understudy/api/experiments").body)["experiments"]}


def settle(emulator, seconds=60):
    """Waits until nothing is compared any more."""
    end, before, quiet = time.monotonic() + seconds, None, 0
    while time.monotonic() < end and quiet < 4:
        now = [candidate["requests"] for found in experiments(emulator).values() for candidate in found["candidates"]]
        quiet = quiet + 1 if now == before else 0
        before = now
        time.sleep(0.25)


def address(emulator, path=""):
    return f"{emulator.endpoint}/_understudy/{path}"


# MARK: What it looks like


@pytest.mark.parametrize("name,path", [
    ("overview", ""),
    ("experiment", "experiments/search"),
    ("experiment-lost", "experiments/rounding"),
    ("experiment-stopped", "experiments/checkout"),
    ("differences", "experiments/search/differences"),
    ("functions", "functions"),
    ("function", "functions/control-search"),
    ("nothing-here", "experiments/none"),
])
def test_pages_fit_and_are_accessible(emulator, chrome, name, path):
    """At 1280 and 390 px, light and dark; the pictures are kept in .build/screenshots."""
    photograph(chrome, address(emulator, path), name)
