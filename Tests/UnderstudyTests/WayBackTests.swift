import Emulator
import NIOCore
import NIOHTTP1
import Testing

@testable import Understudy

@Suite struct WayBackTests {
    private func sent(_ text: String) -> FormBody? {
        FormBody(HTTPRequest(method: .POST, target: "/", body: ByteBuffer(string: text)))
    }

    @Test("Lines of what was written end as elsewhere")
    func lines() throws {
        #expect(try #require(sent("reason=One+%2B+one.%0D%0ATwo."))["reason"] == "One + one.\nTwo.")
    }

    @Test("A refusal leads back to the page of the form, with what was written into it")
    func wayBack() throws {
        let written = try #require(sent("reason=Because"))
        let difference = WayBack(["experiments", "a b", "differences", "7", "accept"], written)
        #expect(difference.link == "/_understudy/experiments/a%20b/differences/7")
        #expect(difference.kept == "Because")
        #expect(WayBack(["experiments", "x", "pause"], written).link == "/_understudy/experiments/x")
        #expect(WayBack(["experiments", "x", "differences", "none", "accept"], written).link == nil)
        #expect(WayBack(["elsewhere"], written).link == nil)
        #expect(WayBack([], try #require(sent("reason=++"))).kept == nil)
    }
}
