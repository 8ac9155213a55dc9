import Testing

@testable import Understudy

@Suite struct EventStreamParserTests {
    private let text = "retry: 2000\n\nevent: lines\nid: 7\ndata: {\"a\":1}\n\n:\n\ndata:x\n\nevent: la"

    @Test("events come out whole, however the bytes are cut", arguments: [1, 2, 3, 7, 1_000])
    func cuts(size: Int) {
        var parser = EventStreamParser()
        var events: [EventStreamParser.Event] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            events += parser.feed(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        #expect(
            events == [
                EventStreamParser.Event(name: "lines", id: "7", data: #"{"a":1}"#),
                EventStreamParser.Event(data: "x"),
            ])
        #expect(parser.feed("st\ndata: y\n\n".utf8) == [EventStreamParser.Event(name: "last", data: "y")])
    }

    @Test(
        "an age is a number with a unit",
        arguments: [("30s", 30_000), ("10m", 600_000), ("2h", 7_200_000), ("1d", 86_400_000)])
    func ages(text: String, milliseconds: Int) throws {
        #expect(try Age(parsing: text).milliseconds == milliseconds)
    }

    @Test("anything else is refused", arguments: ["", "10", "m", "-1m", "1w", "1.5h", "999999999999999999d"])
    func badAges(text: String) {
        #expect(throws: (any Error).self) { try Age(parsing: text) }
    }
}
