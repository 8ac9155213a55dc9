/// Everything that a run has found, ready to be shown.
struct TuneResult {
    let function: TunedFunction
    /// What each invocation was sent.
    let event: [UInt8]
    let firstAnswer: [UInt8]
    /// Warm invocations asked for at each size.
    let count: Int
    let throttle: Throttle
    /// Whether the machine's CPUs were kept from sleep; see ``AwakeCPUs``.
    let cpusStayedAwake: Bool
    let prices: LambdaPrices
    let sizes: [SizeProgress]
    let reference: CalibrationReference?
    /// Nil without a reference, or when nothing was measured at its size.
    let calibration: Calibration?
    /// As measured; a size without any warm answer is missing.
    let measured: [SizeSummary]
    /// Of AWS, by the calibration; nil without one.
    let estimated: [SizeSummary]?

    init(
        function: TunedFunction, event: [UInt8], firstAnswer: [UInt8], count: Int, throttle: Throttle,
        cpusStayedAwake: Bool, prices: LambdaPrices, sizes: [SizeProgress], reference: CalibrationReference?
    ) {
        self.function = function
        self.event = event
        self.firstAnswer = firstAnswer
        self.count = count
        self.throttle = throttle
        self.cpusStayedAwake = cpusStayedAwake
        self.prices = prices
        self.sizes = sizes
        self.reference = reference
        func summaries(_ timing: (SizeMeasurement.Sample) -> Timing) -> [SizeSummary] {
            sizes.compactMap { size in
                let measurement = size.measurement
                return SizeSummary(
                    memorySizeMB: measurement.memorySizeMB, measurement.warm.map(timing), prices: prices)
            }
        }
        let measured = summaries { Timing($0.report) }
        self.measured = measured
        let calibration = reference.flatMap { reference in
            measured.first { $0.memorySizeMB == reference.memorySizeMB && $0.medianMilliseconds > 0 }
                .map { Calibration(reference: reference, ownMilliseconds: $0.medianMilliseconds) }
        }
        self.calibration = calibration
        estimated = calibration.map { calibration in
            summaries { Timing($0.report).scaled(by: calibration.factor) }
        }
    }

    /// What is shown and compared: the estimates if there are any.
    var summaries: [SizeSummary] { estimated ?? measured }

    enum Advice {
        case given([Recommendation])
        /// One sentence.
        case none(reason: String)
    }

    /// Sizes at which something failed are not recommended, however fast the rest was.
    var advice: Advice {
        if throttle.isOff {
            return .none(reason: "No recommendation: this emulator does not limit the CPU, so sizes cannot differ.")
        }
        let sound = Set(sizes.map(\.measurement).filter(\.failed.isEmpty).map(\.memorySizeMB))
        let choices = summaries.filter { sound.contains($0.memorySizeMB) }
        guard choices.count > 1 else {
            return .none(reason: "No recommendation: it takes two sizes at which nothing failed.")
        }
        return .given(Recommendation.all(choices, function.architecture))
    }
}
