import Testing

@testable import Scientist

@Suite("Comparison")
struct ComparisonTests {
    private func answer(_ body: String, status: Int = 200, type: String = "application/json") -> Answer {
        Answer(status: status, headers: [Answer.Header("content-type", type)], body: Array(body.utf8))
    }

    private func compare(
        _ control: Answer, _ candidate: Answer, _ comparators: [Comparator] = [.body(.automatic), .statusCode],
        ignores: [IgnoreRule] = [], redactions: Redactions = Redactions()
    ) -> (Outcome, [String]) {
        let comparison = Comparison(comparators: comparators, ignores: ignores, redactor: Redactor(redactions))
        let (outcome, differences) = comparison.compare(
            control: .success(control), candidate: .success(candidate), day: "2026-11-24")
        return (
            outcome,
            differences.map { "\($0.path) \($0.kind): \($0.control ?? "nothing") -> \($0.candidate ?? "nothing")" }
        )
    }

    @Test(
        "JSON is compared by what it means",
        arguments: [
            (#"{"a":1,"b":[1,2]}"#, #"{ "b": [1.0, 2e0], "a": 1 }"#, [String]()),
            (
                #"{"a":9007199254740993}"#, #"{"a":9007199254740992}"#,
                ["$.a value: 9007199254740993 -> 9007199254740992"]
            ),
            (#"{"a":1}"#, #"{"a":"1"}"#, ["$.a type: 1 -> \"1\""]),
            (#"{"a":1,"b":2}"#, #"{"a":1,"c":2}"#, ["$.b missing: 2 -> nothing", "$.c extra: nothing -> 2"]),
            ("[1,2,3]", "[3,2,1]", ["$ order: [1,2,3] -> [3,2,1]"]),
            ("[1,2,3]", "[1,3]", ["$ length: 3 elements -> 2 elements", "$[1] value: 2 -> 3"]),
            (#"[{"p":1},{"p":2}]"#, #"[{"p":1},{"p":3}]"#, ["$[1].p value: 2 -> 3"]),
            ("[1e999999999999]", "[1e999999999998]", ["$[0] value: 1e999999999999 -> 1e999999999998"]),
        ])
    func json(control: String, candidate: String, expected: [String]) {
        let (outcome, differences) = compare(answer(control), answer(candidate))
        #expect(differences == expected)
        #expect(outcome == (expected.isEmpty ? .match : .mismatch))
    }

    @Test("plain text is text, and the line that differs is named")
    func text() {
        #expect(
            compare(answer("63", type: "text/plain"), answer("63.0", type: "text/plain")).1
                == ["$ value: 63 -> 63.0"])
        let control = answer("14\nFizzBuzz\n16", type: "text/plain")
        #expect(
            compare(control, answer("14\nFizz Buzz\n16", type: "text/plain")).1
                == ["$ value: line 2: FizzBuzz -> line 2: Fizz Buzz"])
    }

    @Test("of a long line the place is shown, from a whole character on")
    func longLine() {
        let line = String(repeating: "ä", count: 100)
        #expect(
            compare(answer(line + "b", type: "text/plain"), answer(line + "c", type: "text/plain")).1
                == ["$ value: ...\(line.prefix(21))b -> ...\(line.prefix(21))c"])
    }

    @Test("bytes that are no text are compared as bytes")
    func bytes() {
        let one = Answer(status: 200, body: [0xFF, 1, 2])
        #expect(
            compare(one, Answer(status: 200, body: [0xFF, 1, 3, 4])).1 == [
                "$ value: 3 bytes, differing from byte 2 -> 4 bytes"
            ])
    }

    @Test("only headers of the list count, and the status only where asked for")
    func headersAndStatus() {
        var other = answer("1", status: 201, type: "text/plain")
        other.headers.append(Answer.Header("date", "now"))
        #expect(
            compare(answer("1"), other, [.headers(["content-type"])]).1 == [
                "headers.content-type value: application/json -> text/plain"
            ])
        #expect(compare(answer("1"), other, [.headers(["x-none"])]).0 == .match)
        #expect(compare(answer("1"), other, [.statusCode]).1 == ["status value: 200 -> 201"])
    }

    @Test("numbers within a tolerance are equal, and arrays without order")
    func tolerances() throws {
        var body = Comparator.Body(.json)
        body.relativeTolerance = 0.01
        body.unorderedArrays = [try FieldPath(parsing: "$.items")]
        let control = answer(#"{"price":100,"items":[{"id":1},{"id":2}]}"#)
        #expect(compare(control, answer(#"{"price":100.9,"items":[{"id":2},{"id":1}]}"#), [.body(body)]).0 == .match)
        #expect(
            compare(control, answer(#"{"price":102,"items":[{"id":2},{"id":3}]}"#), [.body(body)]).1
                == ["$.items[0].id value: 1 -> 3", "$.price value: 100 -> 102"])
    }

    @Test("an ignored difference is ignored, not equal, and only until its day")
    func ignores() throws {
        let path = try FieldPath(parsing: "$.meta")
        let (control, candidate) = (answer(#"{"meta":{"t":1}}"#), answer(#"{"meta":{"t":2}}"#))
        let rule = IgnoreRule(path: path, reason: "clock", until: "2026-11-24")
        #expect(compare(control, candidate, ignores: [rule]).0 == .ignored)
        let expired = IgnoreRule(path: path, reason: "clock", until: "2026-11-23")
        #expect(compare(control, candidate, ignores: [expired]).0 == .mismatch)
    }

    @Test("failures are compared by type and message, and never equal an answer")
    func failures() {
        let comparison = Comparison(comparators: [.body(.automatic)], ignores: [], redactor: Redactor(Redactions()))
        let exit = Failure(type: "Runtime.ExitError", message: "exit status 1")
        let ok = Result<Answer, Failure>.success(answer("1"))
        func outcome(_ one: Result<Answer, Failure>, _ other: Result<Answer, Failure>) -> Outcome {
            comparison.compare(control: one, candidate: other, day: "").outcome
        }
        #expect(outcome(ok, .failure(exit)) == .candidateError)
        #expect(outcome(.failure(exit), ok) == .controlError)
        #expect(outcome(.failure(exit), .failure(exit)) == .bothError)
    }

    @Test("a body of 6 MB that differs everywhere gives a bounded list")
    func large() {
        let one = "[" + (0..<600_000).map { "\($0 + 1_000_000)" }.joined(separator: ",") + "]"
        let other = "[" + (0..<600_000).map { "\($0 + 3_000_000)" }.joined(separator: ",") + "]"
        #expect(compare(answer(one), answer(other)).1.count == 100)
    }

    @Test(
        "differences show no secrets of what they are about",
        arguments: [
            (
                #"{"a":{"customer":"bob","apiKey":"k","n":1}}"#, #"{}"#,
                #"$.a missing: {"customer":"***","apiKey":"***","n":1} -> nothing"#
            ),
            (#"[{"customer":"bob"}]"#, #"{"token":"t"}"#, #"$ type: [{"customer":"***"}] -> {"token":"***"}"#),
            (
                #"{"customer":{"name":"bob"}}"#, #"{"customer":{"name":"eve"}}"#,
                "$.customer.name value: \"***\" -> \"***\""
            ),
            ("password=x&n=1", "password=y&n=2", "$ value: password=***&n=1 -> password=***&n=2"),
            ("password=x", "password=y", "$ value: *** -> ***"),
        ])
    func redactedDifferences(control: String, candidate: String, difference: String) {
        let redactions = Redactions(paths: [FieldPath(.body, [.descend, .key("customer")])])
        #expect(compare(answer(control), answer(candidate), redactions: redactions).1 == [difference])
    }
}

@Suite("Paths")
struct FieldPathTests {
    @Test(
        "a path is read and written",
        arguments: [
            "$", "$.a.b", "$[0]", "$.items[*].id", "$['odd key'].x", "$..id", "$.a..b[2]", "status",
            "headers.content-type", "query.page", "error.type",
        ])
    func roundTrip(text: String) throws {
        #expect(try FieldPath(parsing: text).description == text)
    }

    @Test(
        "what is no path is refused with the reason",
        arguments: ["", "$.", "$[x]", "$['a", "header.x", "$a", "error.code"])
    func mistakes(text: String) {
        #expect(throws: FieldPath.Mistake.self) { try FieldPath(parsing: text) }
    }

    @Test(
        "a pattern covers what it names and everything below",
        arguments: [
            ("$.a", "$.a.b", true), ("$.a", "$.b", false), ("$.a[*].c", "$.a[3].c", true), ("$..c", "$.a.b.c.d", true),
            ("$..c", "$.a.b", false), ("headers.*", "headers.date", true), ("$", "$.a", true), ("$.a.b", "$.a", false),
            ("$..a..b..c", "$.x.a.y.b.z", false),
        ])
    func covers(pattern: String, path: String, isCovered: Bool) throws {
        #expect(try FieldPath(parsing: pattern).covers(try FieldPath(parsing: path)) == isCovered)
    }
}

@Suite("Normalisation and redaction")
struct NormalisationTests {
    private func normalise(_ body: String, _ steps: NormalisationStep...) throws -> String {
        String(
            decoding: try Normaliser(steps).normalise(Answer(status: 200, body: Array(body.utf8))).answer.body,
            as: UTF8.self)
    }

    private func path(_ text: String) throws -> FieldPath { try FieldPath(parsing: text) }

    @Test("steps change JSON at their paths")
    func steps() throws {
        #expect(try normalise(#"{"a":1,"b":{"id":2}}"#, .drop(path("$..id"))) == #"{"a":1,"b":{}}"#)
        #expect(
            try normalise(#"["x-12","y"]"#, .replace(path("$[*]"), pattern: "[0-9]+", with: "#")) == ##"["x-#","y"]"##)
        #expect(try normalise("[10,9,1]", .sort(path("$"), by: nil)) == "[1,9,10]")
        #expect(try normalise(#"[{"k":"b"},{"k":"a"}]"#, .sort(path("$"), by: "k")) == #"[{"k":"a"},{"k":"b"}]"#)
        #expect(try normalise(#"{"j":"{\"x\":1}"}"#, .parse(path("$.j"), as: .json)) == #"{"j":{"x":1}}"#)
        #expect(try normalise(#"{"n":"12.5"}"#, .parse(path("$.n"), as: .number)) == #"{"n":12.5}"#)
        #expect(try normalise("built at 12:30", .replace(path("body"), pattern: "[0-9:]+", with: "T")) == "built at T")
    }

    @Test(
        "numbers are rounded by their decimal digits",
        arguments: [
            ("2.675", 2, NormalisationStep.Rounding.halfUp, "2.68"), ("2.665", 2, .halfEven, "2.66"),
            ("-2.5", 0, .halfUp, "-2"), ("-2.5", 0, .halfEven, "-2"), ("-3.5", 0, .halfEven, "-4"),
            ("9.99", 1, .halfUp, "10"),
            ("0.004", 2, .halfUp, "0"), ("1e3", 0, .down, "1000"), ("-1.99", 0, .down, "-1"),
            ("0.05", 1, .halfUp, "0.1"),
            ("1e999999999", 2, .halfUp, "1e999999999"),
        ])
    func rounding(text: String, digits: Int, rounding: NormalisationStep.Rounding, expected: String) throws {
        #expect(try normalise("[\(text)]", .round(path("$[0]"), digits: digits, rounding)) == "[\(expected)]")
    }

    @Test("a bad regular expression is refused")
    func badPattern() throws {
        let step = NormalisationStep.replace(try path("$"), pattern: "(", with: "")
        #expect(throws: Normaliser.Mistake.self) { try Normaliser([step]) }
    }

    @Test("secrets are not stored, wherever they stand")
    func redaction() {
        let redactor = Redactor(Redactions())
        let request = Request(
            method: "POST", path: "/pbkdf2", query: "password=x&iterations=3",
            headers: [Answer.Header("authorization", "Bearer x"), Answer.Header("accept", "*/*")],
            body: Array(#"{"password":"x","n":[{"api_key":"y","size":1}]}"#.utf8))
        let redacted = redactor.redact(request)
        #expect(redacted.query == "password=***&iterations=3")
        #expect(redacted.headers.map(\.value) == ["***", "*/*"])
        #expect(
            String(decoding: redacted.body, as: UTF8.self) == #"{"password":"***","n":[{"api_key":"***","size":1}]}"#)
        let difference = Difference(path: FieldPath(.body, [.key("key")]), kind: .value, control: "aa", candidate: "bb")
        #expect(redactor.redact(difference).control == "***")
    }

    @Test(
        "what by its name is a secret",
        arguments: [
            ("X-Api-Key", true), ("db_password", true), ("PassPhrase", true), ("idToken", true), ("TOKEN", true),
            ("key", true), ("Set-Cookie", true), ("token-count", false), ("keyboard", false), ("pass", false),
            ("ssecret", true), ("", false), ("-", false), ("größe", false),
        ])
    func secretNames(name: String, isSecret: Bool) {
        #expect(SecretNames.include(name) == isSecret)
    }

    @Test("JSON within a text is no hiding place")
    func redactionWithinText() {
        let request = Request(method: "POST", path: "/", body: Array(#"{"body":"{\"password\":\"x\",\"n\":1}"}"#.utf8))
        let redacted = Redactor(Redactions()).redact(request).body
        #expect(String(decoding: redacted, as: UTF8.self) == #"{"body":"{\"password\":\"***\",\"n\":1}"}"#)
    }

    @Test(
        "what is left of a path inside of a value",
        arguments: [
            ("$.a.b", "$.a", ["$.b"]), ("$.a.b", "$.c", []), ("$.a", "$.a", ["$"]), ("$[*].x", "$[3]", ["$.x"]),
            ("$..x", "$.a", ["$..x", "$.x"]),
        ])
    func remainders(pattern: String, concrete: String, left: [String]) throws {
        let found = try path(pattern).remainders(after: try path(concrete)).map { FieldPath(.body, Array($0)) }
        #expect(Set(found) == Set(try left.map(path)))
    }
}
