"""Fixtures. A test module names its functions in FUNCTIONS and asks for `emulator`: one serves the whole module."""

import pathlib

import pytest

from emulator import BINARY, Emulator
from functions import write_app


def pytest_configure():
    if not pathlib.Path(BINARY).exists():
        pytest.exit(f"{BINARY} is missing: run `swift build`, or name the binary in UNDERSTUDY.", returncode=2)


@pytest.fixture(scope="module")
def emulator(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("app")
    write_app(folder, request.module.FUNCTIONS)
    with Emulator(folder) as running:
        yield running


@pytest.fixture
def app(tmp_path):
    """For tests that need an emulator of their own: `with app(echo=function()) as emulator:`."""

    def start(*options, environment=None, **functions):
        write_app(tmp_path, functions)
        return Emulator(tmp_path, *options, environment=environment)

    return start
