"""`start --watch`: what changes in the configuration file, in what it refers to and in zips counts without a new start."""

import json
import time

import pytest

from emulator import Emulator
from functions import function, python, write_app, write_zip


@pytest.fixture
def watching(tmp_path):
    write_app(tmp_path, {
        "greet": function("run(lambda event, headers: 'hello')", memorySize="${file(sizes.json):greet}"),
        "other": function("run(lambda event, headers: 'other')")})
    (tmp_path / "sizes.json").write_text('{"greet": 128}')
    with Emulator(tmp_path, "--watch") as running:
        yield running


def eventually(condition, seconds=10):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it did not come to be in time"
        time.sleep(0.05)
    return found


def memory(emulator, name="greet"):
    return emulator.client().get_function_configuration(FunctionName=name)["MemorySize"]


def names(emulator):
    return [found["FunctionName"] for found in emulator.client().list_functions()["Functions"]]


def test_a_new_zip_counts(watching):
    assert watching.result("greet") == "hello"
    before = watching.client().get_function_configuration(FunctionName="greet")["RevisionId"]
    write_zip(watching.folder / "greet.zip", python("run(lambda event, headers: 'good evening')"))
    eventually(lambda: watching.result("greet") == "good evening")
    assert watching.result("other") == "other"
    assert watching.client().get_function_configuration(FunctionName="greet")["RevisionId"] != before


def test_functions_come_and_go_with_the_file(watching):
    path = watching.folder / "serverless.yml"
    file = json.loads(path.read_text())
    file["functions"]["late"] = {**file["functions"].pop("other"), "name": "late"}
    path.write_text(json.dumps(file))
    eventually(lambda: names(watching) == ["greet", "late"])
    assert watching.result("late") == "other"


def test_a_file_that_values_come_from_is_followed(watching):
    assert memory(watching) == 128
    (watching.folder / "sizes.json").write_text('{"greet": 256}')
    eventually(lambda: memory(watching) == 256)


def test_a_mistake_changes_nothing_until_it_is_mended(watching):
    (watching.folder / "sizes.json").write_text('{"greet": "much"}')
    assert watching.says("Functions stay as they were", "memorySize", seconds=10)
    assert memory(watching) == 128 and watching.result("greet") == "hello"
    (watching.folder / "sizes.json").write_text('{"greet": 512}')
    eventually(lambda: memory(watching) == 512)


def test_a_file_that_is_gone_for_a_while_takes_nothing_away(watching):
    path = watching.folder / "serverless.yml"
    text = path.read_text()
    path.unlink()
    time.sleep(1.5)
    assert watching.result("greet") == "hello"
    path.write_text(text.replace('"greet"', '"salute"'))
    eventually(lambda: names(watching) == ["other", "salute"])


def test_without_it_nothing_is_followed(tmp_path):
    write_app(tmp_path, {"greet": function("run(lambda event, headers: 'hello')")})
    with Emulator(tmp_path) as running:
        assert running.result("greet") == "hello"
        write_app(tmp_path, {"greet": function("run(lambda event, headers: 'good evening')")})
        time.sleep(1.5)
        assert running.result("greet") == "hello"
