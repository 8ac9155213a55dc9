"""AWS's services through boto3."""

import boto3
import botocore.config
import botocore.exceptions
import pytest


def client(emulator, service, region="eu-west-1", key="test", **config):
    return boto3.client(
        service, endpoint_url=emulator.endpoint, region_name=region, aws_access_key_id=key,
        aws_secret_access_key="test", config=botocore.config.Config(retries={"total_max_attempts": 1}, **config))


def refusal(call, *arguments, **members):
    """Code, message and status of a call that must be refused."""
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        call(*arguments, **members)
    answer = caught.value.response
    return answer["Error"]["Code"], answer["Error"].get("Message"), answer["ResponseMetadata"]["HTTPStatusCode"]


def members(answer):
    """The members of an answer, without what the protocol adds."""
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}
