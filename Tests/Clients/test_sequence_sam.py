"""SAM CLI: the calls of `sam deploy`, `sam list`, `sam logs`, `sam sync --code` and `sam delete` in their recorded order.

The templates are plain CloudFormation: SAM's own transform is the service's business, and refused by name here.
"""

import hashlib
import json
import time

import boto3
import botocore.config
import botocore.exceptions
import pytest

from sls import zipped

FUNCTIONS = {}
STACK, BUCKET = "sam-app", "sam-artifacts"


def template(key, memory=128):
    return json.dumps({
        "AWSTemplateFormatVersion": "2010-09-09", "Description": "sam",
        "Resources": {
            "Role": {"Type": "AWS::IAM::Role", "Metadata": {"SamResourceId": "Role"}, "Properties": {
                "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
                    "Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com"]}, "Action": ["sts:AssumeRole"]}]}}},
            "Hello": {"Type": "AWS::Lambda::Function", "Metadata": {"SamResourceId": "Hello"}, "Properties": {
                "Code": {"S3Bucket": BUCKET, "S3Key": key}, "Handler": "bootstrap", "Runtime": "provided.al2023",
                "MemorySize": memory, "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Tags": [{"Key": "lambda:createdBy", "Value": "SAM"}]}}},
        "Outputs": {"Name": {"Value": {"Ref": "Hello"}}}})


@pytest.fixture(scope="module")
def client(emulator):
    def make(service):
        return boto3.client(
            service, endpoint_url=emulator.endpoint, region_name="eu-west-1", aws_access_key_id="test",
            aws_secret_access_key="test", config=botocore.config.Config(retries={"total_max_attempts": 1}))
    make("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return make


def refusal(call, **members):
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        call(**members)
    return caught.value.response["Error"]["Code"], caught.value.response["Error"]["Message"]


def upload(s3, content, suffix=""):
    key = hashlib.md5(content).hexdigest() + suffix
    try:
        s3.head_object(Bucket=BUCKET, Key=key)
    except botocore.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == "404"
        s3.put_object(Bucket=BUCKET, Key=key, Body=content)
    return key


def deploy(client, code, memory=128):
    """Returns whether anything changed."""
    s3, formation = client("s3"), client("cloudformation")
    text = template(upload(s3, code), memory)
    try:
        exists = formation.describe_stacks(StackName=STACK)["Stacks"][0]["StackStatus"] != "REVIEW_IN_PROGRESS"
    except botocore.exceptions.ClientError as error:
        assert f"Stack with id {STACK} does not exist" in error.response["Error"]["Message"]
        exists = False
    if exists:
        formation.get_template_summary(StackName=STACK)
    url = f"https://s3.eu-west-1.amazonaws.com/{BUCKET}/{upload(s3, text.encode(), '.template')}"
    name = f"samcli-deploy{int(time.time() * 1000)}"
    made = formation.create_change_set(
        StackName=STACK, TemplateURL=url, ChangeSetType="UPDATE" if exists else "CREATE", ChangeSetName=name, Parameters=[],
        Description="Created by SAM CLI", Capabilities=["CAPABILITY_IAM"], Tags=[])
    waiter = formation.get_waiter("change_set_create_complete")
    try:
        waiter.wait(ChangeSetName=made["Id"], WaiterConfig={"Delay": 0.1, "MaxAttempts": 50})
    except botocore.exceptions.WaiterError as error:
        assert error.last_response["Status"] == "FAILED"
        assert "didn't contain changes" in error.last_response["StatusReason"]
        return False
    pages = formation.get_paginator("describe_change_set").paginate(ChangeSetName=made["Id"], StackName=STACK)
    changes = [change["ResourceChange"] for page in pages for change in page["Changes"]]
    assert all({"Action", "LogicalResourceId", "ResourceType"} <= set(change) for change in changes)
    # The table of events begins after the last one that was there before.
    last = formation.describe_stack_events(StackName=STACK)["StackEvents"][0]["Timestamp"]
    formation.execute_change_set(ChangeSetName=made["Id"], StackName=STACK, DisableRollback=False)
    events = formation.describe_stack_events(StackName=STACK)["StackEvents"]
    assert any(event["Timestamp"] >= last for event in events)
    waiter = formation.get_waiter("stack_update_complete" if exists else "stack_create_complete")
    waiter.wait(StackName=STACK, WaiterConfig={"Delay": 0.1, "MaxAttempts": 100})
    return True


def test_the_life_of_a_stack(client):
    formation, awslambda = client("cloudformation"), client("lambda")
    hello = zipped('print("from sam", flush=True)\nrun(lambda event, headers: "hello")')
    assert deploy(client, hello)
    assert not deploy(client, hello)
    assert deploy(client, hello, memory=256)

    resources = formation.list_stack_resources(StackName=STACK)["StackResourceSummaries"]
    name = next(r["PhysicalResourceId"] for r in resources if r["LogicalResourceId"] == "Hello")
    assert formation.describe_stacks(StackName=STACK)["Stacks"][0]["Outputs"][0]["OutputValue"] == name

    settings = awslambda.get_function_configuration(FunctionName=name)
    assert settings["MemorySize"] == 256
    assert refusal(awslambda.get_function_url_config, FunctionName=name)[0] == "ResourceNotFoundException"
    assert awslambda.invoke(FunctionName=name)["Payload"].read() == b'"hello"'
    group = settings["LoggingConfig"]["LogGroup"]
    end = time.monotonic() + 5
    while not any("from sam" in event["message"] for event in client("logs").filter_log_events(logGroupName=group)["events"]):
        assert time.monotonic() < end
        time.sleep(0.1)

    # sync --code
    other = zipped('run(lambda event, headers: "synced")')
    assert awslambda.get_function(FunctionName=name)["Configuration"]["CodeSha256"]
    awslambda.update_function_code(FunctionName=name, ZipFile=other)
    awslambda.get_waiter("function_updated_v2").wait(FunctionName=name, WaiterConfig={"Delay": 0.1, "MaxAttempts": 50})
    assert awslambda.invoke(FunctionName=name)["Payload"].read() == b'"synced"'

    # delete
    original = formation.get_template(StackName=STACK, TemplateStage="Original")["TemplateBody"]
    text = original if isinstance(original, str) else json.dumps(original)
    key = hashlib.md5(text.encode()).hexdigest() + ".template"
    client("s3").head_object(Bucket=BUCKET, Key=key)
    client("s3").delete_object(Bucket=BUCKET, Key=key)
    assert refusal(formation.describe_stacks, StackName=f"{STACK}-companion")[0] == "ValidationError"
    formation.delete_stack(StackName=STACK)
    formation.get_waiter("stack_delete_complete").wait(StackName=STACK, WaiterConfig={"Delay": 0.1, "MaxAttempts": 50})
    assert refusal(awslambda.get_function, FunctionName=name)[0] == "ResourceNotFoundException"


def test_what_sam_list_asks_the_cloud_control_api_is_refused_by_name(client):
    code, message = refusal(client("cloudcontrol").get_resource, TypeName="AWS::Lambda::Function", Identifier="a")
    assert code == "UnknownOperationException"
    assert "CloudApiService.GetResource" in message
