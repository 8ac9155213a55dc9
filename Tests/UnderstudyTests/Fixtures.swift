import JSON

@testable import Understudy

extension MeasuredInvocation {
    static func warm(
        _ milliseconds: Double, memorySizeMB: Int = 512, initMilliseconds: Double? = nil,
        status: ReportLine.Status? = nil, failure: FunctionFailure? = nil, answer: String = "7"
    ) -> MeasuredInvocation {
        MeasuredInvocation(
            report: ReportLine(
                durationMilliseconds: milliseconds, billedMilliseconds: Int(milliseconds.rounded(.up)),
                memorySizeMB: memorySizeMB, maxMemoryUsedMB: 20, initMilliseconds: initMilliseconds, status: status),
            answer: Array(answer.utf8), failure: failure)
    }

    static func cold(_ milliseconds: Double, memorySizeMB: Int = 512) -> MeasuredInvocation {
        warm(milliseconds, memorySizeMB: memorySizeMB, initMilliseconds: 1.5)
    }

    static func timeout(memorySizeMB: Int = 512) -> MeasuredInvocation {
        warm(
            3_000, memorySizeMB: memorySizeMB, status: .timeout,
            failure: FunctionFailure(type: "Sandbox.Timedout", message: "Task timed out after 3.00 seconds"))
    }

    static func error(memorySizeMB: Int = 512) -> MeasuredInvocation {
        warm(0.5, memorySizeMB: memorySizeMB, failure: FunctionFailure(type: "NoNumber", message: "Give a number."))
    }
}

extension SizeProgress {
    /// A size at which these invocations happened, one per round.
    static func after(_ invocations: [MeasuredInvocation], memorySizeMB: Int = 512, count: Int) -> SizeProgress {
        var size = SizeProgress(memorySizeMB: memorySizeMB, count: count)
        for (round, invocation) in invocations.enumerated() { size.record(invocation, round: round) }
        return size
    }

    /// A cold start of 50 ms and then these.
    static func warm(_ milliseconds: [Double], memorySizeMB: Int) -> SizeProgress {
        after(
            [.cold(50, memorySizeMB: memorySizeMB)] + milliseconds.map { .warm($0, memorySizeMB: memorySizeMB) },
            memorySizeMB: memorySizeMB, count: milliseconds.count)
    }
}

extension TuneResult {
    static func of(
        _ sizes: [SizeProgress], count: Int = 6, reference: CalibrationReference? = nil,
        throttle: JSON = ["cpu": "cgroup2", "cores": 2], cpusStayedAwake: Bool = true
    ) throws -> TuneResult {
        TuneResult(
            function: try TunedFunction(["name": "price", "architecture": "x86_64"]),
            event: Array(#"{"number":7}"#.utf8),
            firstAnswer: Array("7".utf8), count: count, throttle: Throttle(health: ["throttle": throttle]),
            cpusStayedAwake: cpusStayedAwake, prices: .current,
            sizes: sizes, reference: reference)
    }

    /// Medians of 205, 95 and 93 ms.
    static func threeSizes(reference: CalibrationReference? = nil) throws -> TuneResult {
        try of(
            [
                .warm([200, 202, 204, 206, 208, 210], memorySizeMB: 512),
                .warm([90, 92, 94, 96, 98, 100], memorySizeMB: 1_024),
                .warm([88, 90, 92, 94, 96, 98], memorySizeMB: 1_769),
            ], reference: reference)
    }
}
