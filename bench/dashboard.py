"""What the dashboard costs: the first paint of the overview with fifty experiments and a million stored observations, the
weight of its pages, and what a page that is kept up to date takes while requests come in.
"""

import contextlib
import http.client
import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.parse

import places
from figure import Broken, Figure, missing
from places import absent, all_cores
from servers import READY, ending, packed

WORKER = pathlib.Path(__file__).with_name("hasher.py")
PAINTER = pathlib.Path(__file__).with_name("paint.py")
PYTHON = places.ROOT / ".build/venv/bin/python"
EXPERIMENTS, OBSERVATIONS, WARM_UP = 50, 1_000_000, 40
PAINTS, PAINT_MS, WEIGHT_KB = 9, 200, 150
RATE, SAMPLE, WATCH_SECONDS, ROUNDS, SHARE = 500, 10, 6, 3, 0.05


def figures():
    if what := absent(places.EMULATOR):
        return [missing("dashboard", what)]
    with all_cores(), tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        write(folder)
        with running(folder) as emulator:
            emulator.fill()
        multiply(folder / "state" / "experiments.sqlite")
        with running(folder) as emulator:
            return [paint(emulator), *weights(emulator), live(emulator)]


# MARK: The emulator


def write(folder):
    package = packed(WORKER, folder / "hasher.zip")
    (folder / "serverless.yml").write_text(json.dumps({
        "service": "bench", "provider": {"name": "aws", "runtime": "provided.al2023", "memorySize": 1769, "timeout": 29},
        "functions": {"work": {
            "name": "work", "handler": "bootstrap", "package": {"artifact": package.name},
            "environment": {"ITERATIONS": "10"}}}}))
    (folder / "experiments.yml").write_text(json.dumps({"experiments": {
        f"experiment-{number:02}": {
            "path": f"path-{number}", "control": {"name": f"Function {number}", "arn": "work"},
            "candidates": {"new": {"name": f"Function {number}, rewritten", "arn": "work"}},
            # A million observations take more than what is kept by default.
            "keep": {"file": "8g"}}
        for number in range(EXPERIMENTS)}}))


@contextlib.contextmanager
def running(folder):
    process = subprocess.Popen(
        [places.EMULATOR, "start", "--config", folder / "serverless.yml", "--port", "0", "--api-port", "0", "--state",
         folder / "state", "--quiet"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    with ending(process):
        line = process.stdout.readline()
        if not (ready := READY.search(line)):
            raise Broken(f"The emulator did not start; it printed {line!r}.")
        yield Running(process.pid, ready[1], ready[2].rstrip(","))


class Running:
    def __init__(self, pid, endpoint, api):
        self.pid = pid
        self.endpoint = endpoint
        self.host = urllib.parse.urlsplit(endpoint).netloc
        self.api_host = urllib.parse.urlsplit(api).netloc

    def get(self, path, headers=None):
        connection = http.client.HTTPConnection(self.host)
        try:
            connection.request("GET", f"/_understudy/{path}", headers=headers or {})
            answer = connection.getresponse()
            answer.content = answer.read()
            if answer.status not in (200, 304):
                raise Broken(f"GET {path}: status {answer.status}")
            return answer
        finally:
            connection.close()

    def sample(self, name, percent):
        """What the candidate gets: the rest of the machine should not be what is measured."""
        connection = http.client.HTTPConnection(self.host)
        connection.request("PATCH", f"/_understudy/api/experiments/{name}", json.dumps({"samplePercent": percent}))
        if (status := connection.getresponse().status) != 200:
            raise Broken(f"PATCH {name}: status {status}")
        connection.close()

    def fill(self):
        """Some requests for every experiment."""
        connection = http.client.HTTPConnection(self.api_host)
        for number in range(EXPERIMENTS):
            for _ in range(WARM_UP):
                connection.request("GET", f"/path-{number}")
                connection.getresponse().read()
        end = time.monotonic() + 120
        while time.monotonic() < end:
            found = json.loads(self.get("api/experiments").content)["experiments"]
            if all(c["requests"] >= WARM_UP * 0.9 for e in found for c in e["candidates"]):
                return
            time.sleep(0.2)
        raise Broken("The experiments were not compared in time.")

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def multiply(path):
    """Copies what was observed until there are a million."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        columns = ", ".join(row[1] for row in database.execute("PRAGMA table_info(observation)") if row[1] != "id")
        count = database.execute("SELECT COUNT(*) FROM observation").fetchone()[0]
        while count < OBSERVATIONS:
            database.execute(
                f"INSERT INTO observation ({columns}) SELECT {columns} FROM observation ORDER BY id LIMIT ?",
                (min(count, OBSERVATIONS - count),))
            count = database.execute("SELECT COUNT(*) FROM observation").fetchone()[0]
        database.commit()


# MARK: Figures


def paint(emulator):
    measure = f"first paint of the overview, {EXPERIMENTS} experiments, {OBSERVATIONS:,} observations"
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        return missing(measure, "Chromium", f"{PAINT_MS} ms")
    if what := absent(PYTHON):
        return missing(measure, f"the client tests' environment ({what})", f"{PAINT_MS} ms")
    found = subprocess.run(
        [PYTHON, PAINTER, f"{emulator.endpoint}/_understudy/", str(PAINTS)], capture_output=True, text=True)
    if found.returncode != 0:
        raise Broken(f"The browser failed: {found.stderr[-500:]}")
    # The first one starts parts of the browser, too.
    times = json.loads(found.stdout)[1:]
    began = time.perf_counter()
    emulator.get("")
    server = (time.perf_counter() - began) * 1000
    median = statistics.median(times)
    return Figure(measure, f"{median:.0f} ms (server {server:.0f} ms)", f"{PAINT_MS} ms", median < PAINT_MS)


def weights(emulator):
    """Everything that a first visit transfers."""
    assets = sum(len(emulator.get(f"assets/{name}").content) for name in ("dashboard.css", "dashboard.js", "icon.svg"))
    for name, path in (("overview", ""), ("experiment", "experiments/experiment-00")):
        weight = (len(emulator.get(path, {"Accept-Encoding": "gzip"}).content) + assets) / 1000
        yield Figure(f"weight of the {name} page with its assets", f"{weight:.0f} KB", f"{WEIGHT_KB} KB", weight < WEIGHT_KB)


def live(emulator):
    """The emulator's CPU with a page that watches, less that without one, turn by turn."""
    connection = http.client.HTTPConnection(emulator.api_host)
    emulator.sample("experiment-00", SAMPLE)
    extra = []
    for _ in range(ROUNDS):
        without = load(emulator, connection)
        with watching(emulator):
            extra.append(load(emulator, connection) - without)
    share = statistics.median(extra)
    return Figure(f"CPU of a live page at {RATE} requests/s", f"{share:.1%} of a core", f"{SHARE:.0%}", share < SHARE)


def load(emulator, connection):
    """The share of a core that the emulator uses at that rate."""
    began, before, due = time.perf_counter(), emulator.cpu_seconds(), time.perf_counter()
    for _ in range(RATE * WATCH_SECONDS):
        while (wait := due - time.perf_counter()) > 0:
            time.sleep(wait)
        due += 1 / RATE
        connection.request("GET", "/path-0")
        connection.getresponse().read()
    return (emulator.cpu_seconds() - before) / (time.perf_counter() - began)


@contextlib.contextmanager
def watching(emulator):
    """What the script of an experiment's page does: listens, and fetches the page's part after each event."""
    over, trouble = threading.Event(), []
    source = http.client.HTTPConnection(emulator.host, timeout=30)

    def work():
        try:
            source.request("GET", "/_understudy/api/events")
            answer, tag = source.getresponse(), None
            while not over.is_set() and (line := answer.readline()):
                if line.startswith(b"event: experiments"):
                    headers = {"X-Understudy-Part": "main", **({"If-None-Match": tag} if tag else {})}
                    tag = emulator.get("experiments/experiment-00", headers).getheader("ETag")
        except (OSError, http.client.HTTPException) as error:
            # The end of the measurement takes the connection away.
            if not over.is_set():
                trouble.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        source.sock.shutdown(2)
        thread.join(timeout=10)
    if trouble or thread.is_alive():
        raise Broken(f"The page could not be kept up to date: {trouble or 'an answer took more than 10 s'}.")
