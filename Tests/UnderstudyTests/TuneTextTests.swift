import JSON
import Testing

@testable import Understudy

@Suite struct TuneTextTests {
    /// Costs: 0.205 s x 0.5 GB, 0.095 s x 1 GB, 0.093 s x 1.7275 GB, times the two prices, and $0.20.
    @Test("the whole text for three sizes")
    func whole() throws {
        #expect(
            TuneText(result: try .threeSizes()).text == """
                price (x86_64): 6 warm invocations per size
                event         {"number":7}
                first answer  7

                  MB  MEDIAN MS     95 % INTERVAL  BILLED MS  USED MB  INIT MS  FIRST MS  X86 $/M HERE  ARM $/M HERE
                 512     205.00  200.00 to 210.00        205       20     1.50     50.00         1.908         1.567
                1024      95.00   90.00 to 100.00         95       20     1.50     50.00         1.783         1.467
                1769      93.00    88.00 to 98.00         93       20     1.50     50.00         2.878         2.342

                Median duration in ms, this machine's
                 512 MB \(String(repeating: "█", count: 65)) 205.00
                1024 MB \(String(repeating: "█", count: 30))▏ 95.00
                1769 MB \(String(repeating: "█", count: 29))▌ 93.00

                Dollars per million requests, x86, this machine's
                 512 MB \(String(repeating: "█", count: 43))▊ 1.908
                1024 MB \(String(repeating: "█", count: 40))▉ 1.783
                1769 MB \(String(repeating: "█", count: 66)) 2.878

                By cost:    1024 MB,  the lowest cost, $1.783 per million requests.
                By speed:   1024 MB,  a median of 95.00 ms; 1769 MB has 93.00 ms, but their intervals overlap and it \
                costs more.
                By balance: 1024 MB,  the smallest sum of time (1.02 times the shortest) and cost (1.00 times the \
                lowest).

                Times, and the money that follows from them, are this machine's. How sizes compare carries over to \
                AWS, the amounts do not: to scale them measure one size there, and give its Duration to understudy tune, as in \
                --calibrate 1769=412.
                Prices: us-east-1 as of 2026-08-31, without the free tier, warm invocations only; the prices of Arm take \
                the same times for granted.
                """)
    }

    @Test("calibrated figures are called estimates, and the factor is named")
    func calibrated() throws {
        let text = TuneText(result: try .threeSizes(reference: CalibrationReference(parsing: "1769=186"))).text
        #expect(text.contains("INIT MS HERE  FIRST MS HERE  X86 $/M  ARM $/M\n"))
        #expect(text.contains("Median duration in ms, estimated for AWS"))
        #expect(
            text.contains(
                "Warm times are estimates of AWS's: times of this machine, scaled by 2, because 1769 MB took 186.00 ms "
                    + "there and a median of 93.00 ms here. Money follows from them. Cold starts and memory are this "
                    + "machine's."))
    }

    @Test("fewer than 6 invocations show no interval, and a size without answers no figures")
    func missing() throws {
        let result = try TuneResult.of([
            .after(
                [.error(memorySizeMB: 128), .error(memorySizeMB: 128), .error(memorySizeMB: 128)], memorySizeMB: 128,
                count: 5),
            .warm([5, 5, 5, 5, 5], memorySizeMB: 512),
        ])
        #expect(
            TuneTable(result: result).text == """
                 MB  MEDIAN MS  95 % INTERVAL  BILLED MS  USED MB  INIT MS  FIRST MS  X86 $/M HERE  ARM $/M HERE
                128          -              -          -       20        -         -             -             -
                512       5.00              -          5       20     1.50     50.00         0.242         0.233
                """)
    }

    @Test("too few invocations for an interval are said to be too few")
    func chance() throws {
        let sizes = [SizeProgress.warm([5, 5, 5, 5, 5], memorySizeMB: 512)]
        let sentence = "Fewer than 6 warm invocations give no interval: differences may be chance."
        #expect(try TuneNotes(result: .of(sizes, count: 5)).all.contains(sentence))
        #expect(try !TuneNotes(result: .of(sizes, count: 6)).all.contains(sentence))
    }

    @Test("failures are said in words")
    func failures() throws {
        let result = try TuneResult.of([
            .after([.cold(9), .timeout(), .error(), .warm(1)], memorySizeMB: 128, count: 3),
            .after([.timeout(), .timeout(), .timeout()], memorySizeMB: 256, count: 3),
            .after([.cold(9), .error(), .warm(1), .warm(1)], memorySizeMB: 512, count: 3),
            .after(Array(repeating: .cold(9), count: 9), memorySizeMB: 1_024, count: 3),
            .after([.warm(1), .warm(1), .warm(1)], memorySizeMB: 4_096, count: 3),
        ])
        #expect(
            TuneNotes(result: result).all.dropLast(2) == [
                "128 MB: of 4 invocations 1 timed out and 1 failed, first with NoNumber: Give a number.",
                "256 MB: of 3 invocations 3 timed out; it was given up.",
                "512 MB: of 4 invocations 1 failed, first with NoNumber: Give a number.",
                "1024 MB: only 0 of 3 warm invocations, for its environments kept being replaced.",
                "On AWS 4096 MB come with more CPU than this machine's 2 cores; code that works in parallel is faster "
                    + "there.",
                "No cold start was seen at 4096 MB: environments of an earlier run were still there.",
            ])
    }
}

@Suite struct TuneJSONTests {
    @Test("everything is there, unrounded, and can be read again")
    func everything() throws {
        let result = try TuneResult.threeSizes(reference: CalibrationReference(parsing: "1769=186"))
        let json = try JSON(parsing: TuneJSON(result: result).json.prettyText)
        #expect(json["function"] == "price")
        #expect(json["event"] == ["number": 7])
        #expect(json["firstAnswer"] == 7)
        #expect(json["calibration"]?["factor"]?.doubleValue == 2)
        #expect(json["prices"]?["x86PerGBSecond"]?.doubleValue == 0.0000166667)
        #expect(json["recommendations"]?.objectValue?.map(\.key) == ["cost", "speed", "balance"])
        #expect(json["recommendations"]?["speed"]?["memorySizeMB"] == 1_024)
        let size = try #require(json["sizes"]?[1])
        #expect(size["memorySizeMB"] == 1_024)
        #expect(size["measured"]?["medianMilliseconds"]?.doubleValue == 95)
        #expect(size["measured"]?["interval"]?["coverage"]?.doubleValue == 0.96875)
        let dollars = try #require(size["measured"]?["dollarsPerMillion"]?["x86_64"]?.doubleValue)
        #expect(abs(dollars - 1.7833365) < 1e-12)
        #expect(size["estimated"]?["medianMilliseconds"]?.doubleValue == 190)
        #expect(size["samples"]?.arrayValue?.count == 7)
        #expect(size["samples"]?[0]?["cold"] == true)
        #expect(size["samples"]?[0]?["initMilliseconds"]?.doubleValue == 1.5)
        #expect(size["samples"]?[1]?["durationMilliseconds"]?.doubleValue == 90)
    }

    @Test("what there is not is null")
    func missing() throws {
        let json = TuneJSON(
            result: try .of(
                [.after([.error(), .error(), .error()], count: 5)], throttle: ["cpu": "off", "cores": nil])
        ).json
        #expect(json["calibration"] == .null)
        #expect(json["recommendations"] == .null)
        #expect(json["throttle"] == ["cpu": "off", "cores": nil])
        #expect(json["sizes"]?[0]?["measured"] == .null)
        #expect(json["sizes"]?[0]?["estimated"] == .null)
        #expect(json["sizes"]?[0]?["errors"] == 3)
        #expect(json["sizes"]?[0]?["givenUp"] == true)
        #expect(json["sizes"]?[0]?["samples"]?[0]?["error"] == ["type": "NoNumber", "message": "Give a number."])
        #expect(json["notes"]?[0]?.stringValue?.hasPrefix("This emulator does not limit the CPU") == true)
    }
}
