import Testing

@testable import Understudy

@Suite struct CalibrationTests {
    @Test("a reference is a size and a duration", arguments: [("1769=412", 1_769, 412), ("128=0.25", 128, 0.25)])
    func reference(text: String, memorySizeMB: Int, milliseconds: Double) throws {
        let reference = try CalibrationReference(parsing: text)
        #expect(reference.memorySizeMB == memorySizeMB)
        #expect(reference.milliseconds == milliseconds)
    }

    @Test(
        "anything else is refused",
        arguments: ["", "1769", "1769=", "=412", "1769=0", "1769=-1", "1769=inf", "1769=nan", "1769=412=1", "100=412"])
    func refusal(text: String) {
        #expect(throws: (any Error).self) { try CalibrationReference(parsing: text) }
    }

    @Test("every duration is scaled and then billed, not the other way round")
    func scaling() throws {
        // 186 ms on AWS for a median of 93 ms here: twice as long.
        let result = try TuneResult.threeSizes(reference: CalibrationReference(parsing: "1769=186"))
        #expect(result.calibration?.factor == 2)
        let estimated = try #require(result.estimated)
        #expect(estimated.map(\.medianMilliseconds) == [410, 190, 186])
        #expect(estimated.map(\.interval?.lower) == [400, 180, 176])
        #expect(estimated[1].medianBilledMilliseconds == 190)
        // 0.19 GB-s x $0.0000166667 x 1,000,000 + $0.20
        #expect(abs(estimated[1].x86PerMillion - 3.366673) < 1e-9)
        #expect(result.measured.map(\.medianMilliseconds) == [205, 95, 93])
    }

    @Test("half milliseconds that scaling brings are billed whole")
    func rounding() throws {
        let summary = try #require(
            SizeSummary(
                memorySizeMB: 1_024, [Timing(durationMilliseconds: 3).scaled(by: 0.5)], prices: .current))
        #expect(summary.medianMilliseconds == 1.5)
        #expect(summary.medianBilledMilliseconds == 2)
    }

    @Test("without a measurement at its size a reference changes nothing")
    func nothingMeasured() throws {
        let result = try TuneResult.of(
            [
                .warm([5, 5, 5, 5, 5, 5], memorySizeMB: 512),
                .after([.error(memorySizeMB: 1_769)], memorySizeMB: 1_769, count: 6),
            ], reference: CalibrationReference(parsing: "1769=186"))
        #expect(result.calibration == nil)
        #expect(result.estimated == nil)
        #expect(TuneNotes(result: result).scale.hasPrefix("Not calibrated, for nothing was measured at 1769 MB. "))
    }
}
