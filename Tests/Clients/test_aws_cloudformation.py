"""CloudFormation through stock boto3: stacks, change sets, exports, and what is refused."""

import io
import json
import signal
import subprocess
import threading
import time
import zipfile

import boto3
import botocore.config
import botocore.exceptions
import pytest

from emulator import BINARY, READY, first_line
from functions import function, python, write_app

FUNCTIONS = {"echo": function()}

STORE = """
Parameters:
  Days: {Type: Number, Default: 7}
Resources:
  Store:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub '${AWS::StackName}-store'
      LifecycleConfiguration: {Rules: [{Id: old, Status: Enabled, ExpirationInDays: !Ref Days}]}
Outputs:
  Name: {Value: !Ref Store, Export: {Name: !Sub '${AWS::StackName}-export'}}
  Arn: {Value: !GetAtt Store.Arn}
"""


def clients(endpoint):
    def client(service):
        return boto3.client(
            service, endpoint_url=endpoint, region_name="eu-west-1", aws_access_key_id="test",
            aws_secret_access_key="test", config=botocore.config.Config(retries={"total_max_attempts": 1}))
    return client


@pytest.fixture(scope="module")
def aws(emulator):
    return clients(emulator.endpoint)


@pytest.fixture
def cfn(aws):
    return aws("cloudformation")


def wait(cfn, name, **names):
    """Stacks are finished when the answer comes, so a waiter must not have to ask twice."""
    began = time.monotonic()
    cfn.get_waiter(name).wait(**names, WaiterConfig={"Delay": 5, "MaxAttempts": 2})
    assert time.monotonic() - began < 4


def refusal(call, **arguments):
    with pytest.raises(botocore.exceptions.ClientError) as raised:
        call(**arguments)
    error = raised.value.response["Error"]
    return error["Code"], error["Message"]


def stack(cfn, name):
    return cfn.describe_stacks(StackName=name)["Stacks"][0]


def events(cfn, name):
    pages = cfn.get_paginator("describe_stack_events").paginate(StackName=name)
    return [event for page in pages for event in page["StackEvents"]]


def stores(aws, prefix):
    """Buckets by name, and after how many days they forget."""
    s3 = aws("s3")
    names = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"] if bucket["Name"].startswith(prefix)]
    return {name: s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"][0]["Expiration"]["Days"]
            for name in names}


def test_a_stack_is_made_changed_and_deleted(aws, cfn):
    made = cfn.create_stack(StackName="life", TemplateBody=STORE, Tags=[{"Key": "team", "Value": "a"}])
    wait(cfn, "stack_create_complete", StackName="life")
    found = stack(cfn, "life")
    assert found["StackId"] == made["StackId"]
    assert found["StackStatus"] == "CREATE_COMPLETE"
    assert found["Tags"] == [{"Key": "team", "Value": "a"}]
    assert {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]} == {
        "Name": "life-store", "Arn": "arn:aws:s3:::life-store"}
    assert stores(aws, "life-") == {"life-store": 7}

    cfn.update_stack(
        StackName="life", UsePreviousTemplate=True,
        Parameters=[{"ParameterKey": "Days", "ParameterValue": "14"}])
    wait(cfn, "stack_update_complete", StackName="life")
    assert stores(aws, "life-") == {"life-store": 14}
    assert stack(cfn, "life")["LastUpdatedTime"] >= found["CreationTime"]

    cfn.delete_stack(StackName="life")
    wait(cfn, "stack_delete_complete", StackName="life")
    assert stores(aws, "life-") == {}
    assert refusal(cfn.describe_stacks, StackName="life") == (
        "ValidationError", "Stack with id life does not exist")
    assert stack(cfn, made["StackId"])["StackStatus"] == "DELETE_COMPLETE"
    deleted = cfn.list_stacks(StackStatusFilter=["DELETE_COMPLETE"])["StackSummaries"]
    assert made["StackId"] in [summary["StackId"] for summary in deleted]


def test_a_failing_update_is_rolled_back(aws, cfn):
    cfn.create_stack(StackName="back", TemplateBody=STORE)
    broken = STORE.replace("Outputs:", """
  Other:
    Type: AWS::S3::Bucket
    DependsOn: Store
    Properties: {BucketName: back-other}
  Broken:
    Type: AWS::SQS::Queue
    DependsOn: Other
Outputs:""").replace("Default: 7", "Default: 30")
    cfn.update_stack(StackName="back", TemplateBody=broken)
    with pytest.raises(botocore.exceptions.WaiterError):
        cfn.get_waiter("stack_update_complete").wait(StackName="back", WaiterConfig={"Delay": 1, "MaxAttempts": 2})
    assert stack(cfn, "back")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert stores(aws, "back-") == {"back-store": 7}
    failed = [event for event in events(cfn, "back") if event["ResourceStatus"] == "CREATE_FAILED"]
    assert failed[0]["LogicalResourceId"] == "Broken"
    assert failed[0]["ResourceStatusReason"].startswith(
        "Resource type AWS::SQS::Queue is not supported by Understudy")
    own = [event["ResourceStatus"] for event in events(cfn, "back") if event["LogicalResourceId"] == "back"]
    assert own[:4] == [
        "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS",
        "UPDATE_IN_PROGRESS"]
    cfn.delete_stack(StackName="back")


def test_a_failing_creation_leaves_nothing(aws, cfn):
    template = STORE.replace("Outputs:", "  Broken: {Type: AWS::SQS::Queue, DependsOn: Store}\nOutputs:")
    cfn.create_stack(StackName="none", TemplateBody=template)
    with pytest.raises(botocore.exceptions.WaiterError):
        cfn.get_waiter("stack_create_complete").wait(StackName="none", WaiterConfig={"Delay": 1, "MaxAttempts": 2})
    assert stack(cfn, "none")["StackStatus"] == "ROLLBACK_COMPLETE"
    assert stores(aws, "none-") == {}
    code, message = refusal(cfn.update_stack, StackName="none", TemplateBody=STORE)
    assert code == "ValidationError" and message.endswith("is in ROLLBACK_COMPLETE state and can not be updated.")
    cfn.delete_stack(StackName="none")
    wait(cfn, "stack_delete_complete", StackName="none")


def test_a_change_set_is_planned_executed_and_found_empty(aws, cfn):
    ids = cfn.create_change_set(
        StackName="planned", ChangeSetName="first", ChangeSetType="CREATE", TemplateBody=STORE, Parameters=[],
        NotificationARNs=[])
    wait(cfn, "change_set_create_complete", StackName="planned", ChangeSetName="first")
    assert stack(cfn, "planned")["StackStatus"] == "REVIEW_IN_PROGRESS"
    assert events(cfn, "planned")[0]["ResourceStatus"] == "REVIEW_IN_PROGRESS"
    planned = cfn.describe_change_set(ChangeSetName=ids["Id"])
    assert planned["ExecutionStatus"] == "AVAILABLE" and planned["StackId"] == ids["StackId"]
    assert [change["ResourceChange"]["Action"] for change in planned["Changes"]] == ["Add"]
    assert stores(aws, "planned-") == {}
    cfn.execute_change_set(ChangeSetName="first", StackName="planned")
    wait(cfn, "stack_create_complete", StackName="planned")
    assert stores(aws, "planned-") == {"planned-store": 7}

    cfn.create_change_set(StackName="planned", ChangeSetName="same", TemplateBody=STORE)
    empty = cfn.describe_change_set(StackName="planned", ChangeSetName="same")
    assert (empty["Status"], empty["ExecutionStatus"], empty["StatusReason"]) == (
        "FAILED", "UNAVAILABLE",
        "The submitted information didn't contain changes. Submit different information to create a change set.")
    assert [summary["ChangeSetName"] for summary in cfn.list_change_sets(StackName="planned")["Summaries"]] == ["same"]
    cfn.delete_change_set(StackName="planned", ChangeSetName="same")
    cfn.delete_change_set(StackName="planned", ChangeSetName="same")
    assert refusal(cfn.describe_change_set, StackName="planned", ChangeSetName="same") == (
        "ChangeSetNotFound", "ChangeSet [same] does not exist")
    assert refusal(cfn.update_stack, StackName="planned", UsePreviousTemplate=True) == (
        "ValidationError", "No updates are to be performed.")
    cfn.delete_stack(StackName="planned")


def test_exports_are_used_listed_and_kept(aws, cfn):
    cfn.create_stack(StackName="gives", TemplateBody=STORE)
    user = """
Resources:
  Store:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub ['${N}-user', {N: !ImportValue gives-export}]
      LifecycleConfiguration: {Rules: [{Id: old, Status: Enabled, ExpirationInDays: 1}]}
"""
    cfn.create_stack(StackName="takes", TemplateBody=user)
    assert set(stores(aws, "gives-")) == {"gives-store", "gives-store-user"}
    exports = {export["Name"]: export["Value"] for export in cfn.list_exports()["Exports"]}
    assert exports == {"gives-export": "gives-store"}
    assert cfn.list_imports(ExportName="gives-export")["Imports"] == ["takes"]
    cfn.delete_stack(StackName="gives")
    kept = stack(cfn, "gives")
    assert (kept["StackStatus"], kept["StackStatusReason"]) == (
        "CREATE_COMPLETE", "Export gives-export cannot be deleted as it is in use by takes")
    cfn.delete_stack(StackName="takes")
    cfn.delete_stack(StackName="gives")
    assert stores(aws, "gives-") == {}


def test_resources_and_templates_are_given_back(cfn):
    cfn.create_stack(StackName="seen", TemplateBody=STORE)
    assert cfn.get_template(StackName="seen")["TemplateBody"] == STORE
    resource = cfn.describe_stack_resource(StackName="seen", LogicalResourceId="Store")["StackResourceDetail"]
    assert (resource["PhysicalResourceId"], resource["ResourceStatus"]) == ("seen-store", "CREATE_COMPLETE")
    [listed] = cfn.list_stack_resources(StackName="seen")["StackResourceSummaries"]
    assert listed["ResourceType"] == "AWS::S3::Bucket"
    [found] = cfn.describe_stack_resources(PhysicalResourceId="seen-store")["StackResources"]
    assert found["StackName"] == "seen"
    assert refusal(cfn.describe_stack_resource, StackName="seen", LogicalResourceId="No") == (
        "ValidationError", "Resource No does not exist for stack seen")
    summary = cfn.get_template_summary(StackName="seen")
    assert summary["Parameters"][0]["DefaultValue"] == "7" and summary["ResourceTypes"] == ["AWS::S3::Bucket"]
    policy = json.dumps({"Statement": [{"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}]})
    cfn.set_stack_policy(StackName="seen", StackPolicyBody=policy)
    assert cfn.get_stack_policy(StackName="seen")["StackPolicyBody"] == policy
    cfn.update_termination_protection(StackName="seen", EnableTerminationProtection=True)
    assert refusal(cfn.delete_stack, StackName="seen") == (
        "ValidationError", "Stack [seen] cannot be deleted while TerminationProtection is enabled")
    cfn.update_termination_protection(StackName="seen", EnableTerminationProtection=False)
    cfn.delete_stack(StackName="seen")


def test_a_template_is_read_from_s3(aws, cfn):
    s3 = aws("s3")
    s3.create_bucket(Bucket="templates", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="templates", Key="a:b/t.yml", Body=STORE.encode())
    url = "https://s3.amazonaws.com/templates/a%3Ab/t.yml"
    assert [parameter["ParameterKey"] for parameter in cfn.validate_template(TemplateURL=url)["Parameters"]] == ["Days"]
    cfn.create_stack(StackName="stored", TemplateURL=url)
    assert stack(cfn, "stored")["StackStatus"] == "CREATE_COMPLETE"
    cfn.delete_stack(StackName="stored")
    code, message = refusal(cfn.validate_template, TemplateURL="https://s3.amazonaws.com/templates/none")
    assert code == "ValidationError" and message.startswith("S3 error: ")


def test_a_function_behind_an_api_is_served(aws, cfn, emulator):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, content in python(
                'run(lambda event, headers: {"statusCode": 200, "body": "hello " + event["pathParameters"]["name"]})'
        ).items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o100755 << 16
            archive.writestr(entry, content)
    s3 = aws("s3")
    s3.create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="code", Key="hello.zip", Body=body.getvalue())
    template = """
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}}
  Hello:
    Type: AWS::Lambda::Function
    Properties: {Handler: bootstrap, Runtime: provided.al2023, Role: !GetAtt Role.Arn, Code: {S3Bucket: code, S3Key: hello.zip}}
  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: hello, ProtocolType: HTTP}}
  Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: $default, AutoDeploy: true}}
  Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties: {ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Hello.Arn, PayloadFormatVersion: '2.0'}
  Route:
    Type: AWS::ApiGatewayV2::Route
    Properties: {ApiId: !Ref Api, RouteKey: 'GET /hello/{name}', Target: !Join [/, [integrations, !Ref Integration]]}
  Permission:
    Type: AWS::Lambda::Permission
    Properties: {Action: 'lambda:InvokeFunction', FunctionName: !Ref Hello, Principal: apigateway.amazonaws.com}
Outputs: {Id: {Value: !Ref Api}, Function: {Value: !Ref Hello}}
"""
    assert refusal(cfn.create_stack, StackName="served", TemplateBody=template) == (
        "InsufficientCapabilitiesException", "Requires capabilities : [CAPABILITY_IAM]")
    cfn.create_stack(StackName="served", TemplateBody=template, Capabilities=["CAPABILITY_IAM"])
    found = stack(cfn, "served")
    assert found["StackStatus"] == "CREATE_COMPLETE", [
        event.get("ResourceStatusReason") for event in events(cfn, "served")]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}
    assert outputs["Function"].startswith("served-Hello-")
    answer = emulator.request("GET", f"/_aws/execute-api/{outputs['Id']}/$default/hello/you")
    assert (answer.status, answer.body) == (200, b"hello you")
    cfn.delete_stack(StackName="served")
    wait(cfn, "stack_delete_complete", StackName=found["StackId"])
    assert outputs["Function"] not in [f["FunctionName"] for f in aws("lambda").list_functions()["Functions"]]


@pytest.mark.parametrize("call, arguments, code, message", [
    ("create_stack", {"StackName": "x"}, "ValidationError",
     "Either Template URL or Template Body must be specified."),
    ("create_stack", {"StackName": "x_y", "TemplateBody": "{}"}, "ValidationError",
     "1 validation error detected: Value 'x_y' at 'stackName' failed to satisfy constraint: "
     "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*"),
    ("create_stack", {"StackName": "x", "TemplateBody": "{"}, "ValidationError",
     "Template format error: JSON not well-formed. (line 1, column 2)"),
    ("create_stack", {"StackName": "x", "TemplateBody": "Resources: {A: {Type: T, Properties: {P: !Ref X}}}"},
     "ValidationError",
     "Template format error: Unresolved resource dependencies [X] in the Resources block of the template"),
    ("create_stack", {"StackName": "x", "TemplateBody": "Resources: {A: {Type: T, DependsOn: B}, B: {Type: T, DependsOn: A}}"},
     "ValidationError", "Circular dependency between resources: [A, B]"),
    ("create_stack", {"StackName": "x", "TemplateBody": STORE, "Parameters": [{"ParameterKey": "No", "ParameterValue": "1"}]},
     "ValidationError", "Parameters: [No] do not exist in the template"),
    ("create_stack", {"StackName": "x", "TemplateBody": STORE, "Parameters": [{"ParameterKey": "Days", "ParameterValue": "x"}]},
     "ValidationError", "Parameter 'Days' must be a number"),
    ("update_stack", {"StackName": "no", "TemplateBody": STORE}, "ValidationError", "Stack [no] does not exist"),
    ("create_change_set", {"StackName": "no", "ChangeSetName": "c", "TemplateBody": STORE}, "ValidationError",
     "Stack [no] does not exist"),
    ("execute_change_set", {"StackName": "no", "ChangeSetName": "c"}, "ValidationError", "Stack [no] does not exist"),
    ("describe_stack_events", {"StackName": "no"}, "ValidationError", "Stack [no] does not exist"),
    ("list_stack_resources", {"StackName": "no"}, "ValidationError", "Stack with id no does not exist"),
    ("get_template", {"StackName": "no"}, "ValidationError", "Stack with id no does not exist"),
    ("list_imports", {"ExportName": "no"}, "ValidationError", "No export named no found."),
    ("rollback_stack", {"StackName": "no"}, "ValidationError", "Stack [no] does not exist"),
    ("continue_update_rollback", {"StackName": "no"}, "ValidationError", "Stack [no] does not exist"),
    ("cancel_update_stack", {"StackName": "no"}, "ValidationError", "Stack [no] does not exist"),
    ("validate_template", {"TemplateURL": "https://example.com/a/b"}, "ValidationError",
     "TemplateURL must be a supported URL."),
])
def test_refusals(cfn, call, arguments, code, message):
    assert refusal(getattr(cfn, call), **arguments) == (code, message)


def roles(count, hours):
    """A template with so many roles, each of which waits for the one before."""
    trust = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    return json.dumps({"Resources": {
        f"R{n}": {"Type": "AWS::IAM::Role", **({"DependsOn": f"R{n - 1}"} if n else {}),
                  "Properties": {"AssumeRolePolicyDocument": trust, "MaxSessionDuration": hours * 3600}}
        for n in range(count)}})


def start(folder):
    process = subprocess.Popen(
        [BINARY, "start", "--port", "0", "--api-port", "0", "--state", str(folder / "state"), "--quiet",
         "--config", str(folder / "serverless.yml")],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True)
    ready = READY.search(first_line(process, seconds=30))
    assert ready
    return process, clients(ready.group(1))


def end(process, number):
    process.send_signal(number)
    process.wait(timeout=10)
    process.stdout.close()


def quietly(call, **arguments):
    """For calls that die with the emulator."""
    try:
        call(**arguments)
    except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError):
        pass


def test_a_kill_leaves_no_stack_half_done(tmp_path):
    write_app(tmp_path, FUNCTIONS)
    process, aws = start(tmp_path)
    aws("cloudformation").create_stack(
        StackName="base", TemplateBody=roles(20, 1), Capabilities=["CAPABILITY_IAM"])
    end(process, signal.SIGKILL)
    for attempt in range(8):
        process, aws = start(tmp_path)
        changes = [
            threading.Thread(target=quietly, args=(aws("cloudformation").create_stack,), kwargs={
                "StackName": f"new-{attempt}", "TemplateBody": roles(40, 1), "Capabilities": ["CAPABILITY_IAM"]}),
            threading.Thread(target=quietly, args=(aws("cloudformation").update_stack,), kwargs={
                "StackName": "base", "TemplateBody": roles(30, 2 + attempt), "Capabilities": ["CAPABILITY_IAM"]})]
        for change in changes:
            change.start()
        time.sleep(0.015 * attempt)
        end(process, signal.SIGKILL)
        for change in changes:
            change.join()
    process, aws = start(tmp_path)
    cfn = aws("cloudformation")
    statuses = {found["StackName"]: found["StackStatus"] for found in cfn.describe_stacks()["Stacks"]}
    assert statuses["base"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")
    assert set(statuses.values()) <= {
        "CREATE_COMPLETE", "ROLLBACK_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"}
    named = set()
    for name in statuses:
        listed = cfn.list_stack_resources(StackName=name)["StackResourceSummaries"]
        named |= {one["PhysicalResourceId"] for one in listed if one["ResourceStatus"].endswith("E_COMPLETE")
                  and one["ResourceStatus"] != "DELETE_COMPLETE"}
    found = {role["RoleName"]: role for page in aws("iam").get_paginator("list_roles").paginate()
             for role in page["Roles"]}
    assert set(found) == named
    base = {found[one["PhysicalResourceId"]]["MaxSessionDuration"]
            for one in cfn.list_stack_resources(StackName="base")["StackResourceSummaries"]}
    assert len(base) == 1, "an update was made in part"
    end(process, signal.SIGTERM)
