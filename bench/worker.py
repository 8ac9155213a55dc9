#!/usr/bin/python3
"""A function that uses CPU and memory as it is told; its bootstrap is this file."""

import hashlib
import http.client
import json
import os
import subprocess
import sys
import time


def burn(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def handle(event):
    what = event["do"]
    if what == "pid":
        return os.getpid()
    if what == "burn":
        burn(event["seconds"])
    elif what == "wait":
        time.sleep(event["seconds"])
    elif what == "key":
        return key(event["iterations"])
    elif what == "jobs":
        return [job(event["seconds"]) for _ in range(event["count"])]
    elif what == "hog":
        hog(event["progress"])
    elif what == "spawn":
        burner = [sys.executable, __file__, str(event["seconds"])]
        return {"burning": [subprocess.Popen(burner).pid for _ in range(event["processes"])]}
    return None


def key(iterations):
    """Wall and CPU time of one derivation."""
    began, used = time.monotonic(), time.process_time()
    hashlib.pbkdf2_hmac("sha256", b"correct horse", b"battery staple", iterations)
    return time.monotonic() - began, time.process_time() - used


def job(cpu_seconds):
    """How long it takes to get that much CPU."""
    began, used = time.monotonic(), time.process_time()
    while time.process_time() - used < cpu_seconds:
        pass
    return time.monotonic() - began


def hog(progress):
    """Takes memory without end, and notes when it held how many MB."""
    held, kept = anonymous_megabytes(), []
    with open(progress, "w", buffering=1) as notes:
        while True:
            kept.append(b"x" * (1 << 20))
            held += 1
            notes.write(f"{time.monotonic()} {held}\n")


def anonymous_megabytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("RssAnon:")) / 1024


def main():
    api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        api.request("GET", "/2018-06-01/runtime/invocation/next")
        answer = api.getresponse()
        request_id, event = answer.headers["Lambda-Runtime-Aws-Request-Id"], json.loads(answer.read())
        api.request("POST", f"/2018-06-01/runtime/invocation/{request_id}/response", json.dumps(handle(event)))
        api.getresponse().read()


if len(sys.argv) > 1:
    burn(float(sys.argv[1]))
else:
    main()
