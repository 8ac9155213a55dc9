"""The description of the JSON API against the server: every answer fits, every route is there, and no other."""

import itertools
import json
import re
import urllib.parse

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from emulator import ROOT, Emulator, arn
from functions import function, write_app
from test_events import Events
from test_experiments import CANDIDATE, CRASH, ask, candidate, definition, eventually, functions, write
from test_tune import REFUSES, SPIN

METHODS = ["get", "put", "post", "delete", "patch"]
API = yaml.safe_load((ROOT / "docs/openapi.yaml").read_text())
EXPERIMENT = "/_understudy/api/experiments/{experiment}"
FUNCTION = "/_understudy/api/functions/{function}"


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    """One with an experiment of two candidates, errors, several memory sizes and traffic."""
    folder = tmp_path_factory.mktemp("openapi")
    write(folder, numbers=definition("candidate", "crash", cohorts=[{"by": "request.bytes", "edges": ["1k"]}]))
    write_app(folder, {
        **functions(candidate=CANDIDATE, crash=CRASH), "refuses": function(REFUSES), "spins": function(SPIN),
        "sleeps": function("run(lambda event, headers: time.sleep(600))", timeout=900)})
    with Emulator(folder) as running:
        for n in range(1, 31):
            ask(running, n)
        running.error("refuses")
        running.result("spins", {"steps": 10})
        assert eventually(lambda: candidate(running, "candidate")["requests"] == 30)
        assert eventually(lambda: candidate(running, "crash")["requests"] == 30)
        yield running


# -- The file itself

def test_the_file_is_openapi_and_what_the_server_gives(emulator):
    OpenAPIV31SpecValidator(API).validate()
    answer = emulator.request("GET", "/_understudy/openapi.yaml")
    assert answer.getheader("content-type") == "application/yaml"
    assert yaml.safe_load(answer.body) == API


def test_every_schema_is_one_and_every_operation_has_a_name():
    for name, schema in API["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names))


def operations():
    for path, item in API["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


# -- Answers

REGISTRY = Registry().with_resource("urn:api", Resource(contents=API, specification=DRAFT202012))


def check(answer, path, method):
    """Holds an answer against what the file says of its status; returns the body."""
    response = API["paths"][path][method]["responses"].get(str(answer.status))
    assert response, f"{method} {path} answers {answer.status}, which the file does not know: {answer.body!r}"
    pointer = f"/paths/{escape(path)}/{method}/responses/{answer.status}"
    if "$ref" in response:
        pointer = response["$ref"].lstrip("#")
        response = API["components"]["responses"][pointer.rpartition("/")[2]]
    for name, header in response.get("headers", {}).items():
        assert answer.getheader(name) or not header.get("required")
    if "content" not in response:
        assert answer.body == b""
        return None
    content_type = answer.getheader("content-type").partition(";")[0]
    assert content_type in response["content"]
    if content_type != "application/json":
        return answer.body.decode()
    body = json.loads(answer.body)
    schema = {"$ref": f"urn:api#{pointer}/content/application~1json/schema"}
    errors = sorted(Draft202012Validator(schema, registry=REGISTRY).iter_errors(body), key=str)
    assert not errors, f"{method} {path}: {errors[0].json_path}: {errors[0].message}"
    return body


def escape(text):
    return urllib.parse.quote(text.replace("~", "~0").replace("/", "~1"), safe="~")


def fill(path, values):
    return re.sub(r"\{(\w+)\}", lambda match: urllib.parse.quote(values[match[1]], safe=""), path)


UPLOADED = json.dumps({"experiments": {"uploaded": definition("candidate", path="number2")}})
# (method, path, status, values, query, body)
CALLS = [
    ("get", "/_understudy/health", 200, {}, "", None),
    ("get", "/_understudy/metrics", 200, {}, "", None),
    ("get", "/_understudy/grafana.json", 200, {}, "", None),
    ("get", "/_understudy/openapi.yaml", 200, {}, "", None),
    ("get", "/_understudy/api/experiments", 200, {}, "", None),
    ("post", "/_understudy/api/experiments/validate", 200, {}, "", UPLOADED),
    ("post", "/_understudy/api/experiments/validate", 400, {}, "", "experiments: 3"),
    ("put", "/_understudy/api/experiments", 200, {}, "", UPLOADED),
    ("put", "/_understudy/api/experiments", 400, {}, "", "experiments: {x: {}}"),
    ("put", "/_understudy/api/experiments", 409, {}, "", UPLOADED.replace("uploaded", "another")),
    ("get", EXPERIMENT, 200, {"experiment": "numbers"}, "", None),
    ("get", EXPERIMENT, 200, {"experiment": "uploaded"}, "", None),
    ("get", EXPERIMENT, 404, {"experiment": "none"}, "", None),
    ("patch", EXPERIMENT, 200, {"experiment": "uploaded"}, "", '{"paused": true, "samplePercent": 12.5}'),
    ("patch", EXPERIMENT, 400, {"experiment": "uploaded"}, "", '{"samplePercent": 101}'),
    ("patch", EXPERIMENT, 404, {"experiment": "none"}, "", '{"paused": true}'),
    ("get", EXPERIMENT + "/observations", 200, {"experiment": "numbers"}, "limit=500", None),
    ("get", EXPERIMENT + "/observations", 200, {"experiment": "numbers"},
     "outcome=mismatch,candidate_error&candidate=candidate&before=1000", None),
    ("get", EXPERIMENT + "/observations", 400, {"experiment": "numbers"}, "outcome=good", None),
    ("get", EXPERIMENT + "/observations", 404, {"experiment": "none"}, "", None),
    ("get", EXPERIMENT + "/report", 200, {"experiment": "numbers"}, "", None),
    ("get", EXPERIMENT + "/report", 200, {"experiment": "numbers"}, "format=md", None),
    ("get", EXPERIMENT + "/report", 400, {"experiment": "numbers"}, "format=pdf", None),
    ("get", EXPERIMENT + "/report", 404, {"experiment": "none"}, "", None),
    ("post", EXPERIMENT + "/acceptances", 400, {"experiment": "numbers"}, "", '{"candidate": "candidate"}'),
    ("post", EXPERIMENT + "/acceptances", 404, {"experiment": "numbers"}, "", '{"candidate": "none", "reason": "x"}'),
    ("post", EXPERIMENT + "/acceptances", 409, {"experiment": "uploaded"}, "",
     '{"candidate": "candidate", "reason": "x"}'),
    ("post", EXPERIMENT + "/acceptances", 201, {"experiment": "numbers"}, "",
     '{"candidate": "candidate", "reason": "It may be one more."}'),
    ("get", EXPERIMENT, 200, {"experiment": "numbers"}, "", None),
    ("delete", EXPERIMENT + "/acceptances", 200, {"experiment": "numbers"}, "candidate=candidate", None),
    ("delete", EXPERIMENT + "/acceptances", 409, {"experiment": "numbers"}, "candidate=candidate", None),
    ("delete", EXPERIMENT + "/acceptances", 404, {"experiment": "numbers"}, "candidate=none", None),
    ("delete", EXPERIMENT + "/acceptances", 400, {"experiment": "numbers"}, "", None),
    ("delete", EXPERIMENT, 204, {"experiment": "uploaded"}, "", None),
    ("delete", EXPERIMENT, 404, {"experiment": "uploaded"}, "", None),
    ("get", "/_understudy/api/functions", 200, {}, "", None),
    ("get", FUNCTION, 200, {"function": "control"}, "", None),
    ("get", FUNCTION, 200, {"function": arn("crash")}, "", None),
    ("get", FUNCTION, 200, {"function": "refuses"}, "", None),
    ("get", FUNCTION, 404, {"function": "none"}, "", None),
    ("get", FUNCTION, 400, {"function": "no name"}, "", None),
    ("get", FUNCTION + "/logs", 200, {"function": "crash"}, "limit=5000", None),
    ("get", FUNCTION + "/logs", 200, {"function": "control"}, "after=3&search=report&since=0", None),
    ("get", FUNCTION + "/logs", 400, {"function": "control"}, "limit=0", None),
    ("get", FUNCTION + "/logs", 404, {"function": "none"}, "", None),
    ("get", FUNCTION + "/logs/follow", 400, {"function": "control"}, "after=x", None),
    ("get", FUNCTION + "/logs/follow", 404, {"function": "none"}, "", None),
    ("get", FUNCTION + "/tune", 404, {"function": "spins"}, "", None),
    ("get", FUNCTION + "/tune", 400, {"function": "no name"}, "", None),
    ("get", FUNCTION + "/tune/events", 404, {"function": "spins"}, "", None),
    ("get", FUNCTION + "/tune/events", 400, {"function": "no name"}, "", None),
    ("delete", FUNCTION + "/tune", 404, {"function": "spins"}, "", None),
    ("delete", FUNCTION + "/tune", 400, {"function": "no name"}, "", None),
    ("post", FUNCTION + "/tune", 400, {"function": "spins"}, "", '{"sizes": [1]}'),
    ("post", FUNCTION + "/tune", 404, {"function": "none"}, "", "{}"),
    ("post", FUNCTION + "/tune", 202, {"function": "sleeps"}, "", '{"sizes": [128]}'),
    ("post", FUNCTION + "/tune", 409, {"function": "sleeps"}, "", "{}"),
    ("delete", FUNCTION + "/tune", 200, {"function": "sleeps"}, "", None),
    ("post", FUNCTION + "/tune", 202, {"function": "spins"}, "",
     '{"sizes": [128, 1769], "count": 6, "event": {"steps": 1000}, "calibrate": {"memorySizeMB": 128, "milliseconds": 9}}'),
    ("get", FUNCTION + "/tune", 200, {"function": "spins"}, "", None),
]
STREAMS = [
    ("/_understudy/api/events", {}), (FUNCTION + "/logs/follow", {"function": "control"}),
    (FUNCTION + "/tune/events", {"function": "spins"}),
]


def test_every_answer_is_as_described_and_every_described_status_is_met(emulator):
    met = set()
    for method, path, status, values, query, body in CALLS:
        target = fill(path, values) + ("?" + query if query else "")
        answer = emulator.request(method.upper(), target, body)
        assert answer.status == status, f"{method} {target}: {answer.status} {answer.body!r}"
        check(answer, path, method)
        met.add((path, method, str(status)))
    for path, values in STREAMS:
        with Events(emulator, fill(path, values)) as events:
            head = events.read("retry:").lower()
            assert head.startswith("http/1.1 200 ") and "content-type: text/event-stream" in head
            assert "200" in API["paths"][path]["get"]["responses"]
            met.add((path, "get", "200"))
    described = {
        (path, method, status) for path, method, operation in operations() for status in operation["responses"]
        if status != "503"}  # 128 streams at a time: in test_events
    assert described == met, f"not met: {described - met}"


def test_a_run_that_is_over_is_as_described(emulator):
    path = FUNCTION + "/tune"
    target = fill(path, {"function": "spins"})
    order = {"sizes": [128, 1769], "count": 6, "event": {"steps": 1000}}
    emulator.request("DELETE", target)
    assert emulator.request("POST", target, json.dumps(order)).status == 202
    assert eventually(lambda: json.loads(emulator.request("GET", target).body)["state"] != "running", seconds=60)
    run = check(emulator.request("GET", target), path, "get")
    assert run["state"] == "done" and run["result"]["recommendations"]
    failing = fill(path, {"function": "refuses"})
    assert emulator.request("POST", failing, '{"sizes": [128], "count": 1}').status == 202
    assert eventually(lambda: json.loads(emulator.request("GET", failing).body)["state"] != "running")
    assert check(emulator.request("GET", failing), path, "get")["state"] == "failed"


def test_nothing_that_is_always_there_is_missing_from_the_schemas(emulator):
    """Members that answers have and no schema names: pages would use what no file promises."""
    for path, values in (("/_understudy/api/experiments", {}), (EXPERIMENT, {"experiment": "numbers"}),
                         ("/_understudy/api/functions", {}), (FUNCTION, {"function": "control"}),
                         (EXPERIMENT + "/observations", {"experiment": "numbers"})):
        body = json.loads(emulator.request("GET", fill(path, values)).body)
        schema = API["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert not list(unknown(body, [schema], "$"))


def unknown(value, schemas, place):
    """JSON paths of members that none of the schemas names."""
    schemas = list(itertools.chain.from_iterable(flat(schema) for schema in schemas))
    if isinstance(value, dict):
        for name, member in value.items():
            below = [schema["properties"][name] for schema in schemas if name in schema.get("properties", {})]
            below += [schema["additionalProperties"] for schema in schemas
                      if isinstance(schema.get("additionalProperties"), dict)]
            if below:
                yield from unknown(member, below, f"{place}.{name}")
            elif not any(schema == {} for schema in schemas):
                yield f"{place}.{name}"
    elif isinstance(value, list):
        for element in value:
            yield from unknown(element, [schema["items"] for schema in schemas if "items" in schema], place + "[]")


def flat(schema):
    """A schema with what it refers to."""
    yield schema
    if "$ref" in schema:
        yield from flat(API["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for part in schema.get("allOf", []) + schema.get("oneOf", []):
        yield from flat(part)


# -- Routes

VALUES = {"experiment": "numbers", "function": "control"}


def is_known(answer):
    """Whether the server has such an operation; what it says to others."""
    return answer.status not in (404, 405)


@pytest.mark.parametrize("path", API["paths"])
def test_only_the_methods_of_the_file_are_answered(emulator, path):
    target = fill(path, VALUES)
    for method in METHODS:
        if method in API["paths"][path]:
            continue
        answer = emulator.request(method.upper(), target, "{}")
        assert not is_known(answer), f"{method} {path} answers {answer.status}, and is not in the file"


def test_no_route_is_missing_from_the_file(emulator):
    """Every word in the sources that could be a step of a path is tried after every known path."""
    words = set()
    for source in (ROOT / "Sources").rglob("*.swift"):
        if source.parts[len(ROOT.parts) + 1] in ("Emulator", "Understudy"):
            text = source.read_text()
            if "_understudy" in text or "api" in text.lower():
                words |= set(re.findall(r'"([a-z][a-z.]{2,20})"', text))
                words |= {step for literal in re.findall(r'"([a-z/_]{3,60})"', text) for step in literal.split("/") if step}
    assert {"validate", "observations", "acceptances", "logs", "follow", "tune", "events", "report"} <= words
    patterns = {path: re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))) for path in API["paths"]}
    starts = ["/_understudy/api", *(path for path in API["paths"] if path.startswith("/_understudy/api"))]
    for start in starts:
        for word in sorted(words):
            target = f"{fill(start, VALUES)}/{word}"
            if any(pattern.fullmatch(target) for pattern in patterns.values()):
                continue
            for method in ("GET", "POST"):
                answer = emulator.request(method, target, None if method == "GET" else "")
                assert not is_known(answer), f"{method} {target} answers {answer.status}, and is not in the file"
