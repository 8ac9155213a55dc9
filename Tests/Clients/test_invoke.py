"""The Invoke API as boto3 sees it: names, kinds of invocation, sizes, and AWS's refusals."""

import base64
import json
import re

import botocore.exceptions
import pytest

from emulator import ACCOUNT, REGION, arn
from functions import function

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# API Gateway's and Lambda's limit on a synchronous request.
REQUEST_BYTES = 6_291_456

FUNCTIONS = {
    "echo": function(memorySize=256),
    "who": function("run(lambda event, headers: dict(headers))"),
    "length": function("run(lambda event, headers: len(event))", timeout=30),
    "speaks": function("def handle(event, headers):\n    print('a line'); sys.stdout.flush()\nrun(handle)"),
    "large": function("run(lambda event, headers: b'\"' + b'x' * (event - 2) + b'\"')", timeout=30),
    "raw": function("while True:\n    id, headers, body = next_event()\n    respond(id, body)"),
}


@pytest.mark.parametrize("name", [
    "echo",
    "echo:$LATEST",
    "function:echo",
    f"{ACCOUNT}:function:echo",
    f"{ACCOUNT}:function:echo:$LATEST",
    arn("echo"),
    arn("echo:$LATEST"),
])
def test_every_form_of_a_name_reaches_the_function(emulator, name):
    assert emulator.result(name, {"a": [1, "é"]}) == {"a": [1, "é"]}


def test_a_finished_invocation_names_the_version_that_ran(emulator):
    answer = emulator.invoke("echo", {})
    assert answer["StatusCode"] == 200
    assert answer["ExecutedVersion"] == "$LATEST"
    assert "FunctionError" not in answer
    assert re.fullmatch(UUID, answer["ResponseMetadata"]["RequestId"])


def test_the_function_sees_the_callers_request_id_and_name(emulator):
    answer = emulator.invoke("who", {})
    headers = {name.lower(): value for name, value in json.loads(answer["Body"]).items()}
    assert headers["lambda-runtime-aws-request-id"] == answer["ResponseMetadata"]["RequestId"]
    assert headers["lambda-runtime-invoked-function-arn"] == arn("who")
    assert re.fullmatch(r"\d{13}", headers["lambda-runtime-deadline-ms"])
    assert re.match(r"Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]",
                    headers["lambda-runtime-trace-id"])


def test_a_qualifier_is_part_of_the_arn_that_the_function_sees(emulator):
    headers = emulator.result("who", {}, Qualifier="$LATEST")
    assert {k.lower(): v for k, v in headers.items()}["lambda-runtime-invoked-function-arn"] == arn("who:$LATEST")


def test_the_client_context_arrives_decoded(emulator):
    context = base64.b64encode(b'{"custom":{"a":"b"}}').decode()
    headers = emulator.result("who", {}, ClientContext=context)
    assert {k.lower(): v for k, v in headers.items()}["lambda-runtime-client-context"] == '{"custom":{"a":"b"}}'


def test_the_payload_is_passed_byte_for_byte(emulator):
    payload = b'{ "z": 1.50, "a" :\t1e3, "u": "\\u00e9" }'
    assert emulator.invoke("raw", payload)["Body"] == payload


def test_an_event_is_accepted_and_runs_later(emulator):
    answer = emulator.invoke("speaks", {}, InvocationType="Event")
    assert (answer["StatusCode"], answer["Body"]) == (202, b"")
    assert "ExecutedVersion" not in answer


def test_a_dry_run_runs_nothing(emulator):
    answer = emulator.invoke("echo", {}, InvocationType="DryRun")
    assert (answer["StatusCode"], answer["Body"]) == (204, b"")


def test_the_tail_holds_lambdas_own_lines_and_the_functions(emulator):
    answer = emulator.invoke("speaks", {}, LogType="Tail")
    request_id = answer["ResponseMetadata"]["RequestId"]
    assert re.fullmatch(
        rf"START RequestId: {request_id} Version: \$LATEST\n"
        r"a line\n"
        rf"END RequestId: {request_id}\n"
        rf"REPORT RequestId: {request_id}\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\t"
        r"Memory Size: 1024 MB\tMax Memory Used: \d+ MB\t(Init Duration: \d+\.\d\d ms\t)?\n",
        base64.b64decode(answer["LogResult"]).decode())


def test_only_the_first_invocation_reports_an_init(app):
    with app(fresh=function(memorySize=128)) as emulator:
        first, second = (
            base64.b64decode(emulator.invoke("fresh", {}, LogType="Tail")["LogResult"]).decode() for _ in range(2))
    report = re.search(r"Duration: (\S+) ms\tBilled Duration: (\d+) ms\tMemory Size: 128 MB\t.*Init Duration: (\S+) ms",
                       first)
    duration, billed, init = (float(number) for number in report.groups())
    assert abs(billed - (duration + init)) <= 1.02, "billed is duration and init together, rounded up"
    assert "Init Duration" not in second


def test_an_unknown_function_is_boto3s_typed_error(emulator):
    client = emulator.client()
    with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
        client.invoke(FunctionName="nobody")
    assert caught.value.response["Error"]["Message"] == f"Function not found: {arn('nobody')}:$LATEST"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_an_unknown_alias_is_named(emulator):
    client = emulator.client()
    with pytest.raises(client.exceptions.ResourceNotFoundException, match=re.escape(arn("echo:live"))):
        client.invoke(FunctionName="echo", Qualifier="live")


def test_a_name_that_cannot_be_one_is_a_validation_error(emulator):
    answer = emulator.request("POST", "/2015-03-31/functions/no%20name/invocations", "{}")
    assert answer.status == 400
    assert answer.headers["X-Amzn-ErrorType"] == "ValidationException"
    assert "at 'functionName' failed to satisfy constraint" in answer.body.decode()


def test_two_different_qualifiers_contradict_each_other(emulator):
    client = emulator.client()
    with pytest.raises(client.exceptions.InvalidParameterValueException,
                       match="The derived qualifier from the function name does not match the specified qualifier"):
        client.invoke(FunctionName="echo:1", Qualifier="2")


def test_a_function_of_another_region_is_not_found_and_the_log_says_where_it_is(emulator):
    client = emulator.client(region="us-east-1")
    with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
        client.invoke(FunctionName="echo")
    assert caught.value.response["Error"]["Message"] == (
        f"Function not found: {arn('echo', region='us-east-1')}:$LATEST")
    assert emulator.says("understudy: ", "echo", REGION)


def test_an_arn_of_another_region_is_not_reachable(emulator):
    client = emulator.client(region="us-east-1")
    with pytest.raises(client.exceptions.ResourceNotFoundException,
                       match=r"Functions from 'eu-west-1' are not reachable in this region \('us-east-1'\)"):
        client.invoke(FunctionName=arn("echo"))


@pytest.mark.parametrize("body", [b"{", b"nonsense", b"{} {}", b"[1,]"])
def test_a_payload_that_is_not_json_is_refused(emulator, body):
    client = emulator.client()
    with pytest.raises(client.exceptions.InvalidRequestContentException) as caught:
        client.invoke(FunctionName="echo", Payload=body)
    message = caught.value.response["Error"]["Message"]
    assert message.startswith("Could not parse request body into json: Could not parse payload into json: ")


def test_six_mebibytes_are_accepted(emulator):
    payload = b'"' + b"x" * (REQUEST_BYTES - 2) + b'"'
    assert emulator.result("length", payload) == REQUEST_BYTES - 2


def test_one_byte_more_is_refused(emulator):
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        emulator.client().invoke(FunctionName="length", Payload=b'"' + b"x" * (REQUEST_BYTES - 1) + b'"')
    response = caught.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 413
    assert response["Error"]["Code"] == "RequestEntityTooLargeException"
    assert response["Error"]["Message"] == "Request must be smaller than 6291456 bytes for the InvokeFunction operation"


def test_the_largest_response_passes(emulator):
    assert len(emulator.invoke("large", 6_291_556)["Body"]) == 6_291_556


def test_a_larger_response_is_the_functions_error(emulator):
    error = emulator.error("large", 6_291_557)
    assert error["errorType"] == "Function.ResponseSizeTooLarge"
    assert error["errorMessage"] == (
        "Response payload size exceeded maximum allowed payload size (6291556 bytes).")
    assert emulator.result("large", 10) == "x" * 8, "the function is usable afterwards"


@pytest.mark.parametrize("content_type", [None, "application/json", "application/x-www-form-urlencoded", "text/plain"])
def test_unsigned_requests_of_any_content_type_are_served(emulator, content_type):
    headers = {"Content-Type": content_type} if content_type else {}
    answer = emulator.request("POST", "/2015-03-31/functions/echo/invocations", '{"a":1}', headers)
    assert (answer.status, json.loads(answer.body)) == (200, {"a": 1})


def test_an_arn_in_the_path_may_be_escaped_or_not(emulator):
    for name in (arn("echo"), arn("echo").replace(":", "%3A")):
        answer = emulator.request("POST", f"/2015-03-31/functions/{name}/invocations", "{}")
        assert answer.status == 200, answer.body
