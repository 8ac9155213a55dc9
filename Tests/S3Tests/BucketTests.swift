import AWSAPI
import Cloud
import JSON
import Testing

@testable import S3

@Suite struct BucketTests {
    @Test(
        "names that AWS refuses are refused",
        arguments: ["ab", "Things", "a_b", "-ab", "ab-", "a..b", "192.168.5.4", "xn--things", "things-s3alias"])
    func names(_ name: String) async throws {
        let desk = try Desk()
        let refusal = await desk.refusal("CreateBucket", ["Bucket": .string(name)])
        #expect(refusal?.code == "InvalidBucketName")
        #expect(refusal?.message == "The specified bucket is not valid.")
        #expect(refusal?.status == 400)
    }

    @Test("a region demands its constraint, the oldest one allows all")
    func constraint() async throws {
        var desk = try Desk()
        let missing = await desk.refusal("CreateBucket", ["Bucket": "things"])
        #expect(missing?.code == "IllegalLocationConstraintException")
        #expect(
            missing?.message
                == "The unspecified location constraint is incompatible for the region specific endpoint this request was "
                + "sent to.")
        let other = await desk.refusal(
            "CreateBucket", ["Bucket": "things", "CreateBucketConfiguration": ["LocationConstraint": "us-west-2"]])
        #expect(other?.code == "IllegalLocationConstraintException")
        desk.scope.region = "us-east-1"
        try await desk.ask("CreateBucket", ["Bucket": "things"])
        try await desk.ask("CreateBucket", ["Bucket": "things"])
        try await desk.ask(
            "CreateBucket", ["Bucket": "others", "CreateBucketConfiguration": ["LocationConstraint": "us-west-2"]])
        let head = try await desk.ask("HeadBucket", ["Bucket": "others"])
        #expect(head.value["BucketRegion"] == "us-west-2")
    }

    @Test("a name belongs to one account")
    func owner() async throws {
        var desk = try await Desk.withBucket()
        let input: JSON = ["Bucket": "things", "CreateBucketConfiguration": ["LocationConstraint": "eu-west-1"]]
        let again = await desk.refusal("CreateBucket", input)
        #expect(again?.code == "BucketAlreadyOwnedByYou")
        #expect(again?.status == 409)
        desk.scope.account = "111111111111"
        #expect(await desk.refusal("CreateBucket", input)?.code == "BucketAlreadyExists")
        let list = try await desk.ask("ListBuckets", [:])
        #expect(list.value["Buckets"]?.arrayValue == [])
        let stranger = await desk.refusal(
            "HeadBucket", ["Bucket": "things", "ExpectedBucketOwner": "111111111111"])
        #expect(stranger?.code == "AccessDenied")
    }

    @Test("a bucket with an object stays")
    func notEmpty() async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "1")
        let refusal = await desk.refusal("DeleteBucket", ["Bucket": "things"])
        #expect(refusal?.code == "BucketNotEmpty")
        #expect(refusal?.status == 409)
        #expect(refusal?.message == "The bucket you tried to delete is not empty")
        try await desk.ask("DeleteObject", ["Bucket": "things", "Key": "a"])
        try await desk.ask("DeleteBucket", ["Bucket": "things"])
        #expect(await desk.refusal("HeadBucket", ["Bucket": "things"])?.code == "NoSuchBucket")
    }

    @Test(
        "what was never said is answered as AWS answers it",
        arguments: [
            ("GetBucketPolicy", "NoSuchBucketPolicy"), ("GetBucketCors", "NoSuchCORSConfiguration"),
            ("GetBucketWebsite", "NoSuchWebsiteConfiguration"),
            ("GetBucketLifecycleConfiguration", "NoSuchLifecycleConfiguration"),
            ("GetBucketReplication", "ReplicationConfigurationNotFoundError"), ("GetBucketTagging", "NoSuchTagSet"),
            ("GetObjectLockConfiguration", "ObjectLockConfigurationNotFoundError"), ("GetBucketVersioning", nil),
            ("GetBucketLogging", nil), ("GetBucketAccelerateConfiguration", nil), ("GetBucketRequestPayment", nil),
            ("GetBucketAcl", nil), ("GetBucketNotificationConfiguration", nil), ("GetBucketEncryption", nil),
            ("GetPublicAccessBlock", nil), ("GetBucketOwnershipControls", nil),
        ] as [(String, String?)])
    func defaults(_ operation: String, _ code: String?) async throws {
        let desk = try await Desk.withBucket()
        let refusal = await desk.refusal(operation, ["Bucket": "things"])
        #expect(refusal?.code == code)
        if code != nil { #expect(refusal?.status == 404) }
        #expect(await desk.refusal(operation, ["Bucket": "others"])?.code == "NoSuchBucket")
    }

    @Test("configurations are given back, also after a restart, and taken away")
    func configurations() async throws {
        let desk = try await Desk.withBucket()
        let cors: JSON = ["CORSRules": [["AllowedMethods": ["GET"], "AllowedOrigins": ["*"]]]]
        try await desk.ask("PutBucketCors", ["Bucket": "things", "CORSConfiguration": cors])
        try await desk.ask(
            "PutBucketVersioning", ["Bucket": "things", "VersioningConfiguration": ["Status": "Enabled"]])
        let policy = #"{"Version":"2012-10-17","Statement":[]}"#
        try await desk.ask("PutBucketPolicy", ["Bucket": "things", "Policy": .string(policy)])
        let later = try desk.reopened()
        #expect(try await later.ask("GetBucketCors", ["Bucket": "things"]).value == cors)
        #expect(try await later.ask("GetBucketVersioning", ["Bucket": "things"]).value == ["Status": "Enabled"])
        #expect(try await later.ask("GetBucketPolicy", ["Bucket": "things"]).value["Policy"] == .string(policy))
        try await later.ask("DeleteBucketCors", ["Bucket": "things"])
        #expect(await later.refusal("GetBucketCors", ["Bucket": "things"])?.code == "NoSuchCORSConfiguration")
    }

    @Test("a policy that is no JSON is malformed")
    func policy() async throws {
        let desk = try await Desk.withBucket()
        let refusal = await desk.refusal("PutBucketPolicy", ["Bucket": "things", "Policy": "no"])
        #expect(refusal?.code == "MalformedPolicy")
        #expect(refusal?.message == "Policies must be valid JSON and the first byte must be '{'")
    }

    @Test("the oldest region's location has no name")
    func location() async throws {
        var desk = try await Desk.withBucket()
        let known = try await desk.ask("GetBucketLocation", ["Bucket": "things"])
        #expect(String(decoding: known.payload ?? [], as: UTF8.self).hasSuffix(">eu-west-1</LocationConstraint>"))
        desk.scope.region = "us-east-1"
        try await desk.ask("CreateBucket", ["Bucket": "others"])
        let unnamed = try await desk.ask("GetBucketLocation", ["Bucket": "others"])
        #expect(unnamed.value == [:])
        #expect(String(decoding: unnamed.payload ?? [], as: UTF8.self).hasSuffix("/\"/>"))
    }
}
