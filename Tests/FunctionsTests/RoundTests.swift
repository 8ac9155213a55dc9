import FunctionSupport
import LambdaRuntime
import RoundEndpoint
import Testing

@testable import candidate_round_correct
@testable import candidate_round_half_even
@testable import control_round

@Suite("round")
struct RoundTests {
    private let control = RoundEndpoint(round: HalfUp.round)

    /// What JavaScript's Math.round gives.
    private static let examples: [(String, String)] = [
        ("62.5", "63"), ("62.4", "62"), ("62", "62"), ("0", "0"), ("-0", "0"), ("0.5", "1"), ("-0.5", "0"),
        ("0.49999999999999994", "0"), ("-0.49999999999999994", "0"), ("-0.50000000000000011", "-1"), ("-62.5", "-62"),
        ("-62.51", "-63"), ("1.5", "2"), ("2.5", "3"), ("-1.5", "-1"), ("5e-324", "0"), ("-5e-324", "0"),
        ("4503599627370495.5", "4503599627370496"), ("4503599627370497", "4503599627370497"),
        ("-4503599627370495.5", "-4503599627370495"), ("9007199254740991", "9007199254740991"),
        ("9007199254740993", "9007199254740992"), ("36028797018963968", "36028797018963970"),
        ("1e20", "100000000000000000000"),
        ("123456789012345680000", "123456789012345680000"), ("1e21", "1e+21"), ("-1.5e300", "-1.5e+300"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ]

    @Test("the control rounds halves up, as JavaScript does", arguments: examples)
    func control(number: String, rounded: String) throws {
        #expect(try control.rest("GET", ["number": number]) == HTTPResult(200, "text/plain", rounded))
        #expect(try control.http("GET", ["number": number]) == HTTPResult(200, "text/plain", rounded))
        #expect(try control.invoke(#"{"number": \#(number)}"#) == rounded)
    }

    @Test("the correct candidate agrees", arguments: examples)
    func correct(number: String, rounded: String) throws {
        let candidate = RoundEndpoint(round: HalfUpByDoubling.round)
        #expect(try candidate.http("GET", ["number": number]) == HTTPResult(200, "text/plain", rounded))
    }

    @Test("the correct candidate agrees on ten thousand doubles of all sizes")
    func agreement() {
        var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<10_000 {
            bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let exponent = Double(sign: .plus, exponent: Int(bits >> 58), significand: 1)
            let value = (Double(bits) / 0x1p63 - 1) * exponent
            #expect(HalfUp.round(value) == HalfUpByDoubling.round(value), "\(value)")
        }
    }

    @Test("the half-even candidate differs on every other half, and on nothing else")
    func halfEven() throws {
        let candidate = RoundEndpoint(round: HalfEven.round)
        #expect(try candidate.invoke(#"{"number": 62.5}"#) == "62")
        for (number, same) in [("62.5", false), ("63.5", true), ("-62.5", true), ("-63.5", false), ("62.51", true)] {
            let query = ["number": number]
            #expect(try (control.rest("GET", query) == candidate.rest("GET", query)) == same, "\(number)")
        }
    }

    @Test(
        "bad numbers are refused, naming the parameter",
        arguments: ["abc", "", "nan", "inf", "0x10", "1,5", "--1", "1 2", "62.5\n"])
    func badNumbers(number: String) throws {
        let message = "number must be a number, such as 62.5"
        #expect(try control.rest("GET", ["number": number]) == .badRequest(message))
        #expect(try control.http("GET", ["number": number]) == .badRequest(message))
    }

    @Test("missing, too large or wrongly typed numbers are refused")
    func otherProblems() throws {
        #expect(
            try control.rest()
                == .badRequest("number is missing: give the number to round, such as number=62.5"))
        #expect(
            try control.http("GET", ["number": "1e309"])
                == .badRequest("number is beyond the range of a double (about 1.8e308)"))
        #expect(
            throws: FunctionError(
                type: "Function.BadRequest", message: "number must be a number, such as 62.5")
        ) { try control.invoke(#"{"number": "62.5"}"#) }
        #expect(
            throws: FunctionError(
                type: "Function.BadRequest", message: "Parameters must come as a JSON object")
        ) { try control.invoke("62.5") }
        #expect(
            throws: FunctionError(
                type: "Function.BadRequest",
                message: "The event is not JSON: Unexpected end of the text where a value should stand, at byte 0")
        ) { try control.invoke("") }
    }
}
