"""An app with four experiments for the dashboard's tests: one that is won, one that is lost, one with a bug in the
control, and one that cannot run."""

import json
import random
import threading
import urllib.parse
import http.client

from emulator import arn
from functions import function, write_app

HELPERS = '''
import math, random

def parameter(event, name, default="0"):
    return (event.get("queryStringParameters") or {}).get(name, default)

def answer(body, kind="application/json", status=200, **headers):
    return {"statusCode": status, "headers": {"content-type": kind, **headers},
            "body": body if isinstance(body, str) else json.dumps(body)}

def work(milliseconds, spread):
    """Busy for about that long: a sleep would use no CPU."""
    end = time.perf_counter() + random.lognormvariate(math.log(milliseconds), spread) / 1000
    while time.perf_counter() < end: pass
'''

ROUND = HELPERS + '''
def handle(event, headers):
    number = float(parameter(event, "number"))
    return answer(str(%s), "text/plain")
run(handle)
'''

SEARCH = HELPERS + '''
GOODS = [{"id": n, "name": f"{kind} {n}", "price": {"amount": 5 + n * 7 %% 90, "currency": "EUR"},
          "stock": {"warehouse": n * 13 %% 40, "shop": n %% 5}}
         for n, kind in enumerate(["lamp", "chair", "table", "shelf", "mirror", "rug"] * 4)]

def handle(event, headers):
    word = parameter(event, "q", "lamp")
    if word == "boom" and %(fails)r: raise SystemExit(1)
    found = [dict(good, price=dict(good["price"]), stock=dict(good["stock"])) for good in GOODS if word in good["name"]]
    %(change)s
    %(work)s
    return answer({"query": word, "count": len(found), "items": found, "took": random.randint(1, 999)})
run(handle)
'''

FIZZBUZZ = HELPERS + '''
def say(n):
    if n %% 15 == 0: return %r
    return "Fizz" if n %% 3 == 0 else "Buzz" if n %% 5 == 0 else str(n)

def handle(event, headers):
    first, last = int(parameter(event, "from", "1")), int(parameter(event, "to", "20"))
    return answer("\\n".join(say(n) for n in range(first, last + 1)), "text/plain")
run(handle)
'''


def route(path):
    return [{"httpApi": {"path": f"/{path}", "method": "get"}}]


def search(work, change="pass", fails=False):
    return SEARCH % {"work": work, "change": change, "fails": fails}


def functions():
    whole = {"memorySize": 1769}
    return {
        "control-round": function(ROUND % "math.floor(number + 0.5)", events=route("round"), **whole),
        "candidate-round-half-even": function(ROUND % "round(number)", **whole),
        "candidate-round-correct": function(ROUND % "math.floor(number * 2 + 1) // 2", **whole),
        "control-search": function(search("work(4, 0.25)"), events=route("search"), **whole),
        "candidate-search-index": function(search("work(1.6, 0.3)"), **whole),
        "candidate-search-cache": function(
            search("work(0.8 if random.random() < 0.6 else 5, 0.2)",
                   'for good in found[1::3]: good["price"]["amount"] = str(good["price"]["amount"])', fails=True),
            memorySize=3008),
        "control-fizzbuzz": function(FIZZBUZZ % "FizzBuzz", events=route("fizzbuzz"), **whole),
        "candidate-fizzbuzz": function(FIZZBUZZ % "Fizz Buzz", **whole),
    }


def subject(name, title):
    return {"name": title, "arn": arn(name)}


EXPERIMENTS = {
    "search": {
        "path": "search", "control": subject("control-search", "Search (linear)"),
        "normalize": [{"drop": "$.took"}],
        "cohorts": [{"by": "query:q"}],
        "candidates": {
            "index": subject("candidate-search-index", "Search (index)"),
            "cache": subject("candidate-search-cache", "Search (cache, 3 GB)"),
        }},
    "rounding": {
        "path": "round", "comparators": ["body", "statuscode", {"headers": ["content-type"]}],
        "control": subject("control-round", "Round (half up)"),
        "candidates": {
            "candidate-1": subject("candidate-round-half-even", "Round (half even)"),
            "candidate-2": subject("candidate-round-correct", "Round (half up, another way)"),
        }},
    "fizzbuzz": {
        "path": "fizzbuzz", "control": subject("control-fizzbuzz", "FizzBuzz"),
        "candidates": {"candidate-1": subject("candidate-fizzbuzz", "Fizz Buzz")}},
    "checkout": {
        "path": "checkout", "control": subject("control-checkout", "Checkout"),
        "candidates": {"rewrite": subject("candidate-checkout", "Checkout, rewritten")}},
}


def write(folder, experiments=EXPERIMENTS):
    write_app(folder, functions())
    # JSON is YAML.
    (folder / "experiments.yml").write_text(json.dumps({"experiments": experiments}, indent=2))


def requests(count, seed=7):
    """Paths, the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(count):
        kind = dice.random()
        if kind < 0.45:
            yield f"/search?q={dice.choice(['lamp', 'lamp', 'chair', 'table', 'shelf', 'mirror', 'rug'])}"
        elif kind < 0.8:
            half = dice.random() < 0.08
            yield f"/round?number={dice.randint(0, 400) + (0.5 if half else dice.choice([0.1, 0.25, 0.75]))}"
        else:
            first = dice.randint(1, 40)
            yield f"/fizzbuzz?from={first}&to={first + dice.randint(3, 24)}"


def send(emulator, paths, clients=2):
    """Asks for all paths, from several clients at a time."""
    paths = list(paths)
    address = urllib.parse.urlsplit(emulator.api)

    def work(share):
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        for path in share:
            connection.request("GET", path)
            connection.getresponse().read()
        connection.close()

    threads = [threading.Thread(target=work, args=(paths[index::clients],)) for index in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
