"""HTTP requests through the app's API: REST routes under the stage, HTTP API routes beside it."""

import json

import pytest

from functions import function

ANSWERS = """
def handle(event, headers):
    if event.get("body") == "fail":
        os._exit(1)
    if event.get("body") == "slow":
        time.sleep(30)
    return json.loads(event["body"])
run(handle)
"""

BOTH = [{"http": {"path": "echo/{id}", "method": "any"}}, {"httpApi": {"path": "/echo/{id}", "method": "*"}}]

FUNCTIONS = {
    # Gives back the event it got, so that the test can look at it.
    "echo": function(
        "run(lambda event, headers: {'statusCode': 200, 'headers': {'content-type': 'application/json'},"
        " 'body': json.dumps(event)})", events=BOTH),
    "answers": function(ANSWERS, timeout=2, events=[
        {"http": {"path": "answers", "method": "post"}}, {"httpApi": {"path": "/answers", "method": "post"}}]),
    "short": function(events=[{"http": "GET short"}, {"httpApi": "GET /short"}]),
    "greedy": function("run(lambda event, headers: {'statusCode': 200, 'body': event['path']})",
                       events=[{"http": {"path": "files/{proxy+}", "method": "get"}}]),
}


def event(emulator, path, method="GET", body=None, headers=None):
    answer = emulator.request(method, path, body, headers, at="api")
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def test_a_rest_route_gets_event_1_0(emulator):
    seen = event(emulator, "/dev/echo/7%208?a=1&a=2&b=x+y&c=%C3%A9", headers={"X-Test": "One"})
    assert "version" not in seen
    assert seen["resource"] == "/echo/{id}"
    assert seen["path"] in ("/echo/7%208", "/echo/7 8")
    assert seen["httpMethod"] == "GET"
    assert seen["queryStringParameters"] == {"a": "2", "b": "x y", "c": "é"}
    assert seen["multiValueQueryStringParameters"] == {"a": ["1", "2"], "b": ["x y"], "c": ["é"]}
    assert (seen["body"], seen["isBase64Encoded"]) == (None, False)
    assert seen["headers"]["X-Test"] == "One"
    assert seen["multiValueHeaders"]["X-Test"] == ["One"]
    assert list(seen["pathParameters"]) == ["id"]
    context = seen["requestContext"]
    assert (context["stage"], context["resourcePath"], context["httpMethod"]) == ("dev", "/echo/{id}", "GET")
    assert context["path"].startswith("/dev/echo/7")
    assert context["identity"]["sourceIp"] == "127.0.0.1"
    assert {"accountId", "apiId", "requestId", "requestTime", "requestTimeEpoch", "protocol"} <= set(context)


def test_a_rest_route_without_parameters_has_nulls(emulator):
    seen = event(emulator, "/dev/echo/1")
    assert seen["queryStringParameters"] is None and seen["multiValueQueryStringParameters"] is None
    assert seen["stageVariables"] is None


def test_an_http_api_route_gets_event_2_0(emulator):
    seen = event(emulator, "/echo/7?a=1&a=2&b=x+y", headers={"X-Test": "One", "Cookie": "c=1; d=2"})
    assert seen["version"] == "2.0"
    assert (seen["routeKey"], seen["rawPath"], seen["rawQueryString"]) == ("ANY /echo/{id}", "/echo/7", "a=1&a=2&b=x+y")
    assert seen["queryStringParameters"] == {"a": "1,2", "b": "x y"}
    assert seen["pathParameters"] == {"id": "7"}
    assert seen["headers"]["x-test"] == "One"
    assert seen["cookies"] == ["c=1", "d=2"]
    assert "body" not in seen and seen["isBase64Encoded"] is False
    assert seen["requestContext"]["http"]["method"] == "GET"
    assert seen["requestContext"]["http"]["sourceIp"] == "127.0.0.1"
    assert seen["requestContext"]["stage"] == "$default"


@pytest.mark.parametrize("path", ["/dev/echo/1", "/echo/1"])
def test_a_text_body_arrives_as_text(emulator, path):
    seen = event(emulator, path, "POST", "grüß".encode(), {"Content-Type": "text/plain"})
    assert seen["body"] in ("grüß", "Z3LDvMOf")
    assert seen["isBase64Encoded"] == (seen["body"] == "Z3LDvMOf")


@pytest.mark.parametrize("path", ["/dev/answers", "/answers"])
def test_status_headers_and_body_are_the_functions(emulator, path):
    answer = emulator.request("POST", path, json.dumps(
        {"statusCode": 418, "headers": {"X-Own": "value", "Content-Type": "text/plain"}, "body": "short"}), at="api")
    assert (answer.status, answer.body, answer.headers["X-Own"], answer.headers["Content-Type"]) == (
        418, b"short", "value", "text/plain")


def test_an_http_api_answer_without_status_is_the_body(emulator):
    answer = emulator.request("POST", "/answers", '{"name": "x"}', at="api")
    assert (answer.status, json.loads(answer.body)) == (200, {"name": "x"})
    assert answer.headers["Content-Type"] == "application/json"


def test_an_http_api_answer_sets_its_cookies(emulator):
    answer = emulator.request("POST", "/answers", '{"statusCode": 200, "cookies": ["a=1", "b=2"]}', at="api")
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]


def test_a_rest_answer_may_repeat_headers(emulator):
    answer = emulator.request(
        "POST", "/dev/answers", '{"statusCode": 200, "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]}}', at="api")
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]


def test_a_rest_answer_with_a_key_it_may_not_have_is_a_bad_gateway(emulator):
    answer = emulator.request("POST", "/dev/answers", '{"statusCode": 200, "extra": 1}', at="api")
    assert (answer.status, json.loads(answer.body)) == (502, {"message": "Internal server error"})


def test_a_crash_is_502_through_rest_and_500_through_http(emulator):
    rest = emulator.request("POST", "/dev/answers", "fail", at="api")
    assert (rest.status, json.loads(rest.body)) == (502, {"message": "Internal server error"})
    http = emulator.request("POST", "/answers", "fail", at="api")
    assert (http.status, json.loads(http.body)) == (500, {"message": "Internal Server Error"})


def test_a_function_that_times_out_is_a_gateway_error_and_not_a_hang(emulator):
    assert emulator.request("POST", "/dev/answers", "slow", at="api").status in (502, 504)
    assert emulator.request("POST", "/answers", "slow", at="api").status in (500, 503)


def test_routes_that_do_not_exist_are_refused_as_aws_does(emulator):
    rest = emulator.request("GET", "/dev/nowhere", at="api")
    assert (rest.status, json.loads(rest.body)) == (403, {"message": "Missing Authentication Token"})
    http = emulator.request("GET", "/nowhere", at="api")
    assert (http.status, json.loads(http.body)) == (404, {"message": "Not Found"})


def test_a_method_without_a_route_is_refused(emulator):
    assert emulator.request("DELETE", "/dev/answers", at="api").status == 403
    assert emulator.request("DELETE", "/answers", at="api").status == 404


@pytest.mark.parametrize("path", ["/dev/short", "/short"])
def test_the_short_form_of_an_event_is_a_route(emulator, path):
    assert emulator.request("GET", path, at="api").status in (200, 502), "routed: 502 is about the function's answer"


def test_a_greedy_path_takes_the_rest(emulator):
    answer = emulator.request("GET", "/dev/files/a/b/c.txt", at="api")
    assert (answer.status, answer.body) == (200, b"/files/a/b/c.txt")


def test_a_connection_serves_many_requests(emulator):
    import http.client
    import urllib.parse

    address = urllib.parse.urlsplit(emulator.api)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    connection.connect()
    kept = connection.sock
    for path in ("/dev/echo/1", "/echo/2", "/nowhere", "/dev/echo/3"):
        connection.request("GET", path)
        connection.getresponse().read()
        assert connection.sock is kept
    connection.close()
