"""S3 through boto3: every operation, what it answers and what it refuses."""

import base64
import datetime
import hashlib
import json
import urllib.request
import zlib

import boto3.s3.transfer
import pytest

from aws import client, members, refusal
from functions import function

FUNCTIONS = {"echo": function()}
PART = 5 << 20


@pytest.fixture(scope="module")
def s3(emulator):
    return client(emulator, "s3")


@pytest.fixture
def bucket(s3, request):
    name = "b" + hashlib.md5(request.node.name.encode()).hexdigest()[:20]
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return name


def keys(listing):
    return [entry["Key"] for entry in listing.get("Contents", [])]


def test_buckets(s3, emulator):
    made = s3.create_bucket(Bucket="one-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    assert made["Location"] == "/one-bucket"
    assert s3.head_bucket(Bucket="one-bucket")["BucketRegion"] == "eu-west-1"
    assert s3.get_bucket_location(Bucket="one-bucket")["LocationConstraint"] == "eu-west-1"
    listing = s3.list_buckets()
    assert "one-bucket" in [bucket["Name"] for bucket in listing["Buckets"]]
    assert abs(listing["Buckets"][0]["CreationDate"].timestamp() - datetime.datetime.now().timestamp()) < 60
    assert len(listing["Owner"]["ID"]) == 64
    assert refusal(s3.create_bucket, Bucket="one-bucket",
                   CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}) == (
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.", 409)
    assert refusal(client(emulator, "s3", key="123456789012").create_bucket, Bucket="one-bucket",
                   CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})[0::2] == ("BucketAlreadyExists", 409)
    s3.put_object(Bucket="one-bucket", Key="a", Body=b"1")
    assert refusal(s3.delete_bucket, Bucket="one-bucket") == (
        "BucketNotEmpty", "The bucket you tried to delete is not empty", 409)
    s3.delete_object(Bucket="one-bucket", Key="a")
    s3.delete_bucket(Bucket="one-bucket")
    assert refusal(s3.head_bucket, Bucket="one-bucket") == ("404", "Not Found", 404)
    assert refusal(s3.list_objects_v2, Bucket="one-bucket") == (
        "NoSuchBucket", "The specified bucket does not exist", 404)


def test_regions(emulator, s3):
    oldest = client(emulator, "s3", region="us-east-1")
    oldest.create_bucket(Bucket="oldest-bucket")
    assert oldest.create_bucket(Bucket="oldest-bucket")["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert oldest.get_bucket_location(Bucket="oldest-bucket")["LocationConstraint"] is None
    assert refusal(s3.create_bucket, Bucket="unplaced-bucket") == (
        "IllegalLocationConstraintException",
        "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.",
        400)
    assert refusal(s3.create_bucket, Bucket="bad_name",
                   CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})[0] == "InvalidBucketName"


def test_objects(s3, bucket):
    put = s3.put_object(
        Bucket=bucket, Key="a/b:c d+é", Body=b"hello world", ContentType="text/plain", Metadata={"filesha256": "x="},
        CacheControl="no-cache", ContentDisposition="attachment", Tagging="a=1&b=x%20y")
    assert put["ETag"] == f'"{hashlib.md5(b"hello world").hexdigest()}"'
    assert put["ChecksumCRC32"] == base64.b64encode(zlib.crc32(b"hello world").to_bytes(4, "big")).decode()
    got = s3.get_object(Bucket=bucket, Key="a/b:c d+é")
    assert got["Body"].read() == b"hello world"
    assert got["ContentLength"] == 11
    assert got["ContentType"] == "text/plain"
    assert got["Metadata"] == {"filesha256": "x="}
    assert got["CacheControl"] == "no-cache"
    assert got["ContentDisposition"] == "attachment"
    assert got["TagCount"] == 2
    assert got["ServerSideEncryption"] == "AES256"
    assert got["AcceptRanges"] == "bytes"
    assert got["LastModified"].microsecond == 0
    head = s3.head_object(Bucket=bucket, Key="a/b:c d+é", ChecksumMode="ENABLED")
    assert head["ContentLength"] == 11
    assert head["ChecksumCRC32"] == put["ChecksumCRC32"]
    assert head["ETag"] == put["ETag"]
    assert s3.get_object_tagging(Bucket=bucket, Key="a/b:c d+é")["TagSet"] == [
        {"Key": "a", "Value": "1"}, {"Key": "b", "Value": "x y"}]
    assert keys(s3.list_objects_v2(Bucket=bucket)) == ["a/b:c d+é"]
    s3.delete_object(Bucket=bucket, Key="a/b:c d+é")
    s3.delete_object(Bucket=bucket, Key="a/b:c d+é")
    assert refusal(s3.get_object, Bucket=bucket, Key="a/b:c d+é") == (
        "NoSuchKey", "The specified key does not exist.", 404)
    assert refusal(s3.head_object, Bucket=bucket, Key="a/b:c d+é") == ("404", "Not Found", 404)


def test_empty_object(s3, bucket):
    s3.put_object(Bucket=bucket, Key="empty", Body=b"")
    got = s3.get_object(Bucket=bucket, Key="empty")
    assert got["Body"].read() == b"" and got["ContentLength"] == 0
    assert got["ETag"] == '"d41d8cd98f00b204e9800998ecf8427e"'
    assert got["ContentType"] == "binary/octet-stream"


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_checksums(s3, bucket, algorithm):
    put = s3.put_object(Bucket=bucket, Key="a", Body=b"123456789", ChecksumAlgorithm=algorithm)
    got = s3.get_object(Bucket=bucket, Key="a", ChecksumMode="ENABLED")
    # botocore holds the bytes against the header.
    assert got["Body"].read() == b"123456789"
    assert got[f"Checksum{algorithm}"] == put[f"Checksum{algorithm}"]


@pytest.mark.parametrize("algorithm, check", [("CRC32C", "e3069283"), ("CRC64NVME", "ae8b14860a799888")])
def test_checksums_that_botocore_does_not_compute(s3, bucket, algorithm, check):
    right = base64.b64encode(bytes.fromhex(check)).decode()
    put = s3.put_object(Bucket=bucket, Key="a", Body=b"123456789", **{f"Checksum{algorithm}": right})
    assert put[f"Checksum{algorithm}"] == right
    assert s3.head_object(Bucket=bucket, Key="a", ChecksumMode="ENABLED")[f"Checksum{algorithm}"] == right
    assert refusal(s3.put_object, Bucket=bucket, Key="a", Body=b"12345678", **{f"Checksum{algorithm}": right}) == (
        "BadDigest", f"The {algorithm} you specified did not match the calculated checksum.", 400)


def test_wrong_digests(s3, bucket):
    assert refusal(s3.put_object, Bucket=bucket, Key="a", Body=b"x", ChecksumSHA256=base64.b64encode(bytes(32)).decode()) \
        == ("BadDigest", "The SHA256 you specified did not match the calculated checksum.", 400)
    assert refusal(s3.put_object, Bucket=bucket, Key="a", Body=b"x", ContentMD5=base64.b64encode(bytes(16)).decode()) == (
        "BadDigest", "The Content-MD5 you specified did not match what we received.", 400)
    assert refusal(s3.head_object, Bucket=bucket, Key="a")[2] == 404


def test_ranges(s3, bucket):
    s3.put_object(Bucket=bucket, Key="a", Body=b"0123456789")
    for text, content, expected in [("bytes=2-4", "bytes 2-4/10", b"234"), ("bytes=8-", "bytes 8-9/10", b"89"),
                                    ("bytes=-3", "bytes 7-9/10", b"789")]:
        got = s3.get_object(Bucket=bucket, Key="a", Range=text)
        assert got["Body"].read() == expected
        assert got["ContentRange"] == content
        assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
    assert refusal(s3.get_object, Bucket=bucket, Key="a", Range="bytes=10-") == (
        "InvalidRange", "The requested range is not satisfiable", 416)


def test_conditions(s3, bucket):
    put = s3.put_object(Bucket=bucket, Key="a", Body=b"1", IfNoneMatch="*")
    assert refusal(s3.put_object, Bucket=bucket, Key="a", Body=b"2", IfNoneMatch="*") == (
        "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
    assert refusal(s3.get_object, Bucket=bucket, Key="a", IfNoneMatch=put["ETag"]) == ("304", "Not Modified", 304)
    assert refusal(s3.get_object, Bucket=bucket, Key="a", IfMatch='"x"')[0::2] == ("PreconditionFailed", 412)
    later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    assert refusal(s3.get_object, Bucket=bucket, Key="a", IfModifiedSince=later)[2] == 304
    assert s3.get_object(Bucket=bucket, Key="a", IfUnmodifiedSince=later)["Body"].read() == b"1"
    s3.put_object(Bucket=bucket, Key="a", Body=b"3", IfMatch=put["ETag"])
    assert s3.get_object(Bucket=bucket, Key="a")["Body"].read() == b"3"


def test_presigned(s3, bucket):
    s3.put_object(Bucket=bucket, Key="a b", Body=b"signed")
    url = s3.generate_presigned_url("get_object", Params={
        "Bucket": bucket, "Key": "a b", "ResponseContentType": "text/html"})
    with urllib.request.urlopen(url) as answer:
        assert answer.read() == b"signed"
        assert answer.headers["Content-Type"] == "text/html"
    url = s3.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "put"})
    urllib.request.urlopen(urllib.request.Request(url, data=b"put", method="PUT")).close()
    assert s3.get_object(Bucket=bucket, Key="put")["Body"].read() == b"put"


def test_listings(s3, bucket):
    for key in ["a b", "a+c", "d/e", "d/f", "g"]:
        s3.put_object(Bucket=bucket, Key=key, Body=b"12345")
    whole = s3.list_objects_v2(Bucket=bucket)
    assert keys(whole) == ["a b", "a+c", "d/e", "d/f", "g"]
    assert whole["KeyCount"] == 5 and whole["MaxKeys"] == 1000 and not whole["IsTruncated"] and whole["Name"] == bucket
    assert whole["Contents"][0]["Size"] == 5 and whole["Contents"][0]["StorageClass"] == "STANDARD"
    rolled = s3.list_objects_v2(Bucket=bucket, Delimiter="/")
    assert keys(rolled) == ["a b", "a+c", "g"]
    assert rolled["CommonPrefixes"] == [{"Prefix": "d/"}]
    for size in (1, 2, 3):
        pages = s3.get_paginator("list_objects_v2").paginate(
            Bucket=bucket, Delimiter="/", PaginationConfig={"PageSize": size})
        entries = [entry for page in pages for entry in keys(page) + [p["Prefix"] for p in page.get("CommonPrefixes", [])]]
        assert entries == ["a b", "a+c", "d/", "g"] or sorted(entries) == ["a b", "a+c", "d/", "g"]
        older = s3.get_paginator("list_objects").paginate(Bucket=bucket, PaginationConfig={"PageSize": size})
        assert [key for page in older for key in keys(page)] == keys(whole)
    assert keys(s3.list_objects_v2(Bucket=bucket, StartAfter="d/e")) == ["d/f", "g"]
    assert keys(s3.list_objects_v2(Bucket=bucket, Prefix="d/")) == ["d/e", "d/f"]
    versions = s3.list_object_versions(Bucket=bucket, Prefix="g")["Versions"]
    assert [(version["Key"], version["VersionId"], version["IsLatest"]) for version in versions] == [("g", "null", True)]
    assert refusal(s3.list_objects_v2, Bucket=bucket, ContinuationToken="?") == (
        "InvalidArgument", "The continuation token provided is incorrect", 400)


def test_copies(s3, bucket):
    s3.put_object(Bucket=bucket, Key="a b", Body=b"text", ContentType="text/plain", Metadata={"k": "v"})
    copied = s3.copy_object(Bucket=bucket, Key="c", CopySource={"Bucket": bucket, "Key": "a b"})
    assert copied["CopyObjectResult"]["ETag"] == f'"{hashlib.md5(b"text").hexdigest()}"'
    assert s3.head_object(Bucket=bucket, Key="c")["Metadata"] == {"k": "v"}
    s3.copy_object(Bucket=bucket, Key="c", CopySource=f"{bucket}/c", MetadataDirective="REPLACE", ContentType="text/html")
    head = s3.head_object(Bucket=bucket, Key="c")
    assert (head["ContentType"], head["Metadata"]) == ("text/html", {})
    assert refusal(s3.copy_object, Bucket=bucket, Key="c", CopySource=f"{bucket}/c")[0] == "InvalidRequest"
    assert refusal(s3.copy_object, Bucket=bucket, Key="d", CopySource=f"{bucket}/none")[0::2] == ("NoSuchKey", 404)


def test_deleting_many(s3, bucket):
    for key in ["a", "b & <c>", "d"]:
        s3.put_object(Bucket=bucket, Key=key, Body=b"1")
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "a"}, {"Key": "b & <c>"}, {"Key": "none"}]})
    assert answer["Deleted"] == [{"Key": "a"}, {"Key": "b & <c>"}, {"Key": "none"}]
    assert "Errors" not in answer
    assert members(s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "d"}], "Quiet": True})) == {}
    assert "Contents" not in s3.list_objects_v2(Bucket=bucket)


def test_upload_in_parts(s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key="big", ContentType="text/plain", Metadata={"k": "v"})
    at = {"Bucket": bucket, "Key": "big", "UploadId": upload["UploadId"]}
    assert [u["UploadId"] for u in s3.list_multipart_uploads(Bucket=bucket)["Uploads"]] == [upload["UploadId"]]
    second = s3.upload_part(**at, PartNumber=2, Body=b"end")
    first = s3.upload_part(**at, PartNumber=1, Body=bytes(PART))
    listed = s3.list_parts(**at)
    assert [(part["PartNumber"], part["Size"]) for part in listed["Parts"]] == [(1, PART), (2, 3)]
    wrong = {"Parts": [{"PartNumber": 2, "ETag": second["ETag"]}, {"PartNumber": 1, "ETag": first["ETag"]}]}
    assert refusal(s3.complete_multipart_upload, **at, MultipartUpload=wrong) == (
        "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.", 400)
    right = {"Parts": [{"PartNumber": 1, "ETag": first["ETag"]}, {"PartNumber": 2, "ETag": second["ETag"]}]}
    done = s3.complete_multipart_upload(**at, MultipartUpload=right)
    digests = hashlib.md5(bytes(PART)).digest() + hashlib.md5(b"end").digest()
    assert done["ETag"] == f'"{hashlib.md5(digests).hexdigest()}-2"'
    got = s3.get_object(Bucket=bucket, Key="big", Range=f"bytes={PART - 1}-")
    assert got["Body"].read() == b"\0end" and got["Metadata"] == {"k": "v"}
    assert s3.get_object(Bucket=bucket, Key="big", PartNumber=2)["PartsCount"] == 2
    assert refusal(s3.list_parts, **at)[0::2] == ("NoSuchUpload", 404)


def test_upload_that_is_aborted(s3, bucket):
    at = {"Bucket": bucket, "Key": "big"}
    at["UploadId"] = s3.create_multipart_upload(**at)["UploadId"]
    one = s3.upload_part(**at, PartNumber=1, Body=b"small")
    two = s3.upload_part(**at, PartNumber=2, Body=b"small")
    parts = [{"PartNumber": 1, "ETag": one["ETag"]}, {"PartNumber": 2, "ETag": two["ETag"]}]
    assert refusal(s3.complete_multipart_upload, **at, MultipartUpload={"Parts": parts})[:2] == (
        "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
    assert refusal(s3.upload_part, **at, PartNumber=10_001, Body=b"x")[:2] == (
        "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive")
    s3.abort_multipart_upload(**at)
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=bucket)
    assert refusal(s3.abort_multipart_upload, **at)[0] == "NoSuchUpload"


def test_part_that_is_copied(s3, bucket):
    s3.put_object(Bucket=bucket, Key="a", Body=b"0123456789")
    at = {"Bucket": bucket, "Key": "c"}
    at["UploadId"] = s3.create_multipart_upload(**at)["UploadId"]
    part = s3.upload_part_copy(**at, PartNumber=1, CopySource=f"{bucket}/a", CopySourceRange="bytes=2-4")
    s3.complete_multipart_upload(**at, MultipartUpload={"Parts": [
        {"PartNumber": 1, "ETag": part["CopyPartResult"]["ETag"]}]})
    assert s3.get_object(Bucket=bucket, Key="c")["Body"].read() == b"234"


def test_managed_transfer(s3, bucket, tmp_path):
    content = bytes(range(256)) * (12 << 12)
    (tmp_path / "up").write_bytes(content)
    configuration = boto3.s3.transfer.TransferConfig(multipart_threshold=PART, multipart_chunksize=PART)
    s3.upload_file(str(tmp_path / "up"), bucket, "file", Config=configuration)
    s3.download_file(bucket, "file", str(tmp_path / "down"), Config=configuration)
    assert (tmp_path / "down").read_bytes() == content


def test_object_tags(s3, bucket):
    s3.put_object(Bucket=bucket, Key="a", Body=b"1")
    tags = [{"Key": "k", "Value": "v"}]
    s3.put_object_tagging(Bucket=bucket, Key="a", Tagging={"TagSet": tags})
    assert s3.get_object_tagging(Bucket=bucket, Key="a")["TagSet"] == tags
    s3.delete_object_tagging(Bucket=bucket, Key="a")
    assert s3.get_object_tagging(Bucket=bucket, Key="a")["TagSet"] == []
    many = [{"Key": f"k{number}", "Value": "v"} for number in range(11)]
    assert refusal(s3.put_object_tagging, Bucket=bucket, Key="a", Tagging={"TagSet": many})[:2] == (
        "BadRequest", "Object tags cannot be greater than 10")


@pytest.mark.parametrize("operation, code, message", [
    ("get_bucket_policy", "NoSuchBucketPolicy", "The bucket policy does not exist"),
    ("get_bucket_cors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
    ("get_bucket_website", "NoSuchWebsiteConfiguration",
     "The specified bucket does not have a website configuration"),
    ("get_bucket_lifecycle_configuration", "NoSuchLifecycleConfiguration",
     "The lifecycle configuration does not exist"),
    ("get_bucket_replication", "ReplicationConfigurationNotFoundError",
     "The replication configuration was not found"),
    ("get_bucket_tagging", "NoSuchTagSet", "The TagSet does not exist"),
    ("get_object_lock_configuration", "ObjectLockConfigurationNotFoundError",
     "Object Lock configuration does not exist for this bucket"),
])
def test_what_was_never_configured(s3, bucket, operation, code, message):
    assert refusal(getattr(s3, operation), Bucket=bucket) == (code, message, 404)


def test_defaults(s3, bucket):
    assert "Status" not in s3.get_bucket_versioning(Bucket=bucket)
    assert "LoggingEnabled" not in s3.get_bucket_logging(Bucket=bucket)
    assert "Status" not in s3.get_bucket_accelerate_configuration(Bucket=bucket)
    assert s3.get_bucket_request_payment(Bucket=bucket)["Payer"] == "BucketOwner"
    acl = s3.get_bucket_acl(Bucket=bucket)
    assert acl["Grants"] == [
        {"Grantee": {"ID": acl["Owner"]["ID"], "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"}]
    assert members(s3.get_bucket_notification_configuration(Bucket=bucket)) == {}
    rule = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"][0]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert all(s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"].values())
    assert s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"] == {
        "Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"] == {"IsPublic": False}


def test_configurations(s3, bucket):
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
    assert json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"]) == policy
    s3.delete_bucket_policy(Bucket=bucket)
    assert refusal(s3.put_bucket_policy, Bucket=bucket, Policy="no")[:2] == (
        "MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'")

    encryption = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}]}
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration=encryption)
    assert s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"] == encryption
    s3.delete_bucket_encryption(Bucket=bucket)

    tags = [{"Key": "k", "Value": "v"}, {"Key": "l", "Value": ""}]
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == tags
    s3.delete_bucket_tagging(Bucket=bucket)

    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"

    block = {"BlockPublicAcls": True, "IgnorePublicAcls": False, "BlockPublicPolicy": True, "RestrictPublicBuckets": False}
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)
    assert s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"] == block
    s3.delete_public_access_block(Bucket=bucket)
    assert refusal(s3.get_public_access_block, Bucket=bucket) == (
        "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", 404)

    controls = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=controls)
    assert s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"] == controls
    s3.delete_bucket_ownership_controls(Bucket=bucket)
    assert refusal(s3.get_bucket_ownership_controls, Bucket=bucket)[0] == "OwnershipControlsNotFoundError"

    cors = [{"AllowedMethods": ["GET", "PUT"], "AllowedOrigins": ["https://a", "https://b"], "AllowedHeaders": ["*"],
             "ExposeHeaders": ["ETag"], "MaxAgeSeconds": 60}]
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": cors})
    assert s3.get_bucket_cors(Bucket=bucket)["CORSRules"] == cors
    s3.delete_bucket_cors(Bucket=bucket)

    rules = [{"ID": "old", "Status": "Enabled", "Filter": {"And": {"Prefix": "p", "Tags": [{"Key": "k", "Value": "v"}]}},
              "Expiration": {"Days": 3}, "Transitions": [{"Days": 1, "StorageClass": "GLACIER"}]}]
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})
    assert s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"] == rules
    s3.delete_bucket_lifecycle(Bucket=bucket)

    targets = [{"Id": "n", "LambdaFunctionArn": "arn:aws:lambda:eu-west-1:000000000000:function:echo",
                "Events": ["s3:ObjectCreated:*"],
                "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "p"}]}}}]
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"LambdaFunctionConfigurations": targets})
    assert s3.get_bucket_notification_configuration(Bucket=bucket)["LambdaFunctionConfigurations"] == targets


def test_malformed_document(s3, bucket, emulator):
    answer = emulator.request("POST", f"/{bucket}?delete", b"<Delete><Object>", {
        "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, "
                         "Signature=0", "x-amz-date": "20260101T000000Z"})
    assert answer.status == 400
    assert b"<Code>MalformedXML</Code>" in answer.body
