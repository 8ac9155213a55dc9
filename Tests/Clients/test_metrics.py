"""Prometheus' view: the format, what is counted, and that the Grafana dashboard asks for nothing else."""

import json
import re

import pytest

from functions import function
from test_experiments import CANDIDATE, CONTROL, ask, candidate, definition, eventually, functions, write

REFUSES = """
while True:
    id, headers, body = next_event()
    call("POST", f"invocation/{id}/error", b'{"errorType": "No\\\\"Number", "errorMessage": "x"}')
"""
SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\]|\\.)*",?)*)\})? (\S+)')


def scrape(emulator):
    """Every sample as {(name, labels): value}, and the types; what is not in the format fails."""
    answer = emulator.request("GET", "/_understudy/metrics")
    assert answer.status == 200
    assert answer.getheader("content-type") == "text/plain; version=0.0.4; charset=utf-8"
    samples, types, helped = {}, {}, set()
    for line in answer.body.decode().splitlines():
        if line.startswith("# HELP "):
            helped.add(line.split()[2])
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            assert name in helped and name not in types, f"{name} comes twice, or without help"
            types[name] = kind
        else:
            match = SAMPLE.fullmatch(line)
            assert match, line
            name, labels, value = match.groups()
            key = (name, labels or "")
            assert key not in samples, f"{key} comes twice"
            samples[key] = float(value)
            family = re.sub("_(bucket|sum|count)$", "", name)
            assert name in types or types.get(family) == "histogram", f"{name} has no type"
    return samples, types


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """An emulator with an experiment, errors and traffic."""
    from emulator import Emulator
    from functions import write_app
    folder = tmp_path_factory.mktemp("metrics")
    write(folder, numbers=definition("candidate"))
    write_app(folder, {**functions(candidate=CANDIDATE), "refuses": function(REFUSES)})
    with Emulator(folder) as emulator:
        for n in range(1, 61):
            ask(emulator, n)
        emulator.error("refuses")
        assert eventually(lambda: candidate(emulator, "candidate")["requests"] == 60)
        yield emulator


def test_functions_are_counted(busy):
    samples, types = scrape(busy)
    assert samples["understudy_function_invocations_total", 'function="control",role="client"'] == 60
    assert samples["understudy_function_invocations_total", 'function="control",role="twin"'] == 60
    assert samples["understudy_function_invocations_total", 'function="candidate",role="candidate"'] == 60
    assert samples["understudy_function_errors_total", 'function="refuses",role="client",type="No\\"Number"'] == 1
    assert samples["understudy_function_memory_size_bytes", 'function="control"'] == 1769 << 20
    assert samples["understudy_function_cold_starts_total", 'function="control",role="client"'] >= 1
    assert samples["process_resident_memory_bytes", ""] > 1 << 20
    assert types["understudy_function_duration_seconds"] == "histogram"


def test_histograms_ascend_to_their_count(busy):
    samples, types = scrape(busy)
    histograms = [name for name, kind in types.items() if kind == "histogram"]
    assert set(histograms) == {
        "understudy_function_duration_seconds", "understudy_experiment_run_duration_seconds",
        "understudy_experiment_client_duration_seconds"}
    for name in histograms:
        series = {}
        for (sample, labels), value in samples.items():
            if sample == name + "_bucket":
                rest, bound = re.fullmatch(r'(.*),le="([^"]+)"', labels).groups()
                series.setdefault(rest, []).append((float(bound.replace("+Inf", "inf")), value))
        assert series
        for labels, buckets in series.items():
            assert buckets == sorted(buckets), "bounds and counts ascend together"
            assert buckets[-1][0] == float("inf")
            assert buckets[-1][1] == samples[name + "_count", labels]
            assert samples[name + "_sum", labels] >= 0
            assert len(buckets) == 23


def test_experiments_are_counted(busy):
    samples, _ = scrape(busy)
    labels = 'experiment="numbers",version="1",candidate="candidate"'
    assert samples["understudy_experiment_requests_total", labels + ',outcome="match"'] == 54
    assert samples["understudy_experiment_requests_total", labels + ',outcome="mismatch"'] == 6
    assert samples["understudy_experiment_verdict", labels + ',metric="behaviour",state="worse"'] == 1
    assert samples["understudy_experiment_client_duration_seconds_count", labels] == 60
    assert samples["understudy_experiment_queue_length", 'experiment="numbers",candidate="candidate"'] == 0
    assert samples["understudy_reports_lost_total", ""] == 0


def test_counters_end_in_total(busy):
    _, types = scrape(busy)
    for name, kind in types.items():
        assert (kind == "counter") == name.endswith("_total"), name


def test_the_grafana_dashboard_asks_for_what_there_is(busy):
    answer = busy.request("GET", "/_understudy/grafana.json")
    assert answer.getheader("content-type") == "application/json"
    dashboard = json.loads(answer.body)
    samples, types = scrape(busy)
    names = {name for name, _ in samples}
    expressions = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
    expressions += [variable["query"]["query"] for variable in dashboard["templating"]["list"]
                    if isinstance(variable["query"], dict)]
    asked = {name for expression in expressions for name in re.findall(r"\b(?:understudy|process)_\w+", expression)}
    assert asked <= names, f"nobody counts {asked - names}"
    left_out = {name for name in types if not any(one.startswith(name) for one in asked)} - {"understudy_info"}
    assert not left_out, f"the dashboard shows nothing of {left_out}"
    # Labels, too: a filter on one that does not exist shows nothing, silently.
    for expression in expressions:
        for name, filters in re.findall(r"\b((?:understudy|process)_\w+)\{([^}]*)\}", expression):
            known = {label for (one, labels) in samples if one == name for label in re.findall(r'([a-z]+)="', labels)}
            assert {label for label in re.findall(r"([a-z]+)=", filters)} <= known, expression
    ids = [panel["id"] for panel in dashboard["panels"]]
    assert len(ids) == len(set(ids))


def test_an_idle_emulator_has_metrics(app):
    with app(echo=function()) as emulator:
        samples, _ = scrape(emulator)
        assert samples["understudy_function_invocations_total", 'function="echo",role="client"'] == 0
