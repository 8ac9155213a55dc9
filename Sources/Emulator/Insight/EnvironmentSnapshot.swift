import JSON
import NIOCore

/// What there is to see of one environment at a moment. What its processes hold is read where it takes no time of the
/// event loop's.
struct EnvironmentSnapshot: Sendable {
    enum State: String, Sendable, CaseIterable {
        case initialising
        /// An invocation is under way, or its runtime has not come back from one.
        case busy
        /// The runtime waits for work.
        case ready
        /// The same, with its processes stopped.
        case frozen
        /// No process: the next invocation starts one.
        case cold
        case stopping
    }

    var arn: String
    var logStream: String
    var purpose: EnvironmentPurpose
    var state: State
    var memorySizeMB: Int
    var age: TimeAmount
    /// Since it last had work.
    var unused: TimeAmount
    var invocations: Int
    var limits: ProcessLimits?

    /// Reads /proc.
    var json: JSON {
        let usage = limits?.usage()
        let isFrozen = state == .ready && limits?.isFrozen == true
        return [
            "logStream": .string(logStream), "state": .string((isFrozen ? .frozen : state).rawValue),
            "role": .string(purpose.role.rawValue), "experiment": purpose.experiment.map(JSON.string) ?? .null,
            "candidate": purpose.candidate.map(JSON.string) ?? .null, "memorySizeMB": .number("\(memorySizeMB)"),
            "ageMilliseconds": .number("\(age.milliseconds)"), "unusedMilliseconds": .number("\(unused.milliseconds)"),
            "invocations": .number("\(invocations)"),
            "cpuMilliseconds": usage.map { .number("\(Double($0.cpuNanoseconds / 1_000) / 1_000)") } ?? .null,
            "memoryBytes": usage.map { .number("\($0.memoryBytes)") } ?? .null,
            "maxMemoryUsedMB": usage.map { .number("\($0.maxMemoryUsedMB)") } ?? .null,
        ]
    }
}

extension TimeAmount {
    var milliseconds: Int64 { nanoseconds / 1_000_000 }
}
