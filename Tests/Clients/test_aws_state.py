"""What AWS's services acknowledged, or told anybody, is there after a kill -9."""

import json

from aws import client
from emulator import Emulator, arn
from functions import function, write_app


def test_nothing_acknowledged_is_lost(tmp_path):
    write_app(tmp_path, {"echo": function()})
    state = tmp_path / "state"
    with Emulator(tmp_path, state=state) as emulator:
        s3 = client(emulator, "s3")
        s3.create_bucket(Bucket="kept", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        s3.put_object(Bucket="kept", Key="a/b", Body=b"bytes", Metadata={"k": "v"})
        upload = s3.create_multipart_upload(Bucket="kept", Key="big")["UploadId"]
        part = s3.upload_part(Bucket="kept", Key="big", UploadId=upload, PartNumber=1, Body=b"part")
        s3.put_object(Bucket="kept", Key="gone", Body=b"x")
        s3.delete_object(Bucket="kept", Key="gone")
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        role = client(emulator, "iam").create_role(RoleName="kept", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
        events = client(emulator, "events")
        events.put_rule(Name="kept", ScheduleExpression="rate(1 day)")
        events.put_targets(Rule="kept", Targets=[{"Id": "t", "Arn": arn("echo")}])
        emulator.result("echo", {})
        told = client(emulator, "logs").filter_log_events(logGroupName="/aws/lambda/echo")["events"]
        assert told
        emulator.kill()
    with Emulator(tmp_path, state=state) as emulator:
        s3 = client(emulator, "s3")
        assert [entry["Key"] for entry in s3.list_objects_v2(Bucket="kept")["Contents"]] == ["a/b"]
        got = s3.get_object(Bucket="kept", Key="a/b")
        assert (got["Body"].read(), got["Metadata"]) == (b"bytes", {"k": "v"})
        s3.complete_multipart_upload(Bucket="kept", Key="big", UploadId=upload, MultipartUpload={
            "Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]})
        assert s3.get_object(Bucket="kept", Key="big")["Body"].read() == b"part"
        assert client(emulator, "iam").get_role(RoleName="kept")["Role"]["RoleId"] == role["RoleId"]
        events = client(emulator, "events")
        assert events.describe_rule(Name="kept")["ScheduleExpression"] == "rate(1 day)"
        assert events.list_targets_by_rule(Rule="kept")["Targets"] == [{"Id": "t", "Arn": arn("echo")}]
        assert client(emulator, "logs").filter_log_events(logGroupName="/aws/lambda/echo")["events"] == told
