import Foundation
import JSON
import Testing

@testable import Understudy

@Suite struct LambdaPricesTests {
    @Test(
        "one request costs its gigabyte-seconds and its share of a million",
        arguments: [
            // 103 ms: 0.103 s x 0.5 GB x $0.0000166667 + $0.0000002
            (102.3, 512, .x86_64, 1.05833505e-06),
            (102.3, 512, .arm64, 8.866701e-07),
            (100, 1_024, .x86_64, 1.86667e-06),
            (100, 1_024, .arm64, 1.53334e-06),
            (0.4, 128, .x86_64, 2.020833375e-07),
            (900_000, 10_240, .x86_64, 0.1500005),
        ] as [(Double, Int, Architecture, Double)])
    func cost(milliseconds: Double, memorySizeMB: Int, architecture: Architecture, dollars: Double) {
        let billed = Timing(durationMilliseconds: milliseconds).billedMilliseconds
        let cost = LambdaPrices.current.cost(billedMilliseconds: billed, memorySizeMB: memorySizeMB, architecture)
        #expect(abs(cost - dollars) < dollars * 1e-12)
    }

    @Test(
        "every begun millisecond is billed, the first always",
        arguments: [(102.3, 103), (102, 102), (102.01, 103), (0, 1), (0.01, 1), (1, 1), (0.1 * 3 * 10, 3)]
            as [(Double, Int)])
    func billed(milliseconds: Double, billed: Int) {
        #expect(Timing(durationMilliseconds: milliseconds).billedMilliseconds == billed)
    }

    @Test("prices can be others")
    func others() throws {
        let json = try JSON(
            parsing: """
                {"asOf": "2026-11-01", "region": "af-south-1", "x86PerGBSecond": 0.0000221, "armPerGBSecond": 0.00001768,
                 "perMillionRequests": 0.28}
                """)
        let prices = try LambdaPrices(json, source: "prices.json")
        #expect(
            prices
                == LambdaPrices(
                    asOf: "2026-11-01", region: "af-south-1", x86PerGBSecond: 0.0000221, armPerGBSecond: 0.00001768,
                    perMillionRequests: 0.28))
    }

    @Test("prices that do not name themselves are named after their file")
    func unnamed() throws {
        let json: JSON = ["x86PerGBSecond": 1, "armPerGBSecond": 2, "perMillionRequests": 0]
        let prices = try LambdaPrices(json, source: "prices.json")
        #expect(prices.region == "prices.json")
        #expect(prices.asOf == "an unnamed day")
    }

    @Test(
        "prices that are not whole are refused",
        arguments: [
            ("[]", "prices.json holds no JSON object."),
            (
                #"{"x86PerGBSecond": 1, "armPerGBSecond": 2}"#,
                "prices.json needs 'perMillionRequests', a number of dollars."
            ),
            (
                #"{"x86PerGBSecond": "1", "armPerGBSecond": 2, "perMillionRequests": 3}"#,
                "prices.json needs 'x86PerGBSecond', a number of dollars."
            ),
            (
                #"{"x86PerGBSecond": 1, "armPerGBSecond": -2, "perMillionRequests": 3}"#,
                "prices.json needs 'armPerGBSecond', a number of dollars."
            ),
            (
                #"{"x86": 1}"#,
                "prices.json has 'x86', which is none of asOf, region, x86PerGBSecond, armPerGBSecond, perMillionRequests."
            ),
        ])
    func refusal(text: String, message: String) throws {
        let json = try JSON(parsing: text)
        let error = #expect(throws: CommandFailure.self) { try LambdaPrices(json, source: "prices.json") }
        #expect(error?.description == message)
    }

    @Test("a file that is missing or no JSON is named")
    func files() throws {
        let missing = #expect(throws: CommandFailure.self) { try LambdaPrices(file: "/nowhere/prices.json") }
        #expect(missing?.description.hasPrefix("Cannot read the prices from /nowhere/prices.json: ") == true)
        let file = FileManager.default.temporaryDirectory.appending(path: "prices-\(UUID()).json")
        try Data("{,}".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // At worst three bytes stay behind.
        let broken = #expect(throws: CommandFailure.self) { try LambdaPrices(file: file.path) }
        #expect(broken?.description.hasPrefix("\(file.path) is not JSON: ") == true)
    }
}
