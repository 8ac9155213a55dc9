"""Zips that cannot be run: one clear sentence on the emulator's standard error, AWS's error for the caller."""

import os
import platform
import stat
import zipfile

import pytest

from functions import elf_for_another_machine, function, python, write_zip


def entries(*names_and_contents):
    """Writes a sound echo function with further entries, exactly as named."""

    def write(path):
        write_zip(path, {**python("run(lambda event, headers: event)"), **dict(names_and_contents)})

    return write


def link(target):
    """A symbolic link as zips keep it: mode 0120777, and the target as content."""

    def write(path):
        write_zip(path, {**python("run(lambda event, headers: open('link').read())"), "file": "text", "link": target},
                  modes={"link": stat.S_IFLNK | 0o777})

    return write


def bomb(path):
    """300 MiB of zeros in a small zip; Lambda's limit is 250 MiB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("bootstrap", "#!/bin/sh\n")
        with archive.open(zipfile.ZipInfo("zeros"), "w", force_zip64=True) as entry:
            for _ in range(300):
                entry.write(bytes(1 << 20))


def bomb_that_lies(path):
    """As `bomb`, but the directory claims ten bytes."""
    bomb(path)
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24:entry + 28] = (10).to_bytes(4, "little")
    path.write_bytes(content)


def damaged(path):
    """One bit of the stored bootstrap turned, so that its CRC no longer fits."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("bootstrap", "#!/bin/sh\necho original\n")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"original", b"orIginal"))


def truncated(path):
    entries()(path)
    path.write_bytes(path.read_bytes()[:200])


def wrong_architecture(path):
    write_zip(path, {"bootstrap": elf_for_another_machine()})


OTHER = "x86_64" if platform.machine() == "aarch64" else "arm64"

# name: (function, what the sentence on standard error must say)
REFUSED = {
    "no-bootstrap": (function(files={"main.py": "x"}), ["no file 'bootstrap' at the root"]),
    "bootstrap-in-folder": (function(files={"app/bootstrap": "#!/bin/sh\n"}), ["no file 'bootstrap' at the root"]),
    "not-executable": (function(files=python("pass"), modes={"bootstrap": 0o100644}), ["bootstrap", "not executable"]),
    "wrong-architecture": (function(artifact=wrong_architecture), ["built for", OTHER, platform.machine()]),
    "climbs-out": (function(artifact=entries(("../escaped", "x"))), ["climbs-out.zip", "'../escaped'"]),
    "climbs-late": (function(artifact=entries(("a/../../escaped", "x"))), ["climbs-late.zip", "escaped"]),
    "absolute": (function(artifact=entries(("/tmp/escaped", "x"))), ["absolute.zip", "/tmp/escaped"]),
    "link-out": (function(artifact=link("../../../../../../etc/passwd")), ["link-out.zip", "'link'"]),
    "link-absolute": (function(artifact=link("/etc/passwd")), ["link-absolute.zip", "'link'"]),
    "bomb": (function(artifact=bomb), ["bomb.zip", "262144000"]),
    "bomb-that-lies": (function(artifact=bomb_that_lies), ["bomb-that-lies.zip"]),
    "damaged": (function(artifact=damaged), ["damaged.zip", "bootstrap"]),
    "truncated": (function(artifact=truncated), ["truncated.zip", "not a sound zip file"]),
    "empty": (function(artifact=lambda path: path.write_bytes(b"")), ["empty.zip"]),
    "text": (function(artifact=lambda path: path.write_text("no zip at all")), ["text.zip"]),
}

FUNCTIONS = {name: parts for name, (parts, _) in REFUSED.items()} | {
    "sound": function(),
    "link-inside": function(artifact=link("file")),
    "no-interpreter": function(files={"bootstrap": "#!/nowhere/interpreter\n"}),
    "shell": function(files={"bootstrap": """#!/bin/sh
while :; do
    headers=$(mktemp)
    event=$(curl -sS -LD "$headers" "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next")
    id=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$headers" | tr -d '[:space:]' | cut -d: -f2)
    curl -sS "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response" -d "$event" >/dev/null
done
"""}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_code_that_cannot_run_is_refused_with_a_sentence(emulator, name):
    error = emulator.error(name, {})
    assert error["errorType"] == "Runtime.InvalidEntrypoint"
    assert error["errorMessage"].startswith(f"RequestId: {error['requestId']} Error: ")
    words = REFUSED[name][1]
    assert emulator.says("understudy: ", *words), f"no line says {words}:\n{emulator.log()[-3000:]}"


def test_nothing_escapes_its_folder(emulator):
    for name in ("climbs-out", "climbs-late", "absolute"):
        emulator.error(name, {})
    assert not os.path.exists("/tmp/escaped")
    assert not list(emulator.folder.rglob("escaped"))


def test_refusals_leave_the_other_functions_alone(emulator):
    emulator.error("damaged", {})
    assert emulator.result("sound", {"a": 1}) == {"a": 1}


def test_a_link_inside_the_code_is_kept(emulator):
    assert emulator.result("link-inside") == "text"


def test_awss_own_tutorial_bootstrap_runs(emulator):
    assert emulator.result("shell", {"a": 1}) == {"a": 1}


def test_a_missing_interpreter_is_an_invalid_entrypoint(emulator):
    error = emulator.error("no-interpreter", {})
    assert error["errorType"] == "Runtime.InvalidEntrypoint"
    assert "no such file or directory" in error["errorMessage"]


def test_awss_words_where_it_has_some(emulator):
    def sentence(name):
        return emulator.error(name, {})["errorMessage"].partition(" Error: ")[2]

    assert sentence("no-bootstrap") == "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"
    assert sentence("not-executable") == "fork/exec /var/task/bootstrap: permission denied"
    assert sentence("wrong-architecture") == "fork/exec /var/task/bootstrap: exec format error"
