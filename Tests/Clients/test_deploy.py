"""`understudy deploy`: a serverless.yml as a stack, on an emulator without a file and on one that has the very file."""

import json
import subprocess
import urllib.parse

import boto3
import pytest

from emulator import BINARY
from functions import function, python, write_app, write_zip

FUNCTIONS = {}
SAYS = 'run(lambda event, headers: {"statusCode": 200, "body": "%s"})'


def write(folder, word="first", **changes):
    folder.mkdir(exist_ok=True)
    write_zip(folder / "hello.zip", python(SAYS % word))
    (folder / "serverless.yml").write_text(json.dumps({
        "service": "shop", "provider": {"name": "aws", "runtime": "provided.al2023", "region": "eu-west-1", "stage": "dev"},
        "functions": {"my-hello": {
            "handler": "bootstrap", "package": {"artifact": "hello.zip"}, "environment": {"COLOUR": "red"}, **changes,
            "events": [{"http": {"method": "get", "path": "hello/{name}", "cors": True}}, {"httpApi": "GET /items/{id}"},
                       {"httpApi": "*"}]}}}))


def deploy(emulator, folder, *options, fails=False):
    ended = subprocess.run(
        [BINARY, "deploy", "--config", folder / "serverless.yml", "--endpoint", emulator.endpoint, *options],
        capture_output=True, text=True, timeout=60)
    assert (ended.returncode != 0) == fails, ended.stderr + ended.stdout
    return ended


def deployed(emulator, folder):
    return json.loads(deploy(emulator, folder, "--json").stdout)


def formation(emulator):
    return boto3.client("cloudformation", endpoint_url=emulator.endpoint, region_name="eu-west-1",
                        aws_access_key_id="test", aws_secret_access_key="test")


@pytest.fixture
def stack(emulator, tmp_path):
    write(tmp_path / "shop")
    yield tmp_path / "shop"
    cloud = formation(emulator)
    bucket = cloud.describe_stack_resource(StackName="shop-dev", LogicalResourceId="ServerlessDeploymentBucket")[
        "StackResourceDetail"]["PhysicalResourceId"]
    s3 = boto3.resource("s3", endpoint_url=emulator.endpoint, region_name="eu-west-1", aws_access_key_id="test",
                        aws_secret_access_key="test")
    s3.Bucket(bucket).objects.delete()
    cloud.delete_stack(StackName="shop-dev")


def test_a_file_becomes_a_stack_whose_apis_answer(emulator, stack):
    first = deployed(emulator, stack)
    assert (first["stack"], first["changed"]) == ("shop-dev", True)
    rest = urllib.parse.urlsplit(first["outputs"]["ServiceEndpoint"])
    http = urllib.parse.urlsplit(first["outputs"]["HttpApiUrl"])
    assert emulator.request("GET", "/dev/hello/you", headers={"Host": rest.hostname}).body == b"first"
    assert emulator.request("GET", "/items/1", headers={"Host": http.hostname}).body == b"first"
    assert emulator.request("POST", "/anything", headers={"Host": http.hostname}).body == b"first"
    preflight = emulator.request("OPTIONS", "/dev/hello/you", headers={"Host": rest.hostname})
    assert preflight.status in (200, 204) and preflight.getheader("Access-Control-Allow-Origin") == "*"
    kinds = {r["LogicalResourceId"]: r["ResourceType"] for r in formation(emulator).list_stack_resources(
        StackName="shop-dev")["StackResourceSummaries"]}
    # The framework's names.
    assert kinds["MyDashhelloLambdaFunction"] == "AWS::Lambda::Function"
    assert kinds["ApiGatewayResourceHelloNameVar"] == "AWS::ApiGateway::Resource"
    assert kinds["ApiGatewayMethodHelloNameVarGet"] == "AWS::ApiGateway::Method"
    assert kinds["HttpApiRouteGetItemsIdVar"] == "AWS::ApiGatewayV2::Route"
    assert kinds["HttpApiRouteDefault"] == "AWS::ApiGatewayV2::Route"
    function = emulator.client().get_function(FunctionName="shop-dev-my-hello")["Configuration"]
    assert (function["MemorySize"], function["Timeout"]) == (1024, 6), "Serverless' defaults"
    assert function["Environment"]["Variables"] == {"COLOUR": "red"}


def test_unchanged_it_changes_nothing_and_changed_only_what_is_other(emulator, stack):
    first = deployed(emulator, stack)
    again = deployed(emulator, stack)
    assert again["changed"] is False
    assert "No changes to deploy" in deploy(emulator, stack).stdout
    write(stack, "second", memorySize=256)
    second = deployed(emulator, stack)
    assert second["changed"] is True
    # The same URLs; a new version.
    stable = ["ServiceEndpoint", "HttpApiUrl", "ServerlessDeploymentBucketName"]
    assert [second["outputs"][key] for key in stable] == [first["outputs"][key] for key in stable]
    arn = second["outputs"]["MyDashhelloLambdaFunctionQualifiedArn"]
    assert arn.endswith(":2")
    host = urllib.parse.urlsplit(second["outputs"]["HttpApiUrl"]).hostname
    assert emulator.request("GET", "/items/1", headers={"Host": host}).body == b"second"


def test_what_cannot_be_done_is_said_and_leaves_what_was(emulator, stack):
    deployed(emulator, stack)
    write(stack, "third", reservedConcurrency=1)
    (stack / "hello.zip").write_bytes(b"no zip")
    ended = deploy(emulator, stack, fails=True)
    assert "MyDashhelloLambdaFunction" in ended.stderr and "Could not unzip" in ended.stderr
    assert emulator.result("shop-dev-my-hello", {})["body"] == "first"


def test_an_emulator_that_has_the_very_file_takes_the_deployment(app, tmp_path):
    with app(echo=function(SAYS % "declared")) as emulator:
        # Not invoked before: its log group would be there, and CloudFormation's would be refused, as on AWS.
        folder = tmp_path / "other"
        folder.mkdir()
        write_app(folder, {"echo": function(SAYS % "deployed")})
        assert deployed(emulator, folder)["changed"] is True
        assert emulator.result("echo", {})["body"] == "deployed"


def test_no_emulator_no_deployment(tmp_path):
    write(tmp_path / "shop")
    ended = subprocess.run(
        [BINARY, "deploy", "--config", tmp_path / "shop/serverless.yml", "--endpoint", "http://127.0.0.1:1"],
        capture_output=True, text=True, timeout=60)
    assert ended.returncode != 0 and "No emulator answers at http://127.0.0.1:1" in ended.stderr
