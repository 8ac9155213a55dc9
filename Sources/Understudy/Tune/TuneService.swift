import Cloud
import Emulator
import FoundationEssentials
import JSON
import NIOCore
import Synchronization

/// Runs of `understudy tune` inside the emulator: one at a time for a function, a few at a time in all, and the latest of
/// each function can be read again.
final class TuneService: Sendable {
    /// More at a time would measure each other.
    static let runningLimit = 2
    /// The latest runs of so many functions are kept.
    static let keptLimit = 50

    /// By the function's ARN.
    private let jobs = Mutex<[String: TuneJob]>([:])
    private let changes: ChangeBoard

    init(changes: ChangeBoard) {
        self.changes = changes
    }

    /// - Throws: ``CloudError`` for a function that there is not, ``LaboratoryError`` where there is no room for the run.
    func begin(_ name: String, _ order: TuneOrder, _ emulator: Emulator) async throws -> TuneJob {
        let function = try await emulator.functionVersion(name)
        let job = TuneJob(function: function.name, order)
        try admit(job, arn: function.unqualifiedARN)
        let changes = changes
        job.begin {
            defer { changes.note(.functions, function.name) }
            return try await Self.measure(function, order, emulator, job)
        }
        return job
    }

    private func admit(_ job: TuneJob, arn: String) throws {
        try jobs.withLock { jobs in
            guard jobs[arn]?.isRunning != true else {
                throw LaboratoryError(.conflict, "A run of \(job.function) is under way; wait for it, or cancel it.")
            }
            let running = jobs.values.filter(\.isRunning).map(\.function).sorted()
            guard running.count < Self.runningLimit else {
                throw LaboratoryError(
                    .conflict, "\(running.joined(separator: " and ")) are being measured; more would disturb them.")
            }
            if jobs[arn] == nil, jobs.count >= Self.keptLimit,
                let oldest = jobs.filter({ !$0.value.isRunning }).min(by: { $0.value.started < $1.value.started })
            {
                jobs[oldest.key] = nil
            }
            jobs[arn] = job
        }
    }

    /// The latest of a function.
    ///
    /// - Throws: ``CloudError`` for a function that there is not, ``LaboratoryError`` where it never was measured.
    func latest(_ name: String, _ emulator: Emulator) async throws -> TuneJob {
        let function = try await emulator.functionVersion(name)
        guard let job = jobs.withLock({ $0[function.unqualifiedARN] }) else {
            throw LaboratoryError(.notFound, "\(function.name) was not measured since the emulator was started.")
        }
        return job
    }

    /// Cancels all runs, and returns when they are over.
    func end() async {
        let all = jobs.withLock { Array($0.values) }
        for job in all { job.cancel() }
        for job in all { await job.wait() }
    }

    private static func measure(
        _ function: FunctionVersion, _ order: TuneOrder, _ emulator: Emulator, _ job: TuneJob
    ) async throws -> JSON {
        let subject = TunedFunction(function)
        let event = (order.event ?? subject.sampleEvent ?? [:]).bytes
        let awake = AwakeCPUs()
        let run = TuneRun(
            schedule: TuneSchedule(sizes: order.sizes, count: order.count),
            invoke: { size in
                let trial = try await emulator.tryOut(
                    function.unqualifiedARN, event: ByteBuffer(bytes: event), memorySizeMB: size)
                return try MeasuredInvocation(
                    answer: Data(trial.payload.readableBytesView), errorKind: trial.isError ? "Unhandled" : nil,
                    log: Data(trial.log.readableBytesView), memorySizeMB: size)
            }, progress: { job.isAt($0, $1) })
        let outcome = try await run.outcome()
        guard let firstAnswer = outcome.firstAnswer else {
            let error = outcome.firstFailure?.text ?? "no error that it named"
            throw CommandFailure(
                "Every invocation of \(function.name) failed, first with \(error). Give an event that it accepts.")
        }
        let throttle = emulator.throttle
        return TuneJSON(
            result: TuneResult(
                function: subject, event: event, firstAnswer: firstAnswer, count: order.count,
                throttle: Throttle(cpu: throttle.strategy.rawValue, cores: throttle.usableCPUs),
                cpusStayedAwake: awake.isGranted, prices: .current, sizes: outcome.sizes, reference: order.reference)
        ).json
    }
}

extension TunedFunction {
    init(_ function: FunctionVersion) {
        name = function.name
        architecture = Architecture(function.architecture)
        sampleEvent = function.sampleEvent.flatMap { try? JSON(parsing: $0) }
    }
}

extension Error {
    /// AWS's message, where it is one.
    var awsSentence: String { (self as? CloudError)?.message ?? "\(self)" }
}
