"""How long each PBKDF2 takes for the same key, invoked one after the other; OpenSSL's, by way of Python, beside them.

The best of all rounds: the work is the same every time, and anything above it is somebody else's.
"""

import hashlib
import http.client
import json
import time
import urllib.parse

from figure import Broken, Figure, missing
from places import EMULATOR, absent, zips
from servers import understudy

ITERATIONS, KEY_BYTES = 100_000, 32
EVENT = {"password": "correct horse", "salt": "battery staple", "iterations": ITERATIONS, "keyLength": KEY_BYTES}
MEASURE = f"PBKDF2-HMAC-SHA-256, {ITERATIONS:,} iterations"
ROUNDS = 9


def figures():
    packages = {package.stem: package for package in zips("*pbkdf2*")}
    if what := absent(EMULATOR) or (None if packages else "a zip of it in dist/"):
        return [missing(MEASURE, what)]
    best = {"OpenSSL": min(timed(openssl)[1] for _ in range(ROUNDS))}
    expected = openssl()
    with understudy(packages) as url:
        for name in packages:
            invoke(url(name), expected)
        for _ in range(ROUNDS):
            for name in packages:
                _, seconds = timed(lambda: invoke(url(name), expected))
                best[name] = min(best.get(name, seconds), seconds)
    return [Figure(f"{MEASURE}: {name}", f"{seconds * 1e3:.1f} ms ({seconds / best['OpenSSL']:.2f} x OpenSSL)")
            for name, seconds in best.items()]


def openssl():
    return hashlib.pbkdf2_hmac(
        "sha256", EVENT["password"].encode(), EVENT["salt"].encode(), ITERATIONS, KEY_BYTES).hex()


def invoke(url, expected):
    """Derives the key through the Invoke API; a wrong one ends the measurement."""
    place = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(place.netloc, timeout=60)
    try:
        connection.request("POST", place.path, json.dumps(EVENT))
        answer = connection.getresponse().read()
    finally:
        connection.close()
    if json.loads(answer).get("key") != expected:
        raise Broken(f"{url} answered {answer.decode()}, not the key {expected}.")


def timed(work):
    began = time.perf_counter()
    return work(), time.perf_counter() - began
