"""The stock awscli: `cloudformation package` and `deploy`, and `lambda` from creating a function to deleting it."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

from functions import ECHO, python, write_zip

FUNCTIONS = {}

TEMPLATE = """
AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Memory: {Type: Number, Default: 256}
Conditions:
  IsLarge: !Equals [!Ref Memory, '512']
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
  Echo:
    Type: AWS::Lambda::Function
    Properties:
      Handler: bootstrap
      Runtime: provided.al2023
      Code: code
      MemorySize: !Ref Memory
      Description: !If [IsLarge, large, !Sub 'small in ${AWS::Region}']
      Role: !GetAtt Role.Arn
Outputs:
  Name: {Value: !Ref Echo}
"""


@pytest.fixture
def aws(emulator, tmp_path):
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-west-1", "AWS_ENDPOINT_URL": emulator.endpoint}
    program = pathlib.Path(sys.executable).with_name("aws")

    def run(*arguments, fails=False):
        ended = subprocess.run([sys.executable, program, *arguments], cwd=tmp_path, env=environment, capture_output=True,
                               text=True, timeout=120)
        assert (ended.returncode == 0) == (not fails), ended.stderr or ended.stdout
        return json.loads(ended.stdout) if ended.stdout.startswith(("{", "[")) else ended.stdout + ended.stderr

    return run


def test_cloudformation_package_and_deploy(aws, tmp_path):
    (tmp_path / "code").mkdir()
    for name, content in python(ECHO).items():
        (tmp_path / "code" / name).write_text(content)
        (tmp_path / "code" / name).chmod(0o755)
    (tmp_path / "template.yml").write_text(TEMPLATE)
    aws("s3", "mb", "s3://artifacts")
    packaging = ["cloudformation", "package", "--template-file", "template.yml", "--s3-bucket", "artifacts",
                 "--output-template-file", "packaged.yml"]
    assert "Successfully packaged artifacts" in aws(*packaging)
    assert "S3Key" in (tmp_path / "packaged.yml").read_text()
    aws(*packaging)  # the second time it finds the object

    deploying = ["cloudformation", "deploy", "--template-file", "packaged.yml", "--stack-name", "awscli",
                 "--capabilities", "CAPABILITY_IAM", "--no-fail-on-empty-changeset"]
    assert "Successfully created/updated stack - awscli" in aws(*deploying)
    stack, = aws("cloudformation", "describe-stacks", "--stack-name", "awscli")["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    name = stack["Outputs"][0]["OutputValue"]
    aws("lambda", "invoke", "--function-name", name, "--payload", '{"a": 1}', "out.json")
    assert json.loads((tmp_path / "out.json").read_text()) == {"a": 1}
    function = aws("lambda", "get-function-configuration", "--function-name", name)
    assert (function["MemorySize"], function["Description"]) == (256, "small in eu-west-1")

    assert "No changes to deploy. Stack awscli is up to date" in aws(*deploying)
    # The template goes through S3, and the parameter changes the condition.
    aws(*deploying, "--parameter-overrides", "Memory=512", "--s3-bucket", "artifacts")
    function = aws("lambda", "get-function-configuration", "--function-name", name)
    assert (function["MemorySize"], function["Description"]) == (512, "large")

    aws("cloudformation", "delete-stack", "--stack-name", "awscli")
    aws("cloudformation", "wait", "stack-delete-complete", "--stack-name", "awscli")
    assert "does not exist" in aws("cloudformation", "describe-stacks", "--stack-name", "awscli", fails=True)
    aws("s3", "rb", "--force", "s3://artifacts")


def test_the_life_of_a_function(aws, tmp_path):
    write_zip(tmp_path / "echo.zip", python(ECHO))
    write_zip(tmp_path / "other.zip", python('run(lambda event, headers: "other")'))
    role = aws("iam", "create-role", "--role-name", "basic", "--assume-role-policy-document", json.dumps({
        "Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}))
    made = aws("lambda", "create-function", "--function-name", "life", "--runtime", "provided.al2023", "--handler",
               "bootstrap", "--role", role["Role"]["Arn"], "--zip-file", "fileb://echo.zip", "--publish")
    assert (made["Version"], made["State"]) == ("1", "Active") or made["State"] == "Pending"
    aws("lambda", "wait", "function-active-v2", "--function-name", "life")
    aws("lambda", "update-function-code", "--function-name", "life", "--zip-file", "fileb://other.zip")
    aws("lambda", "wait", "function-updated-v2", "--function-name", "life")
    assert aws("lambda", "publish-version", "--function-name", "life")["Version"] == "2"
    aws("lambda", "create-alias", "--function-name", "life", "--name", "live", "--function-version", "1")
    for qualifier, said in [("live", {"a": 1}), ("2", "other"), ("$LATEST", "other")]:
        aws("lambda", "invoke", "--function-name", "life", "--qualifier", qualifier, "--payload", '{"a": 1}', "out.json")
        assert json.loads((tmp_path / "out.json").read_text()) == said
    aws("lambda", "put-function-concurrency", "--function-name", "life", "--reserved-concurrent-executions", "0")
    assert "TooManyRequestsException" in aws(
        "lambda", "invoke", "--function-name", "life", "out.json", "--cli-read-timeout", "60", fails=True)
    aws("lambda", "delete-function-concurrency", "--function-name", "life")
    url = aws("lambda", "create-function-url-config", "--function-name", "life", "--auth-type", "NONE")["FunctionUrl"]
    assert ".lambda-url." in url
    assert {f["FunctionName"] for f in aws("lambda", "list-functions")["Functions"]} == {"life"}
    aws("lambda", "delete-function", "--function-name", "life")
    assert "ResourceNotFoundException" in aws("lambda", "get-function", "--function-name", "life", fails=True)


def test_large_objects_go_in_parts(aws, tmp_path):
    content = os.urandom(20 << 20)
    (tmp_path / "large").write_bytes(content)
    aws("s3", "mb", "s3://parts")
    aws("s3", "cp", "large", "s3://parts/a folder/large+1")
    aws("s3", "cp", "s3://parts/a folder/large+1", "back")
    assert (tmp_path / "back").read_bytes() == content
    assert "large+1" in aws("s3", "ls", "s3://parts/a folder/")
    aws("s3", "rb", "--force", "s3://parts")
