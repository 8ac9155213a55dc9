import AWSAPI
import Testing

@Suite("Pages") struct PageTests {
    private func page(_ items: [String], _ token: String?, limit: Int = 2) throws -> Page<String> {
        try Page(of: items, after: token, limit: limit, key: { $0 })
    }

    @Test("pages follow each other until nothing is left")
    func pages() throws {
        let first = try page(["a", "b", "c", "d"], nil)
        #expect(first.items == ["a", "b"])
        let second = try page(["a", "b", "c", "d"], first.nextToken)
        #expect(second.items == ["c", "d"])
        #expect(second.nextToken == nil)
        #expect(try page([], nil).nextToken == nil)
    }

    @Test("what comes and goes between two pages moves none of the others")
    func changes() throws {
        let first = try page(["a", "c", "d"], nil)
        #expect(try page(["a", "b", "d", "e"], first.nextToken).items == ["d", "e"])
    }

    @Test("where there is no order but the list's, a token of an item that has gone is refused")
    func unordered() throws {
        let token = try page(["z", "y", "x"], nil, limit: 1).nextToken
        #expect(try Page(of: ["z", "y"], after: token, limit: 5, key: { $0 }, isBefore: nil).items == ["y"])
        #expect(throws: AWSError.self) { try Page(of: ["y"], after: token, limit: 5, key: { $0 }, isBefore: nil) }
    }

    @Test("tokens that are none are refused", arguments: ["", "x", "75g", "7", "761", "75ff"])
    func foreign(token: String) {
        #expect(throws: AWSError.self) { try page(["a"], token) }
    }
}
