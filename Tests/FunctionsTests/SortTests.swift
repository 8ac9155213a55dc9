import FunctionSupport
import LambdaRuntime
import SortEndpoint
import Testing

@testable import candidate_sort_fast
@testable import candidate_sort_text
@testable import control_sort

@Suite("sort")
struct SortTests {
    private let control = SortEndpoint(numbers: InsertionSort.sorted, strings: InsertionSort.sorted)
    private let fast = SortEndpoint(numbers: StableSort.sorted, strings: StableSort.sorted)
    private let text = SortEndpoint(numbers: TextSort.sorted, strings: TextSort.sorted)

    private static let examples: [(String, String)] = [
        ("[]", "[]"), ("[1]", "[1]"), ("[3, 1, 2]", "[1,2,3]"), ("[10, 9, 2, 33, 1]", "[1,2,9,10,33]"),
        ("[2, 1, 2]", "[1,2,2]"), ("[-1, -10, 0]", "[-10,-1,0]"), ("[1e2, 99, 1.50, 1.5]", "[1.50,1.5,99,1e2]"),
        ("[1.5, 1.50]", "[1.5,1.50]"), (#"["b", "a", "B", "", "é", "a"]"#, #"["","B","a","a","b","é"]"#),
        (#"["10", "9"]"#, #"["10","9"]"#), (#"["\ud83d\ude00", "\uffee"]"#, "[\"\u{FFEE}\",\"\u{1F600}\"]"),
    ]

    @Test("control and fast candidate sort, keeping texts and the order of equals", arguments: examples)
    func sorts(list: String, sorted: String) throws {
        for endpoint in [control, fast] {
            #expect(try endpoint.rest("POST", body: list) == HTTPResult(200, "application/json", sorted))
            #expect(try endpoint.http("POST", body: list) == HTTPResult(200, "application/json", sorted))
            #expect(try endpoint.invoke(list) == sorted)
        }
    }

    @Test("control and fast candidate agree on long lists")
    func agreement() throws {
        var bits: UInt32 = 1
        let list = (0..<2000).map { _ in
            bits = bits &* 1_664_525 &+ 1_013_904_223
            return String(Int(bits >> 20) - 2048)
        }
        let json = "[" + list.joined(separator: ",") + "]"
        #expect(try control.invoke(json) == fast.invoke(json))
    }

    @Test("the text candidate compares numbers as text and drops duplicates")
    func defects() throws {
        #expect(try text.invoke("[10, 9, 2]") == "[10,2,9]")
        #expect(try text.invoke("[2, 1, 2]") == "[1,2]")
        #expect(try text.invoke(#"["b","a","b"]"#) == #"["a","b"]"#)
        #expect(try text.invoke("[3, 1, 2]") == control.invoke("[3, 1, 2]"))
    }

    @Test(
        "what is not a list of one kind is refused",
        arguments: [
            ("[1, \"2\"]", "Element 1 of the list is not a number: a list holds finite numbers only, or strings only"),
            ("[\"a\", 2]", "Element 1 of the list is not a string: a list holds finite numbers only, or strings only"),
            ("[null]", "Element 0 of the list is not a number: a list holds finite numbers only, or strings only"),
            ("[[1]]", "Element 0 of the list is not a number: a list holds finite numbers only, or strings only"),
            ("[1e999]", "Element 0 of the list is not a number: a list holds finite numbers only, or strings only"),
            ("{}", "The list is missing: send a JSON list of numbers or of strings, such as [3, 1, 2]"),
            ("[1,]", "The body is not JSON: Unexpected character ']' (code 93) where a value should stand, at byte 3"),
            ("", "The list is missing: send a JSON list of numbers or of strings, such as [3, 1, 2]"),
        ])
    func refused(body: String, message: String) throws {
        #expect(try control.rest("POST", body: body) == .badRequest(message))
        #expect(try fast.http("POST", body: body) == .badRequest(message))
    }

    @Test("ten thousand elements are sorted, one more is refused")
    func limit() throws {
        let list = [String](repeating: "1", count: SortEndpoint.maximumElements)
        #expect(try fast.http("POST", body: "[" + list.joined(separator: ",") + "]").status == 200)
        #expect(
            try fast.http("POST", body: "[" + list.joined(separator: ",") + ",1]")
                == .badRequest("The list has 10001 elements; at most 10000 are sorted"))
        #expect(
            throws: FunctionError(
                type: "Function.BadRequest", message: "The list has 10001 elements; at most 10000 are sorted")
        ) { try control.invoke("[" + list.joined(separator: ",") + ",1]") }
    }
}
