"""Terraform's AWS provider: for each resource the calls that it was recorded to make, create, read, update, delete, read again.

What the provider needs of the answers is asserted: that a refresh finds what was made (a plan without changes), and that what was
deleted is gone in the way that it takes for gone.
"""

import base64
import hashlib
import json

import boto3
import botocore.config
import botocore.exceptions
import pytest

from sls import zipped

FUNCTIONS = {}
REGION = "eu-west-1"
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
ECHO = zipped('run(lambda event, headers: {"statusCode": 200, "body": "hello"})')


@pytest.fixture(scope="module")
def client(emulator):
    def make(service):
        return boto3.client(
            service, endpoint_url=emulator.endpoint, region_name=REGION, aws_access_key_id="test",
            aws_secret_access_key="test",
            config=botocore.config.Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}))
    return make


def gone(call, **members):
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        call(**members)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    return caught.value.response["Error"]["Code"]


@pytest.fixture(scope="module")
def role(client):
    iam = client("iam")
    arn = iam.create_role(RoleName="tf", AssumeRolePolicyDocument=TRUST, Path="/", MaxSessionDuration=3600)["Role"]["Arn"]
    assert iam.get_role(RoleName="tf")["Role"]["MaxSessionDuration"] == 3600
    assert iam.list_role_policies(RoleName="tf")["PolicyNames"] == []
    assert iam.list_attached_role_policies(RoleName="tf")["AttachedPolicies"] == []
    return arn


@pytest.fixture(scope="module")
def function(client, role):
    awslambda = client("lambda")
    awslambda.create_function(
        FunctionName="tf", Runtime="provided.al2023", Handler="bootstrap", Role=role, Code={"ZipFile": ECHO}, Publish=True,
        Timeout=3, MemorySize=128, PackageType="Zip", Architectures=["x86_64"], Tags={"made": "by terraform"})
    return "tf"


def test_an_iam_role(client, role):
    iam = client("iam")
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}]}
    iam.put_role_policy(RoleName="tf", PolicyName="inline", PolicyDocument=json.dumps(document))
    assert iam.get_role_policy(RoleName="tf", PolicyName="inline")["PolicyDocument"] == document
    managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    iam.attach_role_policy(RoleName="tf", PolicyArn=managed)
    assert [p["PolicyArn"] for p in iam.list_attached_role_policies(RoleName="tf")["AttachedPolicies"]] == [managed]
    iam.tag_role(RoleName="tf", Tags=[{"Key": "a", "Value": "b"}])
    assert iam.get_role(RoleName="tf")["Role"]["Tags"] == [{"Key": "a", "Value": "b"}]
    iam.detach_role_policy(RoleName="tf", PolicyArn=managed)
    iam.delete_role_policy(RoleName="tf", PolicyName="inline")
    assert gone(iam.get_role_policy, RoleName="tf", PolicyName="inline") == "NoSuchEntity"
    assert iam.list_instance_profiles_for_role(RoleName="tf")["InstanceProfiles"] == []


def test_a_log_group(client):
    logs = client("logs")
    name = "/tf/group"
    logs.create_log_group(logGroupName=name, tags={"a": "b"})
    logs.put_retention_policy(logGroupName=name, retentionInDays=7)
    group, = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    assert group["retentionInDays"] == 7
    arn = group["arn"].removesuffix(":*")
    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"a": "b"}
    logs.delete_log_group(logGroupName=name)
    assert logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"] == []


def test_a_function(client, function):
    awslambda = client("lambda")
    found = awslambda.get_function(FunctionName="tf")
    settings = found["Configuration"]
    assert (settings["State"], settings["LastUpdateStatus"]) == ("Active", "Successful")
    assert settings["CodeSha256"] == base64.b64encode(hashlib.sha256(ECHO).digest()).decode()
    assert {"TracingConfig", "EphemeralStorage", "LoggingConfig", "CodeSize", "LastModified"} <= set(settings)
    assert found["Code"]["RepositoryType"] == "S3" and found["Tags"] == {"made": "by terraform"}
    awslambda.put_function_concurrency(FunctionName="tf", ReservedConcurrentExecutions=5)
    assert awslambda.get_function(FunctionName="tf")["Concurrency"] == {"ReservedConcurrentExecutions": 5}
    versions = awslambda.list_versions_by_function(FunctionName="tf", MaxItems=10000)["Versions"]
    assert [version["Version"] for version in versions] == ["$LATEST", "1"]
    assert "CodeSigningConfigArn" not in awslambda.get_function_code_signing_config(FunctionName="tf")
    awslambda.update_function_configuration(FunctionName="tf", Environment={"Variables": {"COLOUR": "red"}})
    number = awslambda.publish_version(FunctionName="tf")["Version"]
    arn = awslambda.get_function(FunctionName="tf")["Configuration"]["FunctionArn"]
    assert awslambda.get_function_configuration(FunctionName=f"{arn}:{number}", Qualifier=number)["Version"] == number
    awslambda.delete_function_concurrency(FunctionName="tf")
    assert "Concurrency" not in awslambda.get_function(FunctionName="tf")
    awslambda.tag_resource(Resource=arn, Tags={"more": "tags"})
    awslambda.untag_resource(Resource=arn, TagKeys=["made"])
    assert awslambda.get_function(FunctionName="tf")["Tags"] == {"more": "tags"}


def test_what_belongs_to_a_function(client, function):
    awslambda = client("lambda")
    awslambda.add_permission(
        FunctionName="tf", StatementId="gateway", Action="lambda:InvokeFunction", Principal="apigateway.amazonaws.com",
        SourceArn="arn:aws:execute-api:eu-west-1::abc/*/*")  # the account is empty with skip_requesting_account_id
    statement, = json.loads(awslambda.get_policy(FunctionName="tf")["Policy"])["Statement"]
    assert statement["Sid"] == "gateway"
    awslambda.remove_permission(FunctionName="tf", StatementId="gateway")
    assert gone(awslambda.get_policy, FunctionName="tf") == "ResourceNotFoundException"

    awslambda.create_alias(FunctionName="tf", Name="live", FunctionVersion="1")
    awslambda.update_alias(FunctionName="tf", Name="live", FunctionVersion="1", Description="changed")
    assert awslambda.get_alias(FunctionName="tf", Name="live")["Description"] == "changed"
    url = awslambda.create_function_url_config(FunctionName="tf", Qualifier="live", AuthType="NONE")["FunctionUrl"]
    assert awslambda.get_function_url_config(FunctionName="tf", Qualifier="live")["FunctionUrl"] == url
    awslambda.update_function_url_config(FunctionName="tf", Qualifier="live", Cors={"AllowOrigins": ["*"]})
    awslambda.delete_function_url_config(FunctionName="tf", Qualifier="live")
    awslambda.delete_alias(FunctionName="tf", Name="live")
    assert gone(awslambda.get_alias, FunctionName="tf", Name="live") == "ResourceNotFoundException"

    awslambda.put_function_event_invoke_config(FunctionName="tf", MaximumRetryAttempts=0)
    assert awslambda.get_function_event_invoke_config(FunctionName="tf")["MaximumRetryAttempts"] == 0
    awslambda.delete_function_event_invoke_config(FunctionName="tf")


def test_an_http_api(client, function, emulator):
    gateway, arn = client("apigatewayv2"), client("lambda").get_function(FunctionName="tf")["Configuration"]["FunctionArn"]
    api = gateway.create_api(Name="tf", ProtocolType="HTTP")["ApiId"]
    assert f"://{api}.execute-api." in gateway.get_api(ApiId=api)["ApiEndpoint"]
    integration = gateway.create_integration(
        ApiId=api, IntegrationType="AWS_PROXY", IntegrationMethod="POST", PayloadFormatVersion="2.0",
        IntegrationUri=f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn}/invocations")["IntegrationId"]
    assert gateway.get_integration(ApiId=api, IntegrationId=integration)["IntegrationType"] == "AWS_PROXY"
    route = gateway.create_route(ApiId=api, RouteKey="GET /hello", Target=f"integrations/{integration}")["RouteId"]
    gateway.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
    assert gateway.get_stage(ApiId=api, StageName="$default")["AutoDeploy"]
    answer = emulator.request("GET", "/hello", headers={"Host": f"{api}.execute-api.{REGION}.amazonaws.com"})
    assert (answer.status, answer.body) == (200, b"hello")
    gateway.update_route(ApiId=api, RouteId=route, RouteKey="GET /other")
    gateway.update_stage(ApiId=api, StageName="$default", Description="changed")
    gateway.update_api(ApiId=api, CorsConfiguration={"AllowOrigins": ["*"]})
    assert gateway.get_api(ApiId=api)["CorsConfiguration"] == {"AllowOrigins": ["*"]}
    gateway.delete_stage(ApiId=api, StageName="$default")
    gateway.delete_route(ApiId=api, RouteId=route)
    gateway.delete_integration(ApiId=api, IntegrationId=integration)
    gateway.delete_api(ApiId=api)
    assert gone(gateway.get_api, ApiId=api) == "NotFoundException"


def test_a_rest_api(client, function, emulator):
    gateway, arn = client("apigateway"), client("lambda").get_function(FunctionName="tf")["Configuration"]["FunctionArn"]
    api = gateway.create_rest_api(name="tf")["id"]
    root, = gateway.get_resources(restApiId=api)["items"]
    hello = gateway.create_resource(restApiId=api, parentId=root["id"], pathPart="hello")["id"]
    assert gateway.get_resource(restApiId=api, resourceId=hello)["path"] == "/hello"
    where = {"restApiId": api, "resourceId": hello, "httpMethod": "GET"}
    gateway.put_method(**where, authorizationType="NONE")
    gateway.put_integration(
        **where, type="AWS_PROXY", integrationHttpMethod="POST",
        uri=f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn}/invocations")
    assert gateway.get_integration(**where)["type"] == "AWS_PROXY"
    deployment = gateway.create_deployment(restApiId=api, stageName="")["id"]
    gateway.create_stage(restApiId=api, stageName="dev", deploymentId=deployment)
    answer = emulator.request("GET", f"/restapis/{api}/dev/_user_request_/hello")
    assert (answer.status, answer.body) == (200, b"hello")
    gateway.update_stage(restApiId=api, stageName="dev", patchOperations=[
        {"op": "replace", "path": "/description", "value": "changed"}])
    assert gateway.get_stage(restApiId=api, stageName="dev")["description"] == "changed"
    gateway.update_method(**where, patchOperations=[{"op": "replace", "path": "/apiKeyRequired", "value": "false"}])
    gateway.update_rest_api(restApiId=api, patchOperations=[{"op": "replace", "path": "/name", "value": "renamed"}])
    assert gateway.get_rest_api(restApiId=api)["name"] == "renamed"
    gateway.delete_stage(restApiId=api, stageName="dev")
    gateway.delete_deployment(restApiId=api, deploymentId=deployment)
    gateway.delete_integration(**where)
    gateway.delete_method(**where)
    gateway.delete_resource(restApiId=api, resourceId=hello)
    gateway.delete_rest_api(restApiId=api)
    assert gone(gateway.get_rest_api, restApiId=api) == "NotFoundException"


def test_a_bucket_and_an_object(client):
    s3 = client("s3")
    assert gone(s3.head_bucket, Bucket="tf-bucket") == "404"
    s3.create_bucket(Bucket="tf-bucket", CreateBucketConfiguration={"LocationConstraint": REGION})
    assert s3.head_bucket(Bucket="tf-bucket")["BucketRegion"] == REGION
    absent = {
        "policy": "NoSuchBucketPolicy", "cors": "NoSuchCORSConfiguration", "website": "NoSuchWebsiteConfiguration",
        "lifecycle_configuration": "NoSuchLifecycleConfiguration", "replication": "ReplicationConfigurationNotFoundError",
        "tagging": "NoSuchTagSet"}
    for name, code in absent.items():
        assert gone(getattr(s3, f"get_bucket_{name}"), Bucket="tf-bucket") == code
    assert gone(s3.get_object_lock_configuration, Bucket="tf-bucket") == "ObjectLockConfigurationNotFoundError"
    assert s3.get_bucket_acl(Bucket="tf-bucket")["Grants"]
    for name in ("versioning", "accelerate_configuration", "logging"):
        getattr(s3, f"get_bucket_{name}")(Bucket="tf-bucket")
    assert s3.get_bucket_request_payment(Bucket="tf-bucket")["Payer"] == "BucketOwner"
    s3.put_object(Bucket="tf-bucket", Key="a b", Body=b"content", ContentType="text/plain")
    head = s3.head_object(Bucket="tf-bucket", Key="a b")
    assert (head["ContentLength"], head["ContentType"]) == (7, "text/plain")
    assert s3.get_object_tagging(Bucket="tf-bucket", Key="a b")["TagSet"] == []
    s3.delete_object(Bucket="tf-bucket", Key="a b")
    s3.delete_bucket(Bucket="tf-bucket")
    assert gone(s3.head_bucket, Bucket="tf-bucket") == "404"


def test_in_the_end_everything_is_deleted(client, function):
    client("lambda").delete_function(FunctionName="tf")
    assert gone(client("lambda").get_function, FunctionName="tf") == "ResourceNotFoundException"
    client("iam").delete_role(RoleName="tf")
    assert gone(client("iam").get_role, RoleName="tf") == "NoSuchEntity"
