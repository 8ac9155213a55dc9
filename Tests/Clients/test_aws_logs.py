"""CloudWatch Logs through boto3: every operation, and the real logs of functions."""

import hashlib
import time

import pytest

from aws import client, members, refusal
from functions import function

FUNCTIONS = {
    "echo": function(),
    "talk": function("def handler(event, headers):\n    print('hello', event['n'], flush=True)\n    return event\n"
                     "run(handler)"),
    "slow": function("def handler(event, headers):\n    time.sleep(5)\nrun(handler)", timeout=1),
}


@pytest.fixture(scope="module")
def logs(emulator):
    return client(emulator, "logs")


@pytest.fixture
def stream(logs, request):
    group = hashlib.md5(request.node.name.encode()).hexdigest()
    logs.create_log_group(logGroupName=group)
    logs.create_log_stream(logGroupName=group, logStreamName="s")
    return {"logGroupName": group, "logStreamName": "s"}


def now():
    return int(time.time() * 1000)


def messages(answer):
    return [event["message"] for event in answer["events"]]


def reported(logs, group, **more):
    """A function's events, once the last of them is there: the platform writes REPORT after the answer."""
    end = time.monotonic() + 5
    while True:
        texts = messages(logs.filter_log_events(logGroupName=group, **more))
        if texts and texts[-1].startswith("REPORT") or time.monotonic() > end:
            return texts
        time.sleep(0.01)


def put(logs, stream, *texts, at=None):
    at = at or now()
    return logs.put_log_events(**stream, logEvents=[
        {"timestamp": at - len(texts) + number, "message": text} for number, text in enumerate(texts)])


def test_groups(logs):
    logs.create_log_group(logGroupName="/a/group", tags={"k": "v"})
    logs.put_retention_policy(logGroupName="/a/group", retentionInDays=14)
    group = logs.describe_log_groups(logGroupNamePrefix="/a/")["logGroups"][0]
    assert abs(group.pop("creationTime") - now()) < 10_000
    assert group == {
        "logGroupName": "/a/group", "retentionInDays": 14, "metricFilterCount": 0, "storedBytes": 0,
        "arn": "arn:aws:logs:eu-west-1:000000000000:log-group:/a/group:*", "logGroupClass": "STANDARD",
        "logGroupArn": "arn:aws:logs:eu-west-1:000000000000:log-group:/a/group"}
    logs.delete_retention_policy(logGroupName="/a/group")
    assert "retentionInDays" not in logs.describe_log_groups(logGroupNamePrefix="/a/")["logGroups"][0]
    arn = "arn:aws:logs:eu-west-1:000000000000:log-group:/a/group"
    logs.tag_resource(resourceArn=arn, tags={"l": "w"})
    logs.untag_resource(resourceArn=arn, tagKeys=["k"])
    logs.tag_log_group(logGroupName="/a/group", tags={"m": "x"})
    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"l": "w", "m": "x"}
    logs.untag_log_group(logGroupName="/a/group", tags=["l"])
    assert logs.list_tags_log_group(logGroupName="/a/group")["tags"] == {"m": "x"}
    assert logs.describe_subscription_filters(logGroupName="/a/group")["subscriptionFilters"] == []
    assert refusal(logs.create_log_group, logGroupName="/a/group") == (
        "ResourceAlreadyExistsException", "The specified log group already exists", 400)
    assert refusal(logs.put_retention_policy, logGroupName="/a/group", retentionInDays=2)[0] == "InvalidParameterException"
    logs.delete_log_group(logGroupName="/a/group")
    assert refusal(logs.delete_log_group, logGroupName="/a/group") == (
        "ResourceNotFoundException", "The specified log group does not exist.", 400)


def test_streams(logs, stream):
    group = stream["logGroupName"]
    logs.create_log_stream(logGroupName=group, logStreamName="a")
    put(logs, {"logGroupName": group, "logStreamName": "a"}, "late")
    put(logs, stream, "early", at=now() - 60_000)
    names = [one["logStreamName"] for one in logs.describe_log_streams(logGroupName=group)["logStreams"]]
    assert names == ["a", "s"]
    last = logs.describe_log_streams(logGroupName=group, orderBy="LastEventTime", descending=True, limit=1)
    one = last["logStreams"][0]
    assert one["logStreamName"] == "a"
    assert one["arn"] == f"arn:aws:logs:eu-west-1:000000000000:log-group:{group}:log-stream:a"
    assert abs(one["lastEventTimestamp"] - now()) < 10_000
    assert last["nextToken"]
    logs.delete_log_stream(logGroupName=group, logStreamName="a")
    assert messages(logs.filter_log_events(logGroupName=group)) == ["early"]
    assert refusal(logs.create_log_stream, **stream) == (
        "ResourceAlreadyExistsException", "The specified log stream already exists", 400)
    assert refusal(logs.get_log_events, logGroupName=group, logStreamName="none") == (
        "ResourceNotFoundException", "The specified log stream does not exist.", 400)


def test_events(logs, stream):
    assert put(logs, stream, "one", "two", "three")["nextSequenceToken"]
    all_of_them = logs.get_log_events(**stream, startFromHead=True)
    assert messages(all_of_them) == ["one", "two", "three"]
    assert abs(all_of_them["events"][0]["ingestionTime"] - now()) < 10_000
    last = logs.get_log_events(**stream, limit=2)
    assert messages(last) == ["two", "three"]
    assert messages(logs.get_log_events(**stream, limit=2, nextToken=last["nextBackwardToken"])) == ["one"]
    put(logs, stream, "four", at=now() + 1000)
    more = logs.get_log_events(**stream, nextToken=last["nextForwardToken"])
    assert messages(more) == ["four"]
    end = logs.get_log_events(**stream, nextToken=more["nextForwardToken"])
    assert messages(end) == [] and end["nextForwardToken"] == more["nextForwardToken"]
    assert refusal(logs.put_log_events, **stream, logEvents=[
        {"timestamp": now(), "message": "b"}, {"timestamp": now() - 1000, "message": "a"}]) == (
        "InvalidParameterException",
        "Log events in a single PutLogEvents request must be in chronological order.", 400)


@pytest.mark.parametrize("pattern, expected", [
    ("", 4), ("ERROR", 2), ("ERROR -timeout", 1), ("?INFO ?timeout", 2), ('"a phrase"', 1),
    ('{ $.level = "error" && $.ms > 100 }', 1), ('{ $.ms < 100 }', 0)])
def test_filters(logs, stream, pattern, expected):
    put(logs, stream, "ERROR timeout", "ERROR a phrase", "INFO fine", '{"level": "error", "ms": 250}')
    found = logs.filter_log_events(logGroupName=stream["logGroupName"], filterPattern=pattern)
    assert len(found["events"]) == expected
    assert all(event["logStreamName"] == "s" and event["eventId"] for event in found["events"])


def test_filter_in_pages(logs, stream):
    put(logs, stream, *[f"line {number}" for number in range(7)])
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=stream["logGroupName"], filterPattern="line", PaginationConfig={"PageSize": 2})
    assert [event["message"] for page in pages for event in page["events"]] == [f"line {number}" for number in range(7)]
    assert refusal(logs.filter_log_events, logGroupName=stream["logGroupName"], filterPattern="{ $.a")[0] == (
        "InvalidParameterException")


def test_functions_logs(logs, emulator):
    began = now()
    emulator.result("talk", {"n": 1})
    group = "/aws/lambda/talk"
    texts = reported(logs, group, startTime=began - 1000)
    assert [text.split()[0] for text in texts] == ["START", "hello", "END", "REPORT"]
    assert texts[0].startswith("START RequestId: ") and texts[0].endswith(" Version: $LATEST\n")
    assert texts[1] == "hello 1\n"
    assert "\tMemory Size: " in texts[3]
    streams = logs.describe_log_streams(logGroupName=group, orderBy="LastEventTime", descending=True)["logStreams"]
    assert len(streams) == 1
    date = time.strftime("%Y/%m/%d", time.gmtime())
    assert streams[0]["logStreamName"].startswith(f"{date}/[$LATEST]") and len(streams[0]["logStreamName"]) == 52
    # As sls logs --tail does it.
    later = now()
    time.sleep(0.01)
    emulator.result("talk", {"n": 2})
    tail = reported(logs, group, logStreamNames=[streams[0]["logStreamName"]], interleaved=True, startTime=later)
    assert "hello 2\n" in tail and "hello 1\n" not in tail
    assert messages(logs.get_log_events(logGroupName=group, logStreamName=streams[0]["logStreamName"])) == texts + tail


def test_timeout_is_one_event(logs, emulator):
    emulator.error("slow", {})
    texts = reported(logs, "/aws/lambda/slow")
    assert len([text for text in texts if "Task timed out after 1.00 seconds" in text]) == 1


def test_group_comes_back(logs, emulator):
    emulator.result("echo", {})
    reported(logs, "/aws/lambda/echo")
    logs.delete_log_group(logGroupName="/aws/lambda/echo")
    assert refusal(logs.filter_log_events, logGroupName="/aws/lambda/echo")[0] == "ResourceNotFoundException"
    emulator.result("echo", {})
    assert members(logs.filter_log_events(logGroupName="/aws/lambda/echo"))["events"]
