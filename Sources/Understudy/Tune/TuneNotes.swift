/// What has to be said about the figures, a sentence or two each.
struct TuneNotes {
    let result: TuneResult

    var all: [String] { failures + [chance, cores, sleep, missingColdStarts].compactMap(\.self) + [scale, money] }

    /// How the times relate to AWS's.
    var scale: String {
        guard let calibration = result.calibration else { return uncalibrated }
        let reference = calibration.reference
        return
            "Warm times are estimates of AWS's: times of this machine, scaled by \(Figure.factor(calibration.factor)), "
            + "because \(reference.memorySizeMB) MB took \(Figure.milliseconds(reference.milliseconds)) ms there and a "
            + "median of \(Figure.milliseconds(calibration.ownMilliseconds)) ms here. Money follows from them. Cold starts "
            + "and memory are this machine's."
    }

    private var uncalibrated: String {
        let sentence =
            "Times, and the money that follows from them, are this machine's. How sizes compare carries over to AWS, the "
            + "amounts do not: to scale them measure one size there, and give its Duration to understudy tune, as in --calibrate 1769=412."
        guard let reference = result.reference else { return sentence }
        return "Not calibrated, for nothing was measured at \(reference.memorySizeMB) MB. " + sentence
    }

    private var money: String {
        let prices = result.prices
        let other = result.function.architecture == .x86_64 ? Architecture.arm64 : .x86_64
        return "Prices: \(prices.region) as of \(prices.asOf), without the free tier, warm invocations only; the "
            + "prices of \(other.shortName) take the same times for granted."
    }

    /// One for each size at which something went wrong.
    private var failures: [String] {
        result.sizes.compactMap { size in
            let measurement = size.measurement
            if !measurement.failed.isEmpty { return Self.failure(size) }
            let warm = measurement.warm.count
            guard warm < size.count else { return nil }
            return
                "\(measurement.memorySizeMB) MB: only \(warm) of \(size.count) warm invocations, for its environments "
                + "kept being replaced."
        }
    }

    private static func failure(_ size: SizeProgress) -> String {
        let measurement = size.measurement
        let (failed, timeouts) = (measurement.failed, measurement.timeouts)
        var parts: [String] = []
        if timeouts > 0 { parts.append("\(timeouts) timed out") }
        if let error = failed.first(where: { !$0.isTimeout })?.failure {
            parts.append("\(failed.count - timeouts) failed, first with \(error.text)")
        }
        let end = size.isGivenUp ? "; it was given up." : "."
        return "\(measurement.memorySizeMB) MB: of \(Plural.text(measurement.samples.count, "invocation")) "
            + parts.joined(separator: " and ") + end
    }

    private var chance: String? {
        guard result.count < MedianInterval.minimumCount else { return nil }
        return "Fewer than \(MedianInterval.minimumCount) warm invocations give no interval: differences may be chance."
    }

    private var cores: String? {
        let sizes = result.throttle.tooLarge(result.sizes.map(\.measurement.memorySizeMB))
        guard let cores = result.throttle.cores, !sizes.isEmpty else { return nil }
        return "On AWS \(Self.list(sizes)) come with more CPU than this machine's \(Plural.text(cores, "core")); code "
            + "that works in parallel is faster there."
    }

    private var sleep: String? {
        let hasSlices = result.sizes.contains { $0.measurement.memorySizeMB < Throttle.megabytesPerVCPU }
        guard hasSlices, !result.cpusStayedAwake, !result.throttle.isOff else { return nil }
        return
            "Sizes of less than one CPU may look slower here than on AWS: this machine's CPUs may sleep between their "
            + "slices, and come back slowly. Run by root, Understudy keeps them awake."
    }

    private var missingColdStarts: String? {
        let sizes = result.sizes.map(\.measurement).filter { $0.cold.isEmpty && $0.hasAnswers }.map(\.memorySizeMB)
        guard !sizes.isEmpty else { return nil }
        return "No cold start was seen at \(Self.list(sizes)): environments of an earlier run were still there."
    }

    private static func list(_ sizes: [Int]) -> String { sizes.map { "\($0) MB" }.joined(separator: ", ") }
}
