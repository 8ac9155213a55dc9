"""STS through boto3; and the wire below every service: signatures, unknown operations, broken requests."""

import boto3
import botocore.config
import botocore.exceptions
import pytest

from functions import function

FUNCTIONS = {"echo": function()}


def client(emulator, service, key="test", secret="test", token=None, **more):
    return boto3.client(
        service, endpoint_url=emulator.endpoint, region_name="eu-west-1", aws_access_key_id=key,
        aws_secret_access_key=secret, aws_session_token=token,
        config=botocore.config.Config(retries={"total_max_attempts": 1}), **more)


def refusal(call, *arguments, **members):
    """Code, message and status of a call that must be refused."""
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        call(*arguments, **members)
    answer = caught.value.response
    return answer["Error"]["Code"], answer["Error"]["Message"], answer["ResponseMetadata"]["HTTPStatusCode"]


def test_caller_identity(emulator):
    identity = client(emulator, "sts").get_caller_identity()
    assert identity["Account"] == "000000000000"
    assert identity["Arn"] == "arn:aws:iam::000000000000:root"
    assert identity["UserId"] == "000000000000"
    assert len(identity["ResponseMetadata"]["RequestId"]) == 36
    assert client(emulator, "sts", key="123456789012").get_caller_identity()["Account"] == "123456789012"


def test_assume_role(emulator):
    answer = client(emulator, "sts").assume_role(
        RoleArn="arn:aws:iam::210987654321:role/deploy/Deployer", RoleSessionName="ci", DurationSeconds=900)
    credentials = answer["Credentials"]
    assert answer["AssumedRoleUser"]["Arn"] == "arn:aws:sts::210987654321:assumed-role/Deployer/ci"
    assert answer["AssumedRoleUser"]["AssumedRoleId"].endswith(":ci")
    left = credentials["Expiration"].timestamp() - __import__("time").time()
    assert 800 < left <= 900
    assumed = client(
        emulator, "sts", credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"])
    assert assumed.get_caller_identity()["Arn"] == answer["AssumedRoleUser"]["Arn"]
    assert assumed.get_caller_identity()["Account"] == "210987654321"


def test_session_token(emulator):
    credentials = client(emulator, "sts").get_session_token(DurationSeconds=3600)["Credentials"]
    assert set(credentials) == {"AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"}
    session = client(
        emulator, "sts", credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"])
    assert session.get_caller_identity()["Arn"] == "arn:aws:iam::000000000000:root"
    assert refusal(session.get_session_token) == (
        "AccessDenied", "Cannot call GetSessionToken with session credentials", 403)


def test_refusals(emulator):
    sts = client(emulator, "sts")
    code, message, status = refusal(
        sts.assume_role, RoleArn="arn:aws:iam::000000000000:role/a", RoleSessionName="a b", DurationSeconds=900)
    assert (code, status) == ("ValidationError", 400)
    assert message == ("1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member "
                       "must satisfy regular expression pattern: [\\w+=,.@-]*")


def test_unknown_operations_are_named_in_each_protocol(emulator):
    assert refusal(client(emulator, "sts").get_access_key_info, AccessKeyId="AKIAIOSFODNN7EXAMPLE") == (
        "InvalidAction", "Understudy does not emulate GetAccessKeyInfo of sts.", 400)
    code, message, status = refusal(client(emulator, "dynamodb").list_tables)
    assert (code, status) == ("UnknownOperationException", 400)
    assert message == "Understudy does not emulate DynamoDB_20120810.ListTables of dynamodb."
    code, message, status = refusal(client(emulator, "lambda").list_code_signing_configs)
    assert (code, status) == ("UnknownOperationException", 404)
    assert message == "Understudy does not emulate GET /2020-04-22/code-signing-configs of lambda."
    code, message, status = refusal(client(emulator, "sns").list_topics)
    assert (code, status) == ("InvalidAction", 400)
    assert message == "Understudy does not emulate ListTopics of sns."


def test_broken_requests(emulator):
    form = {"Content-Type": "application/x-www-form-urlencoded", "Host": "sts.eu-west-1.amazonaws.com"}
    for body in [b"", b"Action", b"Action=", b"Action=%", b"\xff\xfe", b"a.b.c=1", b"Action=AssumeRole&" + b"a." * 999 + b"=1"]:
        answer = emulator.request("POST", "/", body, form)
        assert 400 <= answer.status < 500, body
        assert b"<ErrorResponse" in answer.body
    assert emulator.request("GET", "/?Action=GetCallerIdentity", headers={"Host": form["Host"]}).status == 200


class TestVerifiedSignatures:
    @pytest.fixture
    def strict(self, app):
        environment = {"AWS_ACCESS_KEY_ID": "AKIAKNOWN", "AWS_SECRET_ACCESS_KEY": "s3cret/+"}
        with app("--verify-signatures", environment=environment, echo=function()) as emulator:
            yield emulator

    def test_true_ones_pass(self, strict):
        assert client(strict, "sts", "AKIAKNOWN", "s3cret/+").get_caller_identity()["Account"] == "000000000000"
        answer = client(strict, "lambda", "AKIAKNOWN", "s3cret/+").invoke(FunctionName="echo", Payload=b"{}")
        assert answer["StatusCode"] == 200

    def test_temporary_credentials_pass(self, strict):
        credentials = client(strict, "sts", "AKIAKNOWN", "s3cret/+").assume_role(
            RoleArn="arn:aws:iam::000000000000:role/Deployer", RoleSessionName="ci")["Credentials"]
        key, secret, token = (credentials[name] for name in ("AccessKeyId", "SecretAccessKey", "SessionToken"))
        assert client(strict, "sts", key, secret, token).get_caller_identity()["Arn"].endswith("Deployer/ci")
        assert refusal(client(strict, "sts", key, secret, "x").get_caller_identity)[0] == "InvalidClientTokenId"

    def test_false_ones_do_not(self, strict):
        code, message, status = refusal(client(strict, "sts", "AKIAKNOWN", "wrong").get_caller_identity)
        assert (code, status) == ("SignatureDoesNotMatch", 403)
        assert message.startswith("The request signature we calculated does not match the signature you provided.")
        assert refusal(client(strict, "sts", "AKIASTRANGER").get_caller_identity) == (
            "InvalidClientTokenId", "The security token included in the request is invalid.", 403)
        code, message, status = refusal(client(strict, "lambda", "AKIAKNOWN", "wrong").invoke, FunctionName="echo")
        assert (code, status) == ("InvalidSignatureException", 403)
        answer = strict.request("POST", "/2015-03-31/functions/echo/invocations", b"{}")
        assert answer.status == 403
        assert answer.getheader("x-amzn-ErrorType") == "MissingAuthenticationTokenException"
