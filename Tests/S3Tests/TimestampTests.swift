import AWSAPI
import Testing

@Suite struct TimestampTests {
    @Test(
        "times are written and read in each form",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            (1_767_323_045_678, "2026-01-02T03:04:05.678Z", "Fri, 02 Jan 2026 03:04:05 GMT"),
            (951_826_799_000, "2000-02-29T12:19:59.000Z", "Tue, 29 Feb 2000 12:19:59 GMT"),
            (-1, "1969-12-31T23:59:59.999Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z", "Mon, 01 Mar 2100 00:00:00 GMT"),
        ])
    func forms(_ milliseconds: Int, _ iso: String, _ http: String) {
        #expect(Timestamp.iso8601(milliseconds) == iso)
        #expect(Timestamp.http(milliseconds) == http)
        #expect(Timestamp.parse(iso) == milliseconds)
        #expect(Timestamp.parse(http) == milliseconds - (milliseconds % 1000 + 1000) % 1000)
    }

    @Test(
        "other forms are read, too",
        arguments: [
            ("2026-01-02", 1_767_312_000_000), ("2026-01-02T03:04Z", 1_767_323_040_000),
            ("2026-01-02T03:04:05+01:00", 1_767_319_445_000), ("1767323045", 1_767_323_045_000),
            ("1767323045.678", 1_767_323_045_678), ("", nil), ("x", nil), ("2026-13-01", nil), ("2026-01-02Tx", nil),
            ("Fri, 02 Foo 2026 03:04:05 GMT", nil),
        ] as [(String, Int?)])
    func other(_ text: String, _ milliseconds: Int?) {
        #expect(Timestamp.parse(text) == milliseconds)
    }
}
