"""EventBridge through boto3: rules, targets and what is refused. When schedules fire is tried with a clock in Swift."""

import pytest

from aws import client, members, refusal
from emulator import arn
from functions import function

FUNCTIONS = {"echo": function()}


@pytest.fixture(scope="module")
def events(emulator):
    return client(emulator, "events")


def test_rule(events):
    made = events.put_rule(Name="rule", ScheduleExpression="rate(5 minutes)", Description="d", Tags=[
        {"Key": "k", "Value": "v"}])
    assert made["RuleArn"] == "arn:aws:events:eu-west-1:000000000000:rule/rule"
    assert members(events.describe_rule(Name="rule")) == {
        "Name": "rule", "Arn": made["RuleArn"], "ScheduleExpression": "rate(5 minutes)", "State": "ENABLED",
        "Description": "d", "EventBusName": "default", "CreatedBy": "000000000000"}
    events.disable_rule(Name="rule")
    assert events.list_rules(NamePrefix="ru")["Rules"][0]["State"] == "DISABLED"
    events.enable_rule(Name="rule")
    target = {"Id": "t", "Arn": arn("echo"), "Input": '{"a": 1}'}
    assert members(events.put_targets(Rule="rule", Targets=[target])) == {"FailedEntryCount": 0, "FailedEntries": []}
    assert events.list_targets_by_rule(Rule="rule")["Targets"] == [target]
    assert events.list_rule_names_by_target(TargetArn=arn("echo"))["RuleNames"] == ["rule"]
    events.tag_resource(ResourceARN=made["RuleArn"], Tags=[{"Key": "l", "Value": "w"}])
    events.untag_resource(ResourceARN=made["RuleArn"], TagKeys=["k"])
    assert events.list_tags_for_resource(ResourceARN=made["RuleArn"])["Tags"] == [{"Key": "l", "Value": "w"}]
    assert refusal(events.delete_rule, Name="rule") == (
        "ValidationException", "Rule can't be deleted since it has targets.", 400)
    assert events.remove_targets(Rule="rule", Ids=["t"])["FailedEntryCount"] == 0
    events.delete_rule(Name="rule")
    assert refusal(events.describe_rule, Name="rule") == (
        "ResourceNotFoundException", "Rule rule does not exist on EventBus default.", 400)


@pytest.mark.parametrize("expression", ["rate(5 minute)", "cron(0 10 * * * *)", "cron(0 10 * * ?)", "hourly"])
def test_schedules_that_aws_refuses(events, expression):
    assert refusal(events.put_rule, Name="rule", ScheduleExpression=expression) == (
        "ValidationException", "Parameter ScheduleExpression is not valid.", 400)


def test_refusals(events):
    assert refusal(events.put_rule, Name="rule") == (
        "ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.", 400)
    assert refusal(events.put_targets, Rule="none", Targets=[{"Id": "t", "Arn": arn("echo")}])[0] == (
        "ResourceNotFoundException")


def test_repositories(emulator):
    assert refusal(client(emulator, "ecr").describe_repositories, repositoryNames=["serverless-a-dev"]) == (
        "RepositoryNotFoundException",
        "The repository with name 'serverless-a-dev' does not exist in the registry with id '000000000000'", 400)
