/// The time of one warm invocation, as it was or as it is estimated to be on AWS.
struct Timing: Equatable {
    var durationMilliseconds: Double
    var billedMilliseconds: Int

    init(_ report: ReportLine) {
        durationMilliseconds = report.durationMilliseconds
        billedMilliseconds = report.billedMilliseconds
    }

    /// Lambda bills every millisecond that has begun (https://aws.amazon.com/lambda/pricing/).
    init(durationMilliseconds: Double) {
        self.durationMilliseconds = durationMilliseconds
        // Scaling leaves dust behind the last digit, which must not begin another millisecond.
        billedMilliseconds = max(1, Int((durationMilliseconds - 1e-9).rounded(.up)))
    }

    func scaled(by factor: Double) -> Timing { Timing(durationMilliseconds: durationMilliseconds * factor) }
}
