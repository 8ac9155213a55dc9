"""IAM through boto3: every operation, what it answers and what it refuses."""

import json
import urllib.parse

import pytest

from aws import client, refusal
from functions import function

FUNCTIONS = {"echo": function()}
TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
ALLOW = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}]}
BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"


@pytest.fixture(scope="module")
def iam(emulator):
    return client(emulator, "iam")


@pytest.fixture
def role(iam, request):
    name = request.node.name
    return iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["RoleName"]


def test_role(iam):
    made = iam.create_role(
        RoleName="made", Path="/p/", AssumeRolePolicyDocument=json.dumps(TRUST), Description="d",
        MaxSessionDuration=7200, Tags=[{"Key": "k", "Value": "v"}])["Role"]
    assert made["Arn"] == "arn:aws:iam::000000000000:role/p/made"
    assert made["RoleId"].startswith("AROA") and len(made["RoleId"]) == 21
    assert made["AssumeRolePolicyDocument"] == TRUST
    role = iam.get_role(RoleName="made")["Role"]
    assert (role["MaxSessionDuration"], role["Description"]) == (7200, "d")
    assert role["Tags"] == [{"Key": "k", "Value": "v"}]
    assert role["RoleId"] == made["RoleId"] and role["CreateDate"] == made["CreateDate"]
    iam.update_role(RoleName="made", Description="e", MaxSessionDuration=3600)
    other = json.loads(json.dumps(TRUST).replace("lambda", "events"))
    iam.update_assume_role_policy(RoleName="made", PolicyDocument=json.dumps(other))
    role = iam.get_role(RoleName="made")["Role"]
    assert (role["MaxSessionDuration"], role["Description"]) == (3600, "e")
    assert role["AssumeRolePolicyDocument"] == other
    assert iam.list_instance_profiles_for_role(RoleName="made")["InstanceProfiles"] == []
    assert refusal(iam.create_role, RoleName="made", AssumeRolePolicyDocument=json.dumps(TRUST)) == (
        "EntityAlreadyExists", "Role with name made already exists.", 409)
    iam.delete_role(RoleName="made")
    assert refusal(iam.get_role, RoleName="made") == (
        "NoSuchEntity", "The role with name made cannot be found.", 404)


def test_documents_are_encoded_on_the_wire(iam, role, emulator):
    body = urllib.parse.urlencode({"Action": "GetRole", "Version": "2010-05-08", "RoleName": role})
    answer = emulator.request("POST", "/", body, {
        "Content-Type": "application/x-www-form-urlencoded",
        "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, "
                         "Signature=0"})
    assert b"<AssumeRolePolicyDocument>%7B%22Version%22%3A%20%222012-10-17%22" in answer.body


def test_tags(iam, role):
    iam.tag_role(RoleName=role, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    iam.tag_role(RoleName=role, Tags=[{"Key": "a", "Value": "3"}])
    iam.untag_role(RoleName=role, TagKeys=["b"])
    assert iam.list_role_tags(RoleName=role)["Tags"] == [{"Key": "a", "Value": "3"}]


def test_inline_policies(iam, role):
    iam.put_role_policy(RoleName=role, PolicyName="p", PolicyDocument=json.dumps(ALLOW))
    assert iam.list_role_policies(RoleName=role)["PolicyNames"] == ["p"]
    policy = iam.get_role_policy(RoleName=role, PolicyName="p")
    assert (policy["RoleName"], policy["PolicyName"], policy["PolicyDocument"]) == (role, "p", ALLOW)
    assert refusal(iam.delete_role, RoleName=role) == (
        "DeleteConflict", "Cannot delete entity, must delete policies first.", 409)
    iam.delete_role_policy(RoleName=role, PolicyName="p")
    assert refusal(iam.get_role_policy, RoleName=role, PolicyName="p") == (
        "NoSuchEntity", "The role policy with name p cannot be found.", 404)
    assert refusal(iam.put_role_policy, RoleName=role, PolicyName="p", PolicyDocument="{")[0::2] == (
        "MalformedPolicyDocument", 400)


def test_attached_policies(iam, role):
    iam.attach_role_policy(RoleName=role, PolicyArn=BASIC)
    assert iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"] == [
        {"PolicyName": "AWSLambdaBasicExecutionRole", "PolicyArn": BASIC}]
    assert iam.get_policy(PolicyArn=BASIC)["Policy"]["AttachmentCount"] == 1
    assert refusal(iam.delete_role, RoleName=role) == (
        "DeleteConflict", "Cannot delete entity, must detach all policies first.", 409)
    iam.detach_role_policy(RoleName=role, PolicyArn=BASIC)
    assert refusal(iam.detach_role_policy, RoleName=role, PolicyArn=BASIC) == (
        "NoSuchEntity", f"Policy {BASIC} was not found.", 404)
    missing = "arn:aws:iam::000000000000:policy/none"
    assert refusal(iam.attach_role_policy, RoleName=role, PolicyArn=missing) == (
        "NoSuchEntity", f"Policy {missing} does not exist or is not attachable.", 404)


def test_managed_policies(iam, role):
    made = iam.create_policy(PolicyName="managed", PolicyDocument=json.dumps(ALLOW), Description="d")["Policy"]
    assert made["Arn"] == "arn:aws:iam::000000000000:policy/managed"
    assert (made["DefaultVersionId"], made["AttachmentCount"], made["IsAttachable"]) == ("v1", 0, True)
    at = {"PolicyArn": made["Arn"]}
    second = iam.create_policy_version(**at, PolicyDocument=json.dumps(ALLOW), SetAsDefault=True)["PolicyVersion"]
    assert (second["VersionId"], second["IsDefaultVersion"]) == ("v2", True)
    assert iam.get_policy_version(**at, VersionId="v2")["PolicyVersion"]["Document"] == ALLOW
    assert [version["VersionId"] for version in iam.list_policy_versions(**at)["Versions"]] == ["v2", "v1"]
    iam.set_default_policy_version(**at, VersionId="v1")
    iam.delete_policy_version(**at, VersionId="v2")
    iam.attach_role_policy(RoleName=role, **at)
    roles = iam.list_entities_for_policy(**at)["PolicyRoles"]
    assert [entity["RoleName"] for entity in roles] == [role]
    assert refusal(iam.delete_policy, **at) == (
        "DeleteConflict", "Cannot delete a policy attached to entities.", 409)
    iam.detach_role_policy(RoleName=role, **at)
    assert [policy["PolicyName"] for policy in iam.list_policies(Scope="Local")["Policies"]] == ["managed"]
    assert refusal(iam.create_policy, PolicyName="managed", PolicyDocument=json.dumps(ALLOW)) == (
        "EntityAlreadyExists", "A policy called managed already exists. Duplicate names are not allowed.", 409)
    iam.delete_policy(**at)
    assert refusal(iam.get_policy, **at) == ("NoSuchEntity", f"Policy {made['Arn']} was not found.", 404)


def test_pages(iam):
    for number in range(5):
        iam.create_role(RoleName=f"page-{number}", Path="/pages/", AssumeRolePolicyDocument=json.dumps(TRUST))
    pages = iam.get_paginator("list_roles").paginate(PathPrefix="/pages/", PaginationConfig={"PageSize": 2})
    assert [role["RoleName"] for page in pages for role in page["Roles"]] == [f"page-{number}" for number in range(5)]


def test_refusals(iam):
    assert refusal(iam.create_role, RoleName="r", AssumeRolePolicyDocument="no") == (
        "MalformedPolicyDocument", "This policy contains invalid Json", 400)
    assert refusal(iam.get_role, RoleName="a b") == (
        "ValidationError", "The specified value for roleName is invalid. It must contain only alphanumeric characters "
        "and/or the following: +=,.@_-", 400)
