import Cloud
import JSON
import NIOCore

/// Functions and their activity as the JSON API shows them; the keys are public contract.
enum FunctionJSON {
    static func configuration(_ function: FunctionVersion) -> [JSON.Member] {
        [
            JSON.Member("name", .string(function.name)),
            JSON.Member("arn", .string(function.unqualifiedARN)),
            JSON.Member("version", .string(function.version)),
            JSON.Member("description", .string(function.publishedDescription ?? function.details.description)),
            JSON.Member("runtime", .string(function.runtime)),
            JSON.Member("handler", .string(function.handler)),
            JSON.Member("memorySizeMB", .number("\(function.memorySizeMB)")),
            JSON.Member("cpus", .number("\(function.cpuAllotment.share)")),
            JSON.Member("timeoutSeconds", .number("\(function.timeoutSeconds)")),
            JSON.Member("architecture", .string(function.architecture.rawValue)),
            // Values may be secrets.
            JSON.Member("environmentNames", .array(function.environment.keys.sorted().map(JSON.string))),
        ]
    }

    /// The event that came with the function, if one did. It was read once already, when the configuration was.
    static func sampleEvent(_ function: FunctionVersion) -> [JSON.Member] {
        guard let event = function.sampleEvent, let json = try? JSON(parsing: event) else { return [] }
        return [JSON.Member("sampleEvent", json)]
    }

    /// How many environments are in which state; only those that there are.
    static func counts(_ environments: [EnvironmentSnapshot]) -> JSON {
        let counts = Dictionary(grouping: environments, by: \.state).mapValues(\.count)
        return .object(
            EnvironmentSnapshot.State.allCases.compactMap { state in
                counts[state].map { JSON.Member(state.rawValue, .number("\($0)")) }
            })
    }

    /// By role; that of clients always, others where there is something to tell.
    static func activity(_ snapshot: FunctionActivity.Snapshot) -> JSON {
        .object(
            snapshot.roles.filter { $0.role == .client || !$0.counts.isEmpty }.map {
                JSON.Member($0.role.rawValue, counts($0.counts))
            })
    }

    private static func counts(_ counts: FunctionActivity.Counts) -> JSON {
        let errors = counts.errors.sorted { $0.key < $1.key }
        let meanInit =
            counts.coldStarts == 0
            ? JSON.null : .number("\(Double(counts.initTime.nanoseconds / Int64(counts.coldStarts) / 1_000) / 1_000)")
        return [
            "invocations": .number("\(counts.invocations)"), "errors": .number("\(counts.errorCount)"),
            "errorsByType": .object(errors.map { JSON.Member($0.key, .number("\($0.value)")) }),
            "throttles": .number("\(counts.throttles)"), "coldStarts": .number("\(counts.coldStarts)"),
            "meanInitMilliseconds": meanInit, "billedMilliseconds": .number("\(counts.billedMilliseconds)"),
            "maxMemoryUsedMB": .number("\(counts.maxMemoryUsedMB)"), "durations": durations(counts.durations),
            "warmDurations": durations(counts.warmDurations),
        ]
    }

    /// Quantiles are right to a tenth or so; a histogram names only buckets that hold something.
    private static func durations(_ durations: DurationBuckets) -> JSON {
        func quantile(_ share: Double) -> JSON {
            durations.quantile(share).map { milliseconds($0.nanoseconds) } ?? .null
        }
        let buckets = zip(DurationBuckets.bounds, durations.counts).filter { $0.1 > 0 }
        return [
            "count": .number("\(durations.count)"),
            "meanMilliseconds": durations.count == 0
                ? .null : milliseconds(durations.sum.nanoseconds / Int64(durations.count)),
            "p50Milliseconds": quantile(0.5), "p90Milliseconds": quantile(0.9), "p99Milliseconds": quantile(0.99),
            "buckets": .array(
                buckets.map { bound, count in
                    ["upToMilliseconds": milliseconds(bound), "count": .number("\(count)")]
                }),
        ]
    }

    private static func milliseconds(_ nanoseconds: Int64) -> JSON {
        .number("\(Double(nanoseconds / 1_000) / 1_000)")
    }
}
