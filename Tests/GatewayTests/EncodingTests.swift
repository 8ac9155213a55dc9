import Testing

@testable import Emulator

@Suite struct EncodingTests {
    /// RFC 4648, section 10.
    static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("Base64 is that of RFC 4648", arguments: vectors)
    func base64(plain: String, encoded: String) {
        #expect(Base64.text(of: Array(plain.utf8)) == encoded)
        #expect(Base64.bytes(of: encoded) == Array(plain.utf8))
    }

    @Test("Base64 of every byte comes back")
    func everyByte() {
        let bytes = (0...255).map(UInt8.init)
        #expect(Base64.bytes(of: Base64.text(of: bytes)) == bytes)
    }

    @Test("Padding may be missing, line breaks may be there, anything else may not")
    func leniency() {
        #expect(Base64.bytes(of: "Zm8") == Array("fo".utf8))
        #expect(Base64.bytes(of: "Zm9v\r\nYg==\n") == Array("foob".utf8))
        for bad in ["Z", "Zg=", "Zg===", "=", "Zm9v=", "Zm 9v", "Zm9-", "Zg==Zg=="] {
            #expect(Base64.bytes(of: bad) == nil, "\(bad)")
        }
    }

    /// Expected texts from Python's datetime.
    @Test(
        "Times are those of the Gregorian calendar in UTC",
        arguments: [
            (0, "01/Jan/1970:00:00:00 +0000"), (951_782_399_999, "28/Feb/2000:23:59:59 +0000"),
            (951_782_400_000, "29/Feb/2000:00:00:00 +0000"), (1_583_349_317_135, "04/Mar/2020:19:15:17 +0000"),
            (1_709_251_199_000, "29/Feb/2024:23:59:59 +0000"), (1_798_761_599_000, "31/Dec/2026:23:59:59 +0000"),
            (4_107_542_400_000, "01/Mar/2100:00:00:00 +0000"), (-1, "31/Dec/1969:23:59:59 +0000"),
        ])
    func times(epochMilliseconds: Int, expected: String) {
        #expect(RequestTime.text(epochMilliseconds: epochMilliseconds) == expected)
    }
}
