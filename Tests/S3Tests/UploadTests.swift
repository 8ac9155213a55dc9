import AWSAPI
import Crypto
import Foundation
import JSON
import Testing

@testable import S3

@Suite struct UploadTests {
    private static let partBytes = 5 << 20

    private static func begin(_ desk: Desk, _ more: [JSON.Member] = []) async throws -> JSON {
        try await desk.ask(
            "CreateMultipartUpload",
            .object([JSON.Member("Bucket", "things"), JSON.Member("Key", "big")] + more)
        ).value["UploadId"] ?? .null
    }

    private static func part(_ id: JSON, _ number: Int) -> JSON {
        ["Bucket": "things", "Key": "big", "UploadId": id, "PartNumber": .integer(number)]
    }

    private static func complete(_ id: JSON, _ parts: [(Int, JSON)]) -> JSON {
        [
            "Bucket": "things", "Key": "big", "UploadId": id,
            "MultipartUpload": ["Parts": .array(parts.map { ["PartNumber": .integer($0), "ETag": $1] })],
        ]
    }

    @Test("parts in any order make one object, whose tag is the MD5 of their MD5s")
    func whole() async throws {
        let desk = try await Desk.withBucket()
        let id = try await Self.begin(desk, [JSON.Member("ContentType", "text/plain")])
        let large = [UInt8](repeating: 7, count: Self.partBytes)
        let last = try await desk.ask("UploadPart", Self.part(id, 2), "end").value["ETag"] ?? .null
        let first = try await desk.ask("UploadPart", Self.part(id, 1), bytes: large).value["ETag"] ?? .null
        let later = try desk.reopened()
        let list = try await later.ask("ListParts", ["Bucket": "things", "Key": "big", "UploadId": id]).value
        #expect(list["Parts"]?.arrayValue?.map { $0["PartNumber"] } == [1, 2])
        #expect(list["Parts"]?[1]?["Size"] == 3)
        let done = try await later.ask("CompleteMultipartUpload", Self.complete(id, [(1, first), (2, last)]))
        let digests = Array(Insecure.MD5.hash(data: large)) + Array(Insecure.MD5.hash(data: Array("end".utf8)))
        let hexadecimal = Insecure.MD5.hash(data: digests).map { String(format: "%02x", $0) }.joined()
        #expect(done.value["ETag"] == .string("\"\(hexadecimal)-2\""))
        #expect(done.value["Location"] == "http://localhost:4566/things/big")
        let end = try await later.ask(
            "GetObject", ["Bucket": "things", "Key": "big", "Range": .string("bytes=\(Self.partBytes - 1)-")])
        #expect(end.payload == [7] + Array("end".utf8))
        #expect(end.value["ContentType"] == "text/plain")
        let part = try await later.ask("GetObject", ["Bucket": "things", "Key": "big", "PartNumber": 2])
        #expect(part.payload == Array("end".utf8))
        #expect(part.value["PartsCount"] == 2)
        #expect(part.status == 206)
        #expect(await later.refusal("ListParts", Self.part(id, 1))?.code == "NoSuchUpload")
    }

    @Test("what is wrong with a completion is said")
    func refusals() async throws {
        let desk = try await Desk.withBucket()
        let id = try await Self.begin(desk)
        let one = try await desk.ask("UploadPart", Self.part(id, 1), "one").value["ETag"] ?? .null
        let two = try await desk.ask("UploadPart", Self.part(id, 2), "two").value["ETag"] ?? .null
        let order = await desk.refusal("CompleteMultipartUpload", Self.complete(id, [(2, two), (1, one)]))
        #expect(order?.code == "InvalidPartOrder")
        let small = await desk.refusal("CompleteMultipartUpload", Self.complete(id, [(1, one), (2, two)]))
        #expect(small?.code == "EntityTooSmall")
        #expect(small?.message == "Your proposed upload is smaller than the minimum allowed size")
        #expect(await desk.refusal("CompleteMultipartUpload", Self.complete(id, [(1, two)]))?.code == "InvalidPart")
        #expect(await desk.refusal("CompleteMultipartUpload", Self.complete(id, [(3, one)]))?.code == "InvalidPart")
        #expect(await desk.refusal("CompleteMultipartUpload", Self.complete(id, []))?.code == "MalformedXML")
        #expect(await desk.refusal("CompleteMultipartUpload", Self.complete("x", [(1, one)]))?.code == "NoSuchUpload")
        #expect(await desk.refusal("UploadPart", Self.part(id, 0), "x")?.code == "InvalidArgument")
        #expect(await desk.refusal("UploadPart", Self.part(id, 10_001), "x")?.code == "InvalidArgument")
        try await desk.ask("CompleteMultipartUpload", Self.complete(id, [(1, one)]))
        #expect(try await desk.get("big") == "one")
    }

    @Test("an abort leaves nothing")
    func abort() async throws {
        let desk = try await Desk.withBucket()
        let id = try await Self.begin(desk)
        try await desk.ask("UploadPart", Self.part(id, 1), "one")
        try await desk.ask("UploadPart", Self.part(id, 1), "uno")
        let list = try await desk.ask("ListMultipartUploads", ["Bucket": "things"]).value
        #expect(list["Uploads"]?[0]?["UploadId"] == id)
        #expect(list["Uploads"]?[0]?["Key"] == "big")
        try await desk.ask("AbortMultipartUpload", Self.part(id, 1))
        #expect(try await desk.ask("ListMultipartUploads", ["Bucket": "things"]).value["Uploads"] == nil)
        try await desk.put("a", "uno")
        #expect(try desk.blobs == 1)
        #expect(await desk.refusal("AbortMultipartUpload", Self.part(id, 1))?.code == "NoSuchUpload")
    }

    @Test("a composite checksum is that of the parts' checksums")
    func composite() async throws {
        let desk = try await Desk.withBucket()
        let id = try await Self.begin(desk, [JSON.Member("ChecksumAlgorithm", "SHA256")])
        let part = try await desk.ask("UploadPart", Self.part(id, 1), "hello world")
        let digest = SHA256.hash(data: Array("hello world".utf8))
        #expect(part.value["ChecksumSHA256"] == .string(Data(digest).base64EncodedString()))
        let tag = part.value["ETag"] ?? .null
        let done = try await desk.ask("CompleteMultipartUpload", Self.complete(id, [(1, tag)]))
        let composite = Data(SHA256.hash(data: Array(digest))).base64EncodedString()
        #expect(done.value["ChecksumSHA256"] == .string("\(composite)-1"))
        #expect(done.value["ChecksumType"] == "COMPOSITE")
    }

    @Test("a part may be a range of another object")
    func copy() async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "0123456789")
        let id = try await Self.begin(desk)
        let input: JSON = [
            "Bucket": "things", "Key": "big", "UploadId": id, "PartNumber": 1, "CopySource": "things/a",
            "CopySourceRange": "bytes=2-4",
        ]
        let tag = try await desk.ask("UploadPartCopy", input).value["CopyPartResult"]?["ETag"] ?? .null
        try await desk.ask("CompleteMultipartUpload", Self.complete(id, [(1, tag)]))
        #expect(try await desk.get("big") == "234")
        let outside = await desk.refusal(
            "UploadPartCopy",
            [
                "Bucket": "things", "Key": "big", "UploadId": id, "PartNumber": 1, "CopySource": "things/a",
                "CopySourceRange": "bytes=2-10",
            ])
        #expect(outside?.code == "NoSuchUpload")
    }
}
