import AWSAPI
import JSON
import StateStore
import Testing

@testable import S3

@Suite struct ObjectTests {
    @Test("an object is what was put, with its MD5 as its tag")
    func put() async throws {
        let desk = try await Desk.withBucket()
        let output = try await desk.ask(
            "PutObject",
            [
                "Bucket": "things", "Key": "a/b", "ContentType": "text/plain", "Metadata": ["Filesha256": "x"],
                "ContentEncoding": "aws-chunked,gzip", "CacheControl": "no-cache",
            ], "hello world")
        #expect(output.value["ETag"] == "\"5eb63bbbe01eeed093cb22bb8f5acdc3\"")
        let object = try await desk.reopened().ask("GetObject", ["Bucket": "things", "Key": "a/b"])
        #expect(object.payload == Array("hello world".utf8))
        #expect(object.status == nil)
        #expect(object.value["ContentType"] == "text/plain")
        #expect(object.value["ContentEncoding"] == "gzip")
        #expect(object.value["CacheControl"] == "no-cache")
        #expect(object.value["Metadata"] == ["filesha256": "x"])
        #expect(object.value["ContentLength"] == 11)
        #expect(object.value["LastModified"] == "Fri, 02 Jan 2026 03:04:05 GMT")
        #expect(object.value["ETag"] == "\"5eb63bbbe01eeed093cb22bb8f5acdc3\"")
        #expect(object.value["AcceptRanges"] == "bytes")
        #expect(object.value["ServerSideEncryption"] == "AES256")
        #expect(object.value["ChecksumCRC32"] == nil)
    }

    @Test("what is not there is said")
    func missing() async throws {
        let desk = try await Desk.withBucket()
        let key = await desk.refusal("GetObject", ["Bucket": "things", "Key": "a"])
        #expect(key?.code == "NoSuchKey")
        #expect(key?.message == "The specified key does not exist.")
        #expect(key?.status == 404)
        let bucket = await desk.refusal("PutObject", ["Bucket": "others", "Key": "a"], "1")
        #expect(bucket?.code == "NoSuchBucket")
        #expect(bucket?.message == "The specified bucket does not exist")
        let version = await desk.refusal("GetObject", ["Bucket": "things", "Key": "a", "VersionId": "v"])
        #expect(version?.code == "NoSuchVersion")
    }

    // DUoRhQ== is the CRC-32 of "hello world" in the fact sheet's recording; the others are from `cksum` tools' known values.
    @Test("checksums that fit are kept and told to those who ask")
    func checksums() async throws {
        let desk = try await Desk.withBucket()
        let output = try await desk.ask(
            "PutObject", ["Bucket": "things", "Key": "a", "ChecksumCRC32": "DUoRhQ=="], "hello world")
        #expect(output.value["ChecksumCRC32"] == "DUoRhQ==")
        let head = try await desk.ask("HeadObject", ["Bucket": "things", "Key": "a", "ChecksumMode": "ENABLED"])
        #expect(head.value["ChecksumCRC32"] == "DUoRhQ==")
        #expect(head.value["ChecksumType"] == "FULL_OBJECT")
        #expect(head.payload == nil)
    }

    @Test("bytes that are not what was announced are refused")
    func digests() async throws {
        let desk = try await Desk.withBucket()
        let crc = await desk.refusal(
            "PutObject", ["Bucket": "things", "Key": "a", "ChecksumCRC32": "DUoRhQ=="], "hello")
        #expect(crc?.code == "BadDigest")
        #expect(crc?.message == "The CRC32 you specified did not match the calculated checksum.")
        let malformed = await desk.refusal(
            "PutObject", ["Bucket": "things", "Key": "a", "ChecksumSHA256": "DUoRhQ=="], "hello")
        #expect(malformed?.code == "InvalidRequest")
        #expect(malformed?.message == "Value for x-amz-checksum-sha256 header is invalid.")
        let md5 = await desk.refusal(
            "PutObject", ["Bucket": "things", "Key": "a", "ContentMD5": "XrY7u+Ae7tCTyyK7j1rNww=="], "hello")
        #expect(md5?.code == "BadDigest")
        let short = await desk.refusal("PutObject", ["Bucket": "things", "Key": "a", "ContentMD5": "x"], "hello")
        #expect(short?.code == "InvalidDigest")
        try await desk.ask(
            "PutObject", ["Bucket": "things", "Key": "a", "ContentMD5": "XrY7u+Ae7tCTyyK7j1rNww=="], "hello world")
        try await desk.ask("PutObject", ["Bucket": "things", "Key": "b", "ChecksumXXHASH64": "unknown"], "hello")
    }

    @Test(
        "a range is a part of the object",
        arguments: [
            ("bytes=0-3", "0123", "bytes 0-3/10"), ("bytes=7-", "789", "bytes 7-9/10"),
            ("bytes=-2", "89", "bytes 8-9/10"), ("bytes=8-100", "89", "bytes 8-9/10"),
            ("bytes=-100", "0123456789", "bytes 0-9/10"),
        ])
    func range(_ range: String, _ text: String, _ content: String) async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "0123456789")
        let output = try await desk.ask("GetObject", ["Bucket": "things", "Key": "a", "Range": .string(range)])
        #expect(output.status == 206)
        #expect(output.payload == Array(text.utf8))
        #expect(output.value["ContentRange"] == .string(content))
        #expect(output.value["ContentLength"] == .integer(text.utf8.count))
    }

    @Test("a range outside is refused, one that means nothing is the whole")
    func badRange() async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "0123456789")
        for range in ["bytes=10-", "bytes=-0", "bytes=20-30"] {
            let refusal = await desk.refusal("GetObject", ["Bucket": "things", "Key": "a", "Range": .string(range)])
            #expect(refusal?.code == "InvalidRange", "\(range)")
            #expect(refusal?.status == 416)
        }
        for range in ["bytes=3-1", "lines=1-2", "bytes=", "bytes=0-1,3-4"] {
            let output = try await desk.ask("GetObject", ["Bucket": "things", "Key": "a", "Range": .string(range)])
            #expect(output.status == nil, "\(range)")
            #expect(output.payload?.count == 10)
        }
    }

    @Test(
        "readers' conditions",
        arguments: [
            (["IfMatch": "\"6f8db599de986fab7a21625b7916589c\""], nil), (["IfMatch": "\"x\""], 412),
            (["IfNoneMatch": "6f8db599de986fab7a21625b7916589c"], 304), (["IfNoneMatch": "\"x\""], nil),
            (["IfModifiedSince": "Fri, 02 Jan 2026 03:04:05 GMT"], 304),
            (["IfModifiedSince": "Fri, 02 Jan 2026 03:04:04 GMT"], nil),
            (["IfUnmodifiedSince": "Fri, 02 Jan 2026 03:04:04 GMT"], 412),
            (["IfUnmodifiedSince": "Fri, 02 Jan 2026 03:04:05 GMT"], nil),
            (
                [
                    "IfMatch": "6f8db599de986fab7a21625b7916589c",
                    "IfUnmodifiedSince": "Fri, 02 Jan 2026 03:04:04 GMT",
                ], nil
            ),
            (["IfNoneMatch": "x", "IfModifiedSince": "Fri, 02 Jan 2026 03:04:05 GMT"], nil),
        ] as [([String: String], Int?)])
    func conditions(_ conditions: [String: String], _ status: Int?) async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "test1234")
        let tag = try await desk.ask("HeadObject", ["Bucket": "things", "Key": "a"]).value["ETag"]?.stringValue ?? ""
        let members = conditions.map { name, value in
            JSON.Member(
                name, .string(value.replacing("6f8db599de986fab7a21625b7916589c", with: EntityTag.bare(tag))))
        }
        let input = JSON.object([JSON.Member("Bucket", "things"), JSON.Member("Key", "a")] + members)
        do throws(AWSError) {
            let output = try await desk.ask("GetObject", input)
            #expect(output.status == status)
            #expect((output.payload == nil) == (status == 304))
        } catch {
            #expect(error.status == status)
            #expect(error.code == "PreconditionFailed")
        }
    }

    @Test("writers' conditions")
    func writing() async throws {
        let desk = try await Desk.withBucket()
        let once: JSON = ["Bucket": "things", "Key": "a", "IfNoneMatch": "*"]
        try await desk.ask("PutObject", once, "1")
        let again = await desk.refusal("PutObject", once, "2")
        #expect(again?.code == "PreconditionFailed")
        #expect(again?.status == 412)
        #expect(again?.message == "At least one of the pre-conditions you specified did not hold")
        let other: JSON = ["Bucket": "things", "Key": "a", "IfMatch": "\"x\""]
        #expect(await desk.refusal("PutObject", other, "2")?.code == "PreconditionFailed")
        #expect(try await desk.get("a") == "1")
        #expect(try desk.blobs == 1)
    }

    @Test("readers may want other headers")
    func overrides() async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "1")
        let output = try await desk.ask(
            "GetObject",
            [
                "Bucket": "things", "Key": "a", "ResponseContentType": "text/html",
                "ResponseContentDisposition": "attachment",
            ])
        #expect(output.value["ContentType"] == "text/html")
        #expect(output.value["ContentDisposition"] == "attachment")
    }

    @Test("a blob goes with the last object that has its bytes")
    func references() async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "same")
        try await desk.put("b", "same")
        try await desk.ask("CopyObject", ["Bucket": "things", "Key": "c", "CopySource": "things/a"])
        #expect(try desk.blobs == 1)
        try await desk.put("a", "other")
        try await desk.ask("DeleteObject", ["Bucket": "things", "Key": "b"])
        #expect(try await desk.reopened().get("c") == "same")
        try await desk.ask("DeleteObject", ["Bucket": "things", "Key": "c"])
        try await desk.put("d", "other")
        #expect(try desk.blobs == 1)
    }

    @Test("bytes that nothing refers to go")
    func orphans() async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "kept")
        _ = try await BlobFolder(desk.folder).put(Array("lost".utf8))
        #expect(try desk.blobs == 2)
        let later = try desk.reopened()
        await later.storage.removeOrphans()
        try await later.put("b", "new")
        #expect(try later.blobs == 2)
        #expect(try await later.get("a") == "kept")
    }

    @Test("a key is bytes")
    func keys() async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("caf\u{E9}", "composed")
        try await desk.put("cafe\u{301}", "decomposed")
        let later = try desk.reopened()
        #expect(try await later.get("caf\u{E9}") == "composed")
        #expect(try await later.get("cafe\u{301}") == "decomposed")
        let long = await desk.refusal(
            "PutObject", ["Bucket": "things", "Key": .string(String(repeating: "k", count: 1025))], "1")
        #expect(long?.code == "KeyTooLongError")
    }

    @Test("metadata has a limit")
    func metadata() async throws {
        let desk = try await Desk.withBucket()
        let refusal = await desk.refusal(
            "PutObject",
            ["Bucket": "things", "Key": "a", "Metadata": ["k": .string(String(repeating: "v", count: 2048))]], "1")
        #expect(refusal?.code == "MetadataTooLarge")
    }

    @Test("copies keep what is said of the original, or say otherwise")
    func copy() async throws {
        let desk = try await Desk.withBucket()
        try await desk.ask(
            "PutObject",
            ["Bucket": "things", "Key": "a b", "ContentType": "text/plain", "Metadata": ["k": "v"], "Tagging": "t=1"],
            "hello")
        let copied = try await desk.ask("CopyObject", ["Bucket": "things", "Key": "b", "CopySource": "/things/a%20b"])
        #expect(copied.value["CopyObjectResult"]?["ETag"] == "\"5d41402abc4b2a76b9719d911017c592\"")
        let copy = try await desk.ask("HeadObject", ["Bucket": "things", "Key": "b"])
        #expect(copy.value["ContentType"] == "text/plain")
        #expect(copy.value["Metadata"] == ["k": "v"])
        #expect(copy.value["TagCount"] == 1)
        try await desk.ask(
            "CopyObject",
            [
                "Bucket": "things", "Key": "b", "CopySource": "things/b", "MetadataDirective": "REPLACE",
                "ContentType": "text/html",
            ])
        let changed = try await desk.ask("HeadObject", ["Bucket": "things", "Key": "b"])
        #expect(changed.value["ContentType"] == "text/html")
        #expect(changed.value["Metadata"] == nil)
        let same = await desk.refusal("CopyObject", ["Bucket": "things", "Key": "b", "CopySource": "things/b"])
        #expect(same?.code == "InvalidRequest")
        let missing = await desk.refusal("CopyObject", ["Bucket": "things", "Key": "c", "CopySource": "things/none"])
        #expect(missing?.code == "NoSuchKey")
        let condition = await desk.refusal(
            "CopyObject", ["Bucket": "things", "Key": "c", "CopySource": "things/b", "CopySourceIfMatch": "x"])
        #expect(condition?.code == "PreconditionFailed")
    }

    @Test("many objects are deleted at once, whether they are there or not")
    func deleteMany() async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "1")
        try await desk.put("b", "2")
        let output = try await desk.ask(
            "DeleteObjects",
            [
                "Bucket": "things",
                "Delete": ["Objects": [["Key": "a"], ["Key": "none"], ["Key": "b", "VersionId": "v"]]],
            ])
        #expect(output.value["Deleted"] == [["Key": "a"], ["Key": "none"]])
        #expect(output.value["Errors"]?[0]?["Code"] == "NoSuchVersion")
        let quiet = try await desk.ask(
            "DeleteObjects", ["Bucket": "things", "Delete": ["Objects": [["Key": "b"]], "Quiet": "true"]])
        #expect(quiet.value == [:])
        try await desk.ask("DeleteBucket", ["Bucket": "things"])
        #expect(
            await desk.refusal("DeleteObjects", ["Bucket": "things", "Delete": ["Objects": []]])?.code == "MalformedXML"
        )
    }

    @Test("tags are put, told and taken away")
    func tags() async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "1")
        let address: JSON = ["Bucket": "things", "Key": "a"]
        try await desk.ask(
            "PutObjectTagging",
            ["Bucket": "things", "Key": "a", "Tagging": ["TagSet": [["Key": "k", "Value": "v"]]]])
        #expect(try await desk.ask("GetObjectTagging", address).value == ["TagSet": [["Key": "k", "Value": "v"]]])
        try await desk.ask("DeleteObjectTagging", address)
        #expect(try await desk.ask("GetObjectTagging", address).value == ["TagSet": []])
        let many = JSON.array((0..<11).map { ["Key": .string("k\($0)"), "Value": "v"] })
        let refusal = await desk.refusal(
            "PutObjectTagging", ["Bucket": "things", "Key": "a", "Tagging": ["TagSet": many]])
        #expect(refusal?.message == "Object tags cannot be greater than 10")
    }
}
