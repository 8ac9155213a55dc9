import AWSAPI
import Testing

@testable import CloudWatchLogs

/// Examples are those of the user guide's "Filter pattern syntax" where it has some.
@Suite struct FilterPatternTests {
    @Test(
        "terms",
        arguments: [
            ("", "anything", true), ("  ", "anything", true),
            ("ERROR", "[ERROR 400] BAD REQUEST", true), ("ERROR", "[error] small", false),
            ("ERR", "[ERROR 400] BAD REQUEST", false), ("ERROR ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", true),
            ("ERROR ARGUMENTS", "[ERROR 400] BAD REQUEST", false),
            ("?ERROR ?ARGUMENTS", "[ERROR 400] BAD REQUEST", true),
            ("?ERROR ?ARGUMENTS", "INFO MISSING ARGUMENTS", true), ("?ERROR ?ARGUMENTS", "INFO fine", false),
            ("\"INTERNAL SERVER ERROR\"", "[ERROR 500] INTERNAL SERVER ERROR", true),
            ("\"INTERNAL SERVER ERROR\"", "INTERNAL ERROR SERVER", false),
            ("ERROR -ARGUMENTS", "[ERROR 400] BAD REQUEST", true),
            ("ERROR -ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", false), ("-\"a b\"", "a b", false),
            ("-\"a b\"", "b a", true), ("\"a \\\"b\\\"\"", "say a \"b\" now", true),
            ("REPORT", "REPORT RequestId: 1\tDuration: 1.00 ms\t\n", true), ("\u{E9}t\u{E9}", "l'\u{E9}t\u{E9}", true),
        ])
    func terms(_ pattern: String, _ message: String, _ matches: Bool) throws {
        #expect(try FilterPattern(pattern).matches(message) == matches, "\(pattern) on \(message)")
    }

    private static let event = #"""
        {"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111", "n": 5, "big": 1.5e3, "none": null, "yes": true,
         "arrayKey": ["value", "another value"], "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}],
         "deep": {"er": {"no": false}}, "a-b": "dash"}
        """#

    @Test(
        "JSON patterns",
        arguments: [
            (#"{ $.eventType = "UpdateTrail" }"#, true), (#"{ $.eventType = UpdateTrail }"#, true),
            (#"{ $.eventType = "Other" }"#, false), (#"{$.eventType="Update*"}"#, true),
            (#"{ $.sourceIPAddress != 123.123.* }"#, true), (#"{ $.sourceIPAddress = 111.111.* }"#, true),
            (#"{ $.arrayKey[0] = "value" }"#, true), (#"{ $.arrayKey[1] = "value" }"#, false),
            (#"{ $.arrayKey[*] = "another value" }"#, true), (#"{ $.objectList[1].id = 2 }"#, true),
            (#"{ $.objectList[*].id > 1 }"#, true), (#"{ $.none IS NULL }"#, true), (#"{ $.n IS NULL }"#, false),
            (#"{ $.missing NOT EXISTS }"#, true), (#"{ $.n NOT EXISTS }"#, false), (#"{ $.yes IS TRUE }"#, true),
            (#"{ $.deep.er.no IS FALSE }"#, true), (#"{ $.n > 4 && $.n < 6 }"#, true),
            (#"{ $.n > 5 || $.big >= 1500 }"#, true), (#"{ $.n = 5 && ($.big = 1 || $.yes IS TRUE) }"#, true),
            (#"{ ($.n = 5 && $.big = 1) || $.yes IS FALSE }"#, false), (#"{ $.['a-b'] = "dash" }"#, nil),
            (#"{ $['a-b'] = "dash" }"#, true), (#"{ $.a-b = "dash" }"#, true), (#"{ $.missing != 1 }"#, false),
        ] as [(String, Bool?)])
    func json(_ pattern: String, _ matches: Bool?) throws {
        guard let matches else {
            #expect(throws: AWSError.self) { try FilterPattern(pattern) }
            return
        }
        #expect(try FilterPattern(pattern).matches(Self.event) == matches, "\(pattern)")
        #expect(try !FilterPattern(pattern).matches("no JSON"))
    }

    @Test(
        "what cannot be read is refused",
        arguments: [
            "{", "{ }", "{ $.a }", "{ $.a = }", "{ $.a = 1", "{ $.a = 1 } x", "{ $.a ~ 1 }", "{ $.a IS }", "\"open",
            "-",
            "[a, b]", "%x%", "{ $.a[x] = 1 }",
        ])
    func malformed(_ pattern: String) {
        #expect {
            try FilterPattern(pattern)
        } throws: { error in
            (error as? AWSError)?.code == "InvalidParameterException"
                && (error as? AWSError)?.message.hasPrefix("Invalid filter pattern") == true
        }
    }

    @Test("a wildcard takes no longer than text and pattern are long")
    func wildcard() {
        let text = Array(String(repeating: "a", count: 20_000).utf8)
        let pattern = Array((String(repeating: "*a", count: 200) + "b").utf8)
        #expect(!Wildcard.matches(text[...], pattern[...]))
        #expect(Wildcard.matches(text[...], Array("*a*".utf8)[...]))
    }
}
