"""Lambda's control plane through stock boto3 and awscli: every operation, what it answers and what it refuses."""

import base64
import hashlib
import io
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import zipfile

import boto3
import botocore.config
import botocore.exceptions
import botocore.session
import pytest

from emulator import Emulator, READY, arn, first_line
from functions import function, python, write_app, write_zip

FUNCTIONS = {"from-file": function()}
ROLE = "arn:aws:iam::000000000000:role/r"
REVISION = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MODEL = botocore.session.get_session().get_service_model("lambda")


def zipped(source="run(lambda event, headers: event)", files=None):
    """A zip of a function, as bytes."""
    path = io.BytesIO()
    write_zip(path, files or python(source))
    return path.getvalue()


ENVIRONMENT = 'run(lambda event, headers: dict(os.environ))'


@pytest.fixture
def aws(emulator):
    """The client, and an empty account but for the file's function."""
    client = emulator.client(parameter_validation=False)
    yield client
    for each in client.list_functions()["Functions"]:
        if each["FunctionName"] != "from-file":
            client.delete_function(FunctionName=each["FunctionName"])


def create(aws, name="round", source=None, **members):
    return aws.create_function(**{
        "FunctionName": name, "Role": ROLE, "Runtime": "provided.al2023", "Handler": "bootstrap", "Timeout": 10,
        "Code": {"ZipFile": zipped(source) if source else zipped()}, **members})


def refusal(call, **members):
    """Code, message and status of a call that must be refused; every Lambda error has AWS's shape."""
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        call(**members)
    answer = caught.value.response
    return answer["Error"]["Code"], answer["Error"]["Message"], answer["ResponseMetadata"]["HTTPStatusCode"]


def check_members(operation, answer):
    """Holds an answer against the model: nothing unknown (botocore drops that, so look at what is required)."""
    shape = MODEL.operation_model(operation).output_shape
    missing = [name for name in shape.required_members if name not in answer]
    assert not missing, missing


# Functions

def test_a_function_is_created_and_runs(emulator, aws):
    zip_file = zipped("run(lambda event, headers: {'got': event})")
    created = create(aws, Code={"ZipFile": zip_file}, Description="d", Tags={"team": "a"},
                     Environment={"Variables": {"MODE": "x"}})
    assert created["ResponseMetadata"]["HTTPStatusCode"] == 201
    assert (created["State"], created["StateReasonCode"]) == ("Pending", "Creating")
    assert "LastUpdateStatus" not in created
    assert created["CodeSha256"] == base64.b64encode(hashlib.sha256(zip_file).digest()).decode()
    assert created["CodeSize"] == len(zip_file)
    assert created["FunctionArn"] == arn("round")
    assert REVISION.fullmatch(created["RevisionId"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000", created["LastModified"])
    aws.get_waiter("function_active_v2").wait(FunctionName="round")
    assert emulator.result("round", 7) == {"got": 7}
    got = aws.get_function(FunctionName="round")
    assert got["Tags"] == {"team": "a"}
    assert "Concurrency" not in got
    assert got["Configuration"]["Environment"] == {"Variables": {"MODE": "x"}}
    assert got["Configuration"]["LastUpdateStatus"] == "Successful"
    assert urllib.request.urlopen(got["Code"]["Location"]).read() == zip_file
    configuration = aws.get_function_configuration(FunctionName=arn("round"))
    configuration.pop("ResponseMetadata")
    assert configuration == got["Configuration"]


def test_the_function_of_the_file_is_shown_too(aws):
    shown = {each["FunctionName"]: each for each in aws.list_functions()["Functions"]}
    assert shown["from-file"]["CodeSha256"] and shown["from-file"]["CodeSize"] > 0
    assert shown["from-file"]["LastUpdateStatus"] == "Successful"


@pytest.mark.parametrize("members, code, message, status", [
    ({"Role": "admin"}, "ValidationException", "1 validation error detected: Value 'admin' at 'role' failed to satisfy "
     r"constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?"
     r"[a-zA-Z_0-9+=,.@\-_/]+", 400),
    ({"MemorySize": 64}, "ValidationException", "1 validation error detected: Value '64' at 'memorySize' failed to "
     "satisfy constraint: Member must have value greater than or equal to 128", 400),
    ({"Runtime": "go1.x"}, "InvalidParameterValueException", "The runtime parameter of go1.x is no longer supported for "
     "creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating "
     "functions.", 400),
    ({"Code": {"ZipFile": b"no zip"}}, "InvalidParameterValueException",
     "Could not unzip uploaded file. Please check your file, then try to upload again.", 400),
    ({"Code": {"ZipFile": zipped(files={"bootstrap": "#!/bin/sh"})[:-30]}}, "InvalidParameterValueException",
     "Could not unzip uploaded file. Please check your file, then try to upload again.", 400),
    ({"Code": {"S3Bucket": "nowhere", "S3Key": "k"}}, "InvalidParameterValueException",
     "Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not "
     "exist", 400),
    ({"Layers": [f"arn:aws:lambda:eu-west-1:000000000000:layer:l{n}:1" for n in range(6)]},
     "InvalidParameterValueException", "Cannot reference more than 5 layers.", 400),
])
def test_what_aws_refuses_to_create(aws, members, code, message, status):
    assert refusal(lambda **more: create(aws, **more), **members) == (code, message, status)


def test_a_name_is_given_once(aws):
    create(aws, FunctionName="twice")
    assert refusal(lambda **more: create(aws, **more), FunctionName="twice") == (
        "ResourceConflictException", "Function already exist: twice", 409)
    aws.delete_function(FunctionName="twice")


def test_a_function_that_only_a_file_declares_is_taken_over(app):
    with app(declared=function()) as emulator:
        client = emulator.client()
        create(client, FunctionName="declared", Description="deployed")
        assert client.get_function(FunctionName="declared")["Configuration"]["Description"] == "deployed"
        assert refusal(lambda **more: create(client, **more), FunctionName="declared")[0] == "ResourceConflictException"


def test_a_zip_that_is_too_large_to_be_sent(aws):
    big = io.BytesIO()
    with zipfile.ZipFile(big, "w") as archive:
        archive.writestr("bootstrap", os.urandom(52_428_801))
    code, message, status = refusal(lambda **more: create(aws, **more), Code={"ZipFile": big.getvalue()})
    assert (code, status) == ("RequestEntityTooLargeException", 413)
    assert message in ("Zipped size must be smaller than 52428800 bytes",
                       "Request must be smaller than 70167211 bytes for the CreateFunction operation")


def test_code_comes_from_s3(emulator, aws):
    s3 = boto3.client("s3", endpoint_url=emulator.endpoint, region_name="eu-west-1", aws_access_key_id="test",
                      aws_secret_access_key="test", config=botocore.config.Config(s3={"addressing_style": "path"}))
    s3.create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="code", Key="a/b.zip", Body=zipped("run(lambda event, headers: 'from s3')"))
    create(aws, Code={"S3Bucket": "code", "S3Key": "a/b.zip"})
    assert emulator.result("round") == "from s3"


def test_updates(emulator, aws):
    create(aws, Description="old", Environment={"Variables": {"AB": "1"}})
    before = aws.get_function_configuration(FunctionName="round")
    updated = aws.update_function_configuration(
        FunctionName="round", MemorySize=256, RevisionId=before["RevisionId"])
    assert (updated["State"], updated["LastUpdateStatus"]) == ("Active", "InProgress")
    assert updated["LastUpdateStatusReasonCode"] == "Creating"
    aws.get_waiter("function_updated_v2").wait(FunctionName="round")
    after = aws.get_function_configuration(FunctionName="round")
    assert (after["MemorySize"], after["Description"]) == (256, "old")
    assert after["Environment"] == {"Variables": {"AB": "1"}}
    assert refusal(aws.update_function_configuration, FunctionName="round", Timeout=5,
                   RevisionId=before["RevisionId"]) == (
        "PreconditionFailedException", "The Revision Id provided does not match the latest Revision Id. Call the "
        "GetFunction/GetAlias API to retrieve the latest Revision Id", 412)
    dry = aws.update_function_code(FunctionName="round", ZipFile=zipped("run(lambda e, h: 2)"), DryRun=True)
    assert dry["CodeSha256"] != before["CodeSha256"]
    assert aws.get_function_configuration(FunctionName="round")["CodeSha256"] == before["CodeSha256"]
    assert aws.update_function_code(FunctionName="round", ZipFile=zipped("run(lambda e, h: 2)"))[
        "CodeSha256"] == dry["CodeSha256"]
    assert emulator.result("round") == 2
    assert refusal(aws.update_function_configuration, FunctionName="gone", Timeout=5) == (
        "ResourceNotFoundException", f"Function not found: {arn('gone')}", 404)


def test_deleting(aws):
    create(aws, Publish=True)
    assert refusal(aws.delete_function, FunctionName="round", Qualifier="$LATEST")[0] == "InvalidParameterValueException"
    assert aws.delete_function(FunctionName="round", Qualifier="1")["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert [each["Version"] for each in aws.list_versions_by_function(FunctionName="round")["Versions"]] == ["$LATEST"]
    aws.delete_function(FunctionName="round")
    assert refusal(aws.get_function, FunctionName="round") == (
        "ResourceNotFoundException", f"Function not found: {arn('round')}", 404)
    assert refusal(aws.delete_function, FunctionName="round")[0] == "ResourceNotFoundException"


def test_lists_come_in_pages(aws):
    code = {"ZipFile": zipped()}
    for number in range(55):
        create(aws, f"paged-{number}", Code=code)
    pages = list(aws.get_paginator("list_functions").paginate())
    assert [len(page["Functions"]) for page in pages] == [50, 6]
    assert len({each["FunctionName"] for page in pages for each in page["Functions"]}) == 56
    assert len(aws.list_functions(MaxItems=1)["Functions"]) == 1


# Versions and aliases

def test_versions(emulator, aws):
    create(aws, source="run(lambda e, h: 1)")
    first = aws.publish_version(FunctionName="round", Description="one")
    assert (first["Version"], first["Description"], first["State"]) == ("1", "one", "Active")
    assert first["FunctionArn"] == arn("round") + ":1"
    aws.get_waiter("published_version_active").wait(FunctionName="round", Qualifier="1")
    assert aws.publish_version(FunctionName="round")["Version"] == "1"
    second = aws.update_function_code(FunctionName="round", ZipFile=zipped("run(lambda e, h: 2)"), Publish=True)
    assert second["Version"] == "2"
    assert [emulator.result("round", Qualifier=q) for q in ("1", "2", "$LATEST")] == [1, 2, 2]
    assert refusal(aws.publish_version, FunctionName="round", CodeSha256="x") == (
        "InvalidParameterValueException", f"CodeSHA256 (x) is different from current CodeSHA256 in $LATEST "
        f"({second['CodeSha256']}). Please try again with the CodeSHA256 in $LATEST.", 400)
    versions = aws.list_versions_by_function(FunctionName="round")["Versions"]
    assert [each["Version"] for each in versions] == ["$LATEST", "1", "2"]


def test_a_version_of_a_files_function_stays_what_it_was(emulator, aws):
    published = aws.publish_version(FunctionName="from-file")
    zip_path = emulator.folder / "from-file.zip"
    content = zip_path.read_bytes()
    try:
        zip_path.write_bytes(b"gone")
        assert emulator.result("from-file", 5, Qualifier=published["Version"]) == 5
    finally:
        zip_path.write_bytes(content)


def test_aliases_share_their_traffic(emulator, aws):
    create(aws, source="run(lambda e, h: 1)", Publish=True)
    aws.update_function_code(FunctionName="round", ZipFile=zipped("run(lambda e, h: 2)"), Publish=True)
    alias = aws.create_alias(FunctionName="round", Name="live", FunctionVersion="1")
    assert alias["AliasArn"] == arn("round") + ":live"
    assert "RoutingConfig" not in alias
    assert emulator.result("round", Qualifier="live") == 1
    updated = aws.update_alias(FunctionName="round", Name="live", RevisionId=alias["RevisionId"],
                               RoutingConfig={"AdditionalVersionWeights": {"2": 0.5}})
    assert updated["RoutingConfig"] == {"AdditionalVersionWeights": {"2": 0.5}}
    executed = {emulator.invoke("round", Qualifier="live")["ExecutedVersion"] for _ in range(40)}
    assert executed == {"1", "2"}
    assert refusal(aws.update_alias, FunctionName="round", Name="live", RevisionId=alias["RevisionId"])[
        0] == "PreconditionFailedException"
    assert [each["Name"] for each in aws.list_aliases(FunctionName="round")["Aliases"]] == ["live"]
    assert refusal(aws.create_alias, FunctionName="round", Name="live", FunctionVersion="1") == (
        "ResourceConflictException", f"Alias already exists: {arn('round')}:live", 409)
    assert refusal(aws.create_alias, FunctionName="round", Name="b", FunctionVersion="9") == (
        "ResourceNotFoundException", f"Function not found: {arn('round')}:9", 404)
    assert refusal(aws.delete_function, FunctionName="round", Qualifier="1")[0] == "ResourceConflictException"
    aws.delete_alias(FunctionName="round", Name="live")
    assert refusal(aws.get_alias, FunctionName="round", Name="live") == (
        "ResourceNotFoundException", f"Cannot find alias arn: {arn('round')}:live", 404)


# Permissions

def test_permissions(aws):
    create(aws)
    given = {"FunctionName": "round", "StatementId": "s3", "Action": "lambda:InvokeFunction",
             "Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::b", "SourceAccount": "000000000000"}
    statement = json.loads(aws.add_permission(**given)["Statement"])
    assert statement == {
        "Sid": "s3", "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "lambda:InvokeFunction",
        "Resource": arn("round"), "Condition": {
            "StringEquals": {"AWS:SourceAccount": "000000000000"}, "ArnLike": {"AWS:SourceArn": "arn:aws:s3:::b"}}}
    policy = aws.get_policy(FunctionName="round")
    assert json.loads(policy["Policy"]) == {"Version": "2012-10-17", "Id": "default", "Statement": [statement]}
    assert refusal(aws.add_permission, **given) == (
        "ResourceConflictException", "The statement id (s3) provided already exists. Please provide a new statement id, "
        "or remove the existing statement.", 409)
    assert refusal(aws.add_permission, **{**given, "StatementId": "x", "Principal": "who"}) == (
        "InvalidParameterValueException", "The provided principal was invalid. Please check the principal and try again.",
        400)
    assert refusal(aws.remove_permission, FunctionName="round", StatementId="x") == (
        "ResourceNotFoundException", "Statement x is not found in resource policy.", 404)
    # As terraform sends it that does not know the account.
    aws.add_permission(FunctionName="round", StatementId="gw", Action="lambda:InvokeFunction",
                       Principal="apigateway.amazonaws.com", SourceArn="arn:aws:execute-api:us-east-1::abc/*/*")
    aws.remove_permission(FunctionName="round", StatementId="gw")
    aws.remove_permission(FunctionName="round", StatementId="s3", RevisionId=aws.get_policy(
        FunctionName="round")["RevisionId"])
    assert refusal(aws.get_policy, FunctionName="round") == (
        "ResourceNotFoundException", "The resource you requested does not exist.", 404)


# Concurrency

def test_reserved_concurrency(emulator, aws):
    create(aws, source="time.sleep(1)\nrun(lambda e, h: time.sleep(1))")
    assert "ReservedConcurrentExecutions" not in aws.get_function_concurrency(FunctionName="round")
    assert aws.put_function_concurrency(FunctionName="round", ReservedConcurrentExecutions=1)[
        "ReservedConcurrentExecutions"] == 1
    assert aws.get_function(FunctionName="round")["Concurrency"] == {"ReservedConcurrentExecutions": 1}
    slow = threading.Thread(target=emulator.invoke, args=("round",))
    slow.start()
    time.sleep(0.5)
    with pytest.raises(aws.exceptions.TooManyRequestsException) as caught:
        aws.invoke(FunctionName="round")
    assert caught.value.response["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded"
    assert caught.value.response["Error"]["Message"] == "Rate Exceeded."
    slow.join()
    aws.put_function_concurrency(FunctionName="round", ReservedConcurrentExecutions=0)
    assert refusal(aws.invoke, FunctionName="round")[2] == 429
    aws.delete_function_concurrency(FunctionName="round")
    assert "ReservedConcurrentExecutions" not in aws.get_function_concurrency(FunctionName="round")
    assert refusal(aws.put_function_concurrency, FunctionName="round", ReservedConcurrentExecutions=901) == (
        "InvalidParameterValueException", "Specified ReservedConcurrentExecutions for function decreases account's "
        "UnreservedConcurrentExecution below its minimum value of [100].", 400)
    limits = aws.get_account_settings()
    assert limits["AccountLimit"]["UnreservedConcurrentExecutions"] == 1000
    assert limits["AccountUsage"]["FunctionCount"] == 2


def test_provisioned_concurrency(emulator, aws):
    create(aws, source=ENVIRONMENT, Publish=True)
    aws.create_alias(FunctionName="round", Name="live", FunctionVersion="1")
    put = aws.put_provisioned_concurrency_config(
        FunctionName="round", Qualifier="live", ProvisionedConcurrentExecutions=2)
    assert (put["Status"], put["ResponseMetadata"]["HTTPStatusCode"]) == ("IN_PROGRESS", 202)
    for _ in range(200):
        status = aws.get_provisioned_concurrency_config(FunctionName="round", Qualifier="live")
        if status["Status"] == "READY":
            break
        time.sleep(0.05)
    assert status["AvailableProvisionedConcurrentExecutions"] == 2
    assert emulator.result("round", {}, Qualifier="live")["AWS_LAMBDA_INITIALIZATION_TYPE"] == "provisioned-concurrency"
    assert emulator.result("round", {})["AWS_LAMBDA_INITIALIZATION_TYPE"] == "on-demand"
    listed = aws.list_provisioned_concurrency_configs(FunctionName="round")["ProvisionedConcurrencyConfigs"]
    assert [each["FunctionArn"] for each in listed] == [arn("round") + ":live"]
    assert refusal(aws.put_provisioned_concurrency_config, FunctionName="round", Qualifier="$LATEST",
                   ProvisionedConcurrentExecutions=1) == (
        "InvalidParameterValueException",
        "Provisioned Concurrency Configs cannot be applied to unpublished function versions.", 400)
    aws.delete_provisioned_concurrency_config(FunctionName="round", Qualifier="live")
    assert refusal(aws.get_provisioned_concurrency_config, FunctionName="round", Qualifier="live") == (
        "ProvisionedConcurrencyConfigNotFoundException", "No Provisioned Concurrency Config found for this function", 404)


# Asynchronous events

def test_event_invoke_config_and_destinations(emulator, aws):
    create(aws, "fails", source="call('GET', 'invocation/next')\nos._exit(3)")
    create(aws, "told", source="run(lambda event, headers: print('TOLD', json.dumps(event), flush=True))")
    put = aws.put_function_event_invoke_config(
        FunctionName="fails", MaximumRetryAttempts=0, MaximumEventAgeInSeconds=60,
        DestinationConfig={"OnFailure": {"Destination": arn("told")}})
    assert put["FunctionArn"] == arn("fails") + ":$LATEST"
    assert put["DestinationConfig"] == {"OnSuccess": {}, "OnFailure": {"Destination": arn("told")}}
    assert abs(put["LastModified"].timestamp() - time.time()) < 60
    assert aws.update_function_event_invoke_config(FunctionName="fails", MaximumEventAgeInSeconds=120)[
        "MaximumRetryAttempts"] == 0
    listed = aws.list_function_event_invoke_configs(FunctionName="fails")["FunctionEventInvokeConfigs"]
    assert [each["MaximumEventAgeInSeconds"] for each in listed] == [120]
    aws.invoke(FunctionName="fails", InvocationType="Event", Payload=b'{"n": 1}')
    assert emulator.says("TOLD", '"RetriesExhausted"', '"approximateInvokeCount": 1', seconds=10)
    assert refusal(aws.put_function_event_invoke_config, FunctionName="fails") == (
        "InvalidParameterValueException", "You must specify at least one of error handling or destination setting.", 400)
    assert refusal(aws.put_function_event_invoke_config, FunctionName="gone", MaximumRetryAttempts=0) == (
        "ResourceNotFoundException", "The function doesn't exist.", 404)
    aws.delete_function_event_invoke_config(FunctionName="fails")
    assert refusal(aws.get_function_event_invoke_config, FunctionName="fails") == (
        "ResourceNotFoundException", f"The function {arn('fails')}:$LATEST doesn't have an EventInvokeConfig", 404)


# Function URLs

def test_function_urls(emulator, aws):
    create(aws, source="run(lambda event, headers: {'statusCode': 201, 'body': event['rawPath']})")
    created = aws.create_function_url_config(FunctionName="round", AuthType="NONE", Cors={"AllowOrigins": ["*"]})
    check_members("CreateFunctionUrlConfig", created)
    url = created["FunctionUrl"]
    assert re.fullmatch(r"http://[a-z0-9]{32}\.lambda-url\.eu-west-1\.localhost:\d+/", url)
    host = url.split("/")[2]
    answer = emulator.request("GET", "/a/b?c=1", headers={"Host": host})
    assert (answer.status, answer.body) == (201, b"/a/b")
    by_path = emulator.request("GET", f"/_aws/lambda-url/{host.split('.')[0]}/a/b")
    assert (by_path.status, by_path.body) == (201, b"/a/b")
    got = aws.get_function_url_config(FunctionName="round")
    check_members("GetFunctionUrlConfig", got)
    assert got["FunctionUrl"] == url
    assert refusal(aws.create_function_url_config, FunctionName="round", AuthType="NONE")[0] == "ResourceConflictException"
    assert aws.update_function_url_config(FunctionName="round", AuthType="AWS_IAM")["AuthType"] == "AWS_IAM"
    assert [each["FunctionUrl"] for each in aws.list_function_url_configs(FunctionName="round")[
        "FunctionUrlConfigs"]] == [url]
    aws.delete_function_url_config(FunctionName="round")
    assert emulator.request("GET", "/", headers={"Host": host}).status == 403
    assert refusal(aws.get_function_url_config, FunctionName="round") == (
        "ResourceNotFoundException", "The resource you requested does not exist.", 404)
    assert refusal(aws.create_function_url_config, FunctionName="gone", AuthType="NONE") == (
        "ResourceNotFoundException", "Function does not exist", 404)


# Tags, layers and the rest

def test_tags(aws):
    create(aws, Tags={"a": "1"})
    aws.tag_resource(Resource=arn("round"), Tags={"b": "2", "c": "3"})
    assert aws.list_tags(Resource=arn("round"))["Tags"] == {"a": "1", "b": "2", "c": "3"}
    aws.untag_resource(Resource=arn("round"), TagKeys=["a"])
    aws.untag_resource(Resource=arn("round"), TagKeys=["b", "x"])
    assert aws.list_tags(Resource=arn("round"))["Tags"] == {"c": "3"}
    assert refusal(aws.list_tags, Resource=arn("gone"))[0] == "ResourceNotFoundException"


def test_layers_are_found_by_functions(emulator, aws):
    layer = aws.publish_layer_version(
        LayerName="tools", Content={"ZipFile": zipped(files={"bin/greet": "#!/bin/sh\necho hello from the layer\n"})},
        CompatibleRuntimes=["provided.al2023"])
    assert (layer["Version"], layer["LayerVersionArn"]) == (1, "arn:aws:lambda:eu-west-1:000000000000:layer:tools:1")
    assert urllib.request.urlopen(layer["Content"]["Location"]).read()[:2] == b"PK"
    create(aws, source="import subprocess\nrun(lambda e, h: subprocess.check_output('greet', text=True))",
           Layers=[layer["LayerVersionArn"]])
    assert emulator.result("round") == "hello from the layer\n"
    assert aws.get_function_configuration(FunctionName="round")["Layers"] == [
        {"Arn": layer["LayerVersionArn"], "CodeSize": layer["Content"]["CodeSize"]}]
    assert [each["LayerName"] for each in aws.list_layers()["Layers"]] == ["tools"]
    assert [each["Version"] for each in aws.list_layer_versions(LayerName="tools")["LayerVersions"]] == [1]
    assert aws.get_layer_version(LayerName="tools", VersionNumber=1)["Version"] == 1
    assert aws.get_layer_version_by_arn(Arn=layer["LayerVersionArn"])["Version"] == 1
    aws.delete_layer_version(LayerName="tools", VersionNumber=1)
    assert refusal(aws.get_layer_version, LayerName="tools", VersionNumber=1) == (
        "ResourceNotFoundException", "The resource you requested does not exist.", 404)
    assert aws.list_layers()["Layers"] == []


def test_what_is_fixed_here(aws):
    create(aws)
    signing = aws.get_function_code_signing_config(FunctionName="round")
    assert signing["FunctionName"] == "round" and "CodeSigningConfigArn" not in signing
    assert aws.get_runtime_management_config(FunctionName="round")["UpdateRuntimeOn"] == "Auto"
    assert aws.put_runtime_management_config(FunctionName="round", UpdateRuntimeOn="FunctionUpdate")[
        "UpdateRuntimeOn"] == "FunctionUpdate"
    assert aws.get_function_recursion_config(FunctionName="round")["RecursiveLoop"] == "Terminate"
    assert aws.put_function_recursion_config(FunctionName="round", RecursiveLoop="Allow")["RecursiveLoop"] == "Allow"
    assert aws.list_event_source_mappings()["EventSourceMappings"] == []


def test_the_stock_awscli(emulator, tmp_path):
    (tmp_path / "code.zip").write_bytes(zipped())

    def cli(*arguments):
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_ACCESS_KEY_ID": "test",
                       "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "eu-west-1"}
        ended = subprocess.run(
            [sys.executable, pathlib.Path(sys.executable).with_name("aws"), "--endpoint-url", emulator.endpoint, "lambda",
             *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout) if ended.stdout.strip() else None

    created = cli("create-function", "--function-name", "cli", "--runtime", "provided.al2023", "--handler", "bootstrap",
                  "--role", ROLE, "--zip-file", "fileb://code.zip", "--publish")
    assert (created["Version"], created["State"]) == ("1", "Pending")
    cli("wait", "function-active-v2", "--function-name", "cli")
    assert "cli" in [each["FunctionName"] for each in cli("list-functions")["Functions"]]
    cli("create-alias", "--function-name", "cli", "--name", "live", "--function-version", "1")
    assert cli("get-alias", "--function-name", "cli", "--name", "live")["FunctionVersion"] == "1"
    cli("delete-function", "--function-name", "cli")


# What survives

class Kept(Emulator):
    """An emulator that keeps its state, and can be killed."""

    def __enter__(self):
        self.errors = open(self.folder / "stderr", "a+")
        binary = os.environ.get("UNDERSTUDY", str(pathlib.Path(__file__).resolve().parents[2] / ".build/debug/understudy"))
        self.process = subprocess.Popen(
            [binary, "start", "--port", "0", "--api-port", "0", "--state", str(self.temporary / "state"),
             "--config", str(self.folder / "serverless.yml")],
            stdout=subprocess.PIPE, stderr=self.errors, stdin=subprocess.DEVNULL, text=True, env=self.environment)
        ready = READY.search(first_line(self.process, seconds=30))
        assert ready, self.log()
        self.endpoint, self.api = ready.groups()
        return self

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        self.errors.close()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()


def test_what_was_acknowledged_survives_kill_9(tmp_path):
    write_app(tmp_path, {"from-file": function()})
    acknowledged = []
    kept = Kept(tmp_path)
    with kept as emulator:
        killer = threading.Timer(2.0, emulator.kill)
        killer.start()
        aws = emulator.client()
        try:
            for number in range(10_000):
                name = f"f{number}"
                answer = create(aws, name, source=f"run(lambda e, h: {number})", Publish=True)
                acknowledged.append((name, number, answer["CodeSha256"]))
                aws.create_alias(FunctionName=name, Name="live", FunctionVersion="1")
        except botocore.exceptions.BotoCoreError:
            pass
        killer.join()
    assert len(acknowledged) > 3
    with kept as emulator:
        aws = emulator.client()
        for name, number, sha in acknowledged:
            assert aws.get_function_configuration(FunctionName=name)["CodeSha256"] == sha
        for name, number, _ in acknowledged[:2] + acknowledged[-2:]:
            assert emulator.result(name) == number
            assert emulator.result(name, Qualifier="1") == number
        # All but the last have their alias: it was asked for after the function was there.
        for name, _, _ in acknowledged[:-1]:
            assert aws.get_alias(FunctionName=name, Name="live")["FunctionVersion"] == "1"
        # A function of the file is there as well, and what the API changes of it prevails.
        aws.update_function_configuration(FunctionName="from-file", Description="changed")
        emulator.kill()
    with kept as emulator:
        shown = emulator.client().get_function_configuration(FunctionName="from-file")
        assert shown["Description"] == "changed"
