import AWSAPI
import JSON
import Testing

@testable import S3

@Suite struct ListingTests {
    private static func index(_ keys: [String]) -> ObjectIndex<Int> {
        var index = ObjectIndex<Int>()
        for key in keys.shuffled() { index[ObjectKey(key)] = 1 }
        return index
    }

    @Test("keys are in the order of their bytes")
    func order() {
        let index = Self.index(["b", "a", "a/", "B", "\u{E9}", "z", "\u{10000}", "\u{FFFF}"])
        #expect(
            Listing(index, .init()).keys.map(\.text) == ["B", "a", "a/", "b", "z", "\u{E9}", "\u{FFFF}", "\u{10000}"])
    }

    @Test("a delimiter rolls up what is behind it")
    func delimiter() {
        let index = Self.index(["a", "p/1", "p/2", "p/q/3", "r/4", "s"])
        let top = Listing(index, .init(delimiter: Array("/".utf8)))
        #expect(top.keys.map(\.text) == ["a", "s"])
        #expect(top.commonPrefixes.map(\.text) == ["p/", "r/"])
        let below = Listing(index, .init(prefix: Array("p/".utf8), delimiter: Array("/".utf8)))
        #expect(below.keys.map(\.text) == ["p/1", "p/2"])
        #expect(below.commonPrefixes.map(\.text) == ["p/q/"])
        let longer = Listing(Self.index(["a--b", "a-b", "a--c"]), .init(delimiter: Array("--".utf8)))
        #expect(longer.keys.map(\.text) == ["a-b"])
        #expect(longer.commonPrefixes.map(\.text) == ["a--"])
    }

    @Test("pages of any size make up the whole", arguments: 1...8)
    func pages(_ size: Int) {
        let index = Self.index(["a", "p/1", "p/2", "p/q/3", "r/4", "s", "t/\u{7F}", "\u{E9}/"])
        var (keys, prefixes): ([String], [String]) = ([], [])
        var query = Listing.Query(delimiter: Array("/".utf8), limit: size)
        while true {
            let page = Listing(index, query)
            #expect(page.keys.count + page.commonPrefixes.count <= size)
            keys += page.keys.map(\.text)
            prefixes += page.commonPrefixes.map(\.text)
            guard let next = page.next else { break }
            query.after = next
        }
        #expect(keys == ["a", "s"])
        #expect(prefixes == ["p/", "r/", "t/", "\u{E9}/"])
    }

    @Test("no more than nothing is listed when nothing is asked for")
    func nothing() {
        #expect(Listing(Self.index(["a"]), .init(limit: 0)) == Listing(Self.index([]), .init()))
    }

    @Test("ListObjectsV2 tells what it was asked, and where to go on")
    func second() async throws {
        let desk = try await Desk.withBucket()
        for key in ["a b", "a+c", "d/e", "f"] { try await desk.put(key, "12345") }
        let first = try await desk.ask(
            "ListObjectsV2", ["Bucket": "things", "MaxKeys": "2", "EncodingType": "url", "Delimiter": "/"]
        ).value
        #expect(first["IsTruncated"] == true)
        #expect(first["KeyCount"] == 2)
        #expect(first["MaxKeys"] == 2)
        #expect(first["Name"] == "things")
        #expect(first["Prefix"] == "")
        #expect(first["Contents"]?[0]?["Key"] == "a%20b")
        #expect(first["Contents"]?[1]?["Key"] == "a%2Bc")
        #expect(first["Contents"]?[0]?["Size"] == 5)
        #expect(first["Contents"]?[0]?["ETag"] == "\"827ccb0eea8a706c4c34a16891f84e7b\"")
        #expect(first["Contents"]?[0]?["LastModified"] == "2026-01-02T03:04:05.000Z")
        #expect(first["Contents"]?[0]?["StorageClass"] == "STANDARD")
        let token = first["NextContinuationToken"] ?? .null
        let second = try await desk.ask(
            "ListObjectsV2", ["Bucket": "things", "ContinuationToken": token, "Delimiter": "/"]
        ).value
        #expect(second["IsTruncated"] == false)
        #expect(second["CommonPrefixes"] == [["Prefix": "d/"]])
        #expect(second["Contents"]?.arrayValue?.count == 1)
        #expect(second["KeyCount"] == 2)
        #expect(second["ContinuationToken"] == token)
        #expect(second["NextContinuationToken"] == nil)
        let after = try await desk.ask("ListObjectsV2", ["Bucket": "things", "StartAfter": "d/e"]).value
        #expect(after["Contents"]?.arrayValue?.map { $0["Key"] } == ["f"])
        let wrong = await desk.refusal("ListObjectsV2", ["Bucket": "things", "ContinuationToken": "?"])
        #expect(wrong?.message == "The continuation token provided is incorrect")
        #expect(await desk.refusal("ListObjectsV2", ["Bucket": "things", "MaxKeys": "x"])?.code == "InvalidArgument")
    }

    @Test("ListObjects names the next marker only with a delimiter")
    func first() async throws {
        let desk = try await Desk.withBucket()
        for key in ["a", "b", "c"] { try await desk.put(key, "1") }
        let plain = try await desk.ask("ListObjects", ["Bucket": "things", "MaxKeys": 2]).value
        #expect(plain["IsTruncated"] == true)
        #expect(plain["NextMarker"] == nil)
        let delimited = try await desk.ask("ListObjects", ["Bucket": "things", "MaxKeys": 2, "Delimiter": "/"]).value
        #expect(delimited["NextMarker"] == "b")
        let rest = try await desk.ask("ListObjects", ["Bucket": "things", "Marker": "b"]).value
        #expect(rest["Contents"]?.arrayValue?.map { $0["Key"] } == ["c"])
        #expect(rest["Contents"]?[0]?["Owner"]?["ID"]?.stringValue?.count == 64)
    }

    @Test("every object has the version null")
    func versions() async throws {
        let desk = try await Desk.withBucket()
        try await desk.put("a", "1")
        let list = try await desk.ask("ListObjectVersions", ["Bucket": "things"]).value
        #expect(list["Versions"]?[0]?["VersionId"] == "null")
        #expect(list["Versions"]?[0]?["IsLatest"] == true)
        #expect(list["Versions"]?[0]?["Key"] == "a")
        try await desk.ask("DeleteObject", ["Bucket": "things", "Key": "a", "VersionId": "null"])
        #expect(try await desk.ask("ListObjectVersions", ["Bucket": "things"]).value["Versions"] == nil)
    }
}
