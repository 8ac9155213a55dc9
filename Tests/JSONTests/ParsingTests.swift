import JSON
import Testing

@Suite("Reading JSON")
struct ParsingTests {
    @Test(
        "what a document says is kept, and written back the same",
        arguments: [
            "null", "true", "false", "0", "-0", "62.50", "1e400", "-1.5E+10", "\"\"", "\"a\\\"b\\\\c\"", "[]", "{}",
            "[1,[2,[3]],null]", "{\"b\":1,\"a\":{\"c\":[true]}}", "\"grüße 👋\"",
        ])
    func roundTrip(text: String) throws {
        #expect(try JSON(parsing: text).text == text)
        try Array(text.utf8).withUnsafeBytes { try JSON.check($0) }
    }

    @Test(
        "texts that are not JSON are refused, with the byte where they stop being it",
        arguments: [
            ("", 0), ("   ", 3), ("nul", 0), ("tru", 0), ("True", 0), ("01", 1), ("1.", 2), (".5", 0), ("-", 1),
            ("1e", 2), ("+1", 0), ("[1,]", 3), ("[1 2]", 3), ("[", 1), ("{\"a\"}", 4), ("{a:1}", 1), ("{\"a\":1,}", 7),
            ("\"abc", 4), ("\"a\u{01}\"", 2), ("\"\\x\"", 2), ("\"\\u12g4\"", 5), ("1 2", 2), ("{} x", 3), ("'a'", 0),
        ])
    func refusal(text: String, offset: Int) {
        let error = #expect(throws: JSON.ParseError.self) { try JSON(parsing: text) }
        #expect(error?.offset == offset)
        let checked = #expect(throws: JSON.ParseError.self) {
            try Array(text.utf8).withUnsafeBytes { try JSON.check($0) }
        }
        #expect(checked == error, "checking and reading agree")
        #expect(error?.message.isEmpty == false)
    }

    @Test("strings of every length end where they should, whatever ends them")
    func strings() throws {
        for length in 0...40 {
            let plain = String(repeating: "é", count: length / 3) + String(repeating: "\u{7F}", count: length % 3)
            #expect(try JSON(parsing: #"["\#(plain)",1]"#) == [.string(plain), 1])
            #expect(try JSON(parsing: #"["\#(plain)\n\#(plain)\\"]"#) == [.string("\(plain)\n\(plain)\\")])
            #expect(throws: JSON.ParseError.self) { try JSON(parsing: "[\"\(plain)\u{1F}\"]") }
            #expect(throws: JSON.ParseError.self) { try JSON(parsing: "[\"\(plain)") }
            #expect(throws: JSON.ParseError.self) { try JSON(parsing: #"["\#(plain)\x"]"#) }
        }
    }

    @Test("bytes that are not UTF-8 are refused")
    func invalidUTF8() {
        #expect(throws: JSON.ParseError.self) { try JSON(parsing: [0x22, 0xC3, 0x28, 0x22]) }
        #expect(throws: JSON.ParseError.self) { try JSON(parsing: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
        #expect(throws: JSON.ParseError.self) { try JSON(parsing: [0xFF]) }
    }

    @Test(
        "escapes become their characters; half a surrogate pair becomes the replacement character",
        arguments: [
            ("\"\\u0041\\n\\t\\/\"", "A\n\t/"), ("\"\\ud83d\\udc4b\"", "👋"), ("\"\\ud83d\"", "\u{FFFD}"),
            ("\"\\udc4bx\"", "\u{FFFD}x"), ("\"\\ud83d\\u0041\"", "\u{FFFD}A"), ("\"\\u0000\"", "\0"),
        ])
    func escapes(text: String, expected: String) throws {
        #expect(try JSON(parsing: text).stringValue == expected)
    }

    @Test("depth is limited on both sides of the limit")
    func depth() throws {
        func nested(_ count: Int) -> String {
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        _ = try JSON(parsing: nested(JSON.maximumDepth))
        #expect(throws: JSON.ParseError.self) { try JSON(parsing: nested(JSON.maximumDepth + 1)) }
        #expect(throws: JSON.ParseError.self) { try JSON(parsing: String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSON.ParseError.self) { try JSON(parsing: String(repeating: "{\"a\":", count: 1_000_000)) }
    }

    @Test("look-ups")
    func access() throws {
        let json = try JSON(parsing: #"{"a":[1,2.5,"x",null],"b":true,"a2":1,"b":false}"#)
        #expect(json["a"]?[0]?.intValue == 1)
        #expect(json["a"]?[1]?.intValue == nil)
        #expect(json["a"]?[1]?.doubleValue == 2.5)
        #expect(json["a"]?[3]?.isNull == true)
        #expect(json["a"]?[4] == nil)
        #expect(json["b"]?.boolValue == false, "of repeated keys the last counts")
        #expect(json["c"] == nil)
    }
}

@Suite("Writing JSON")
struct WritingTests {
    @Test("only quotes, backslashes and control characters are escaped")
    func escapes() {
        #expect(JSON.string("a\"\\/\n\u{01}\u{7F}é").text == "\"a\\\"\\\\/\\n\\u0001\u{7F}é\"")
    }

    @Test("the order of literals is kept")
    func order() {
        let json: JSON = ["z": 1, "a": [true, nil, 1.5], "m": ["k": "v"]]
        #expect(json.text == #"{"z":1,"a":[true,null,1.5],"m":{"k":"v"}}"#)
    }

    @Test("the form for people")
    func pretty() {
        let json: JSON = ["a": [1, ["b": 2]], "c": [:], "d": []]
        #expect(
            json.prettyText == """
                {
                  "a": [
                    1,
                    {
                      "b": 2
                    }
                  ],
                  "c": {},
                  "d": []
                }
                """)
    }
}
