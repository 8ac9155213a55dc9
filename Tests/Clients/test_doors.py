"""Who may speak to the emulator's ports: this machine's programs, and no web page of somebody else's."""

import json
import urllib.parse

import pytest

from functions import function

FUNCTIONS = {"echo": function(events=[{"httpApi": {"path": "/echo", "method": "post"}}])}

INVOKE = "/2015-03-31/functions/echo/invocations"


@pytest.fixture(params=["endpoint", "api"])
def door(request, emulator):
    """Sends a POST that would run the function, to each of the two ports."""
    path = INVOKE if request.param == "endpoint" else "/echo"
    return lambda headers: emulator.request("POST", path, "{}", headers, at=request.param)


@pytest.mark.parametrize("host", [
    "localhost", "localhost:4566", "127.0.0.1", "127.1.2.3:80", "[::1]:4566", "app.localhost",
    "lambda.localhost.localstack.cloud:4566", "lambda.eu-west-1.amazonaws.com"])
def test_local_and_amazons_host_names_are_served(door, host):
    assert door({"Host": host}).status == 200


@pytest.mark.parametrize("host", [
    "evil.example", "evil.example:4566", "localhost.evil.example", "notlocalhost", "192.168.1.10",
    "127.0.0.1.evil.example", "amazonaws.com.evil.example", "evilamazonaws.com", ""])
def test_other_host_names_are_refused(door, host):
    assert door({"Host": host}).status == 403


def test_a_host_name_can_be_allowed(app):
    with app("--allow-host", "build.example", echo=function()) as emulator:
        assert emulator.request("POST", INVOKE, "{}", {"Host": "build.example:4566"}).status == 200
        assert emulator.request("POST", INVOKE, "{}", {"Host": "other.example"}).status == 403


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
])
def test_a_web_page_of_another_site_is_refused(door, headers):
    assert door(headers).status == 403


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-site"},  # another port of localhost: the page under development
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost:3000", "Host": "localhost:3000"},
])
def test_a_page_of_this_machine_is_served(door, headers):
    assert door(headers).status == 200


def test_the_refusal_says_what_to_do(emulator):
    body = emulator.request("POST", INVOKE, "{}", {"Host": "evil.example"}).body.decode()
    assert "evil.example" in body and "--allow-host" in body


def test_the_ports_listen_on_loopback_only(emulator):
    for url in (emulator.endpoint, emulator.api):
        port = f"{urllib.parse.urlsplit(url).port:04X}"
        with open("/proc/net/tcp") as sockets:
            listening = [line.split()[1] for line in sockets.readlines()[1:] if line.split()[3] == "0A"]
        assert [address for address in listening if address.endswith(":" + port)] == ["0100007F:" + port]


def test_a_path_that_nobody_knows_is_an_object_of_a_bucket_that_is_not_there(emulator):
    answer = emulator.request("GET", "/nothing/here")
    assert answer.status == 404
    assert b"<Code>NoSuchBucket</Code>" in answer.body


