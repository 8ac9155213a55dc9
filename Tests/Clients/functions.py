"""Functions for the tests: small Python programs, zipped as `provided.al2023` bootstraps, and their serverless.yml."""

import json
import pathlib
import platform
import struct
import zipfile

# The smallest runtime there is. Each bootstrap starts with `from loop import *`.
LOOP = '''
import http.client, json, os, signal, sys, time

api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])

def call(method, path, body=None, headers={}):
    api.request(method, "/2018-06-01/runtime/" + path, body, headers)
    answer = api.getresponse()
    return answer.status, answer.headers, answer.read()

def next_event():
    status, headers, body = call("GET", "invocation/next")
    return headers["Lambda-Runtime-Aws-Request-Id"], headers, body

def respond(request_id, body):
    return call("POST", f"invocation/{request_id}/response", body)

def run(handler):
    while True:
        request_id, headers, body = next_event()
        result = handler(json.loads(body), headers)
        respond(request_id, result if isinstance(result, bytes) else json.dumps(result).encode())
'''

ECHO = "run(lambda event, headers: event)"


def python(source):
    """The files of a function whose bootstrap is this Python text."""
    return {"bootstrap": f"#!/usr/bin/python3\nfrom loop import *\n{source}\n", "loop.py": LOOP}


def write_zip(path, files, modes=None):
    """`files` maps names to text or bytes; everything is 0755 unless `modes` says otherwise."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (modes or {}).get(name, 0o100755) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def function(source=ECHO, *, files=None, modes=None, artifact=None, **settings):
    """One function of an app: its code, and its keys in serverless.yml.

    Give Python text, or `files` for a zip of your own, or `artifact(path)` that writes the zip itself (or does not)."""
    return {"source": source, "files": files, "modes": modes, "artifact": artifact, "settings": settings}


def write_app(folder, functions):
    """Writes each function's zip and a serverless.yml (JSON is YAML) that names them."""
    described = {}
    for name, parts in functions.items():
        path = pathlib.Path(folder) / f"{name}.zip"
        if parts["artifact"]:
            parts["artifact"](path)
        else:
            write_zip(path, parts["files"] or python(parts["source"]), parts["modes"])
        described[name] = {
            "name": name, "handler": "bootstrap", "package": {"artifact": path.name}, **parts["settings"]}
    architecture = "arm64" if platform.machine() == "aarch64" else "x86_64"
    (folder / "serverless.yml").write_text(json.dumps({
        "service": "client-tests",
        "provider": {
            "name": "aws", "runtime": "provided.al2023", "architecture": architecture, "region": "eu-west-1",
            "stage": "dev"},
        "functions": described,
    }, indent=2))


def elf_for_another_machine():
    """The header of an executable for whichever of the two architectures this is not."""
    machine = 0x3E if platform.machine() == "aarch64" else 0xB7
    header = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHI", 2, machine, 1)
    return header.ljust(4096, b"\0")
