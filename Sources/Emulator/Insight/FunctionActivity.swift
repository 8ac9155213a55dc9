import Cloud
package import NIOCore

/// What a function has done since the emulator was started, and the latest of its log. Confined to the event loop; its
/// size does not grow with the number of invocations.
package final class FunctionActivity {
    /// Counts for one role.
    package struct Counts: Sendable {
        /// More types of errors are counted together.
        static let errorTypeLimit = 30
        static let otherErrors = "(other)"

        /// Those that ran to their end, whatever it was.
        package var invocations = 0
        /// By AWS's type of the error.
        package var errors: [String: Int] = [:]
        /// Calls that found no room and got 429, or the like.
        package var throttles = 0
        /// Invocations that were the first of their environment.
        package var coldStarts = 0
        package var initTime = TimeAmount.zero
        package var billedMilliseconds = 0
        package var maxMemoryUsedMB = 0
        /// As REPORT lines tell them, without init.
        package var durations = DurationBuckets()
        /// Of those only the ones that are alike: the environment was there already, and the function succeeded.
        package var warmDurations = DurationBuckets()

        package var isEmpty: Bool { invocations == 0 && throttles == 0 && errors.isEmpty }
        package var errorCount: Int { errors.values.reduce(0, +) }

        mutating func add(_ report: Report, isPlain: Bool) {
            invocations += 1
            durations.add(report.duration)
            if isPlain, report.initDuration == nil { warmDurations.add(report.duration) }
            billedMilliseconds += report.billedMilliseconds
            maxMemoryUsedMB = max(maxMemoryUsedMB, report.maxMemoryUsedMB)
            guard let initDuration = report.initDuration else { return }
            coldStarts += 1
            initTime = initTime + initDuration
        }

        mutating func addError(_ type: String) {
            let isKnown = errors[type] != nil || errors.count < Self.errorTypeLimit
            errors[isKnown ? type : Self.otherErrors, default: 0] += 1
        }
    }

    let name: String
    let arn: String
    let log: LogRing
    private let changes: ChangeBoard
    private var counts = [Counts](repeating: Counts(), count: EnvironmentRole.allCases.count)

    init(_ function: FunctionVersion, log: LogRing, changes: ChangeBoard) {
        name = function.name
        arn = function.unqualifiedARN
        self.log = log
        self.changes = changes
    }

    /// An invocation is over.
    ///
    /// - Parameter isPlain: whether it succeeded, and no init was part of its time.
    func finished(_ role: EnvironmentRole, _ report: Report, isPlain: Bool) {
        counts[role.index].add(report, isPlain: isPlain)
        changes.note(.functions, name)
    }

    /// An invocation has failed, which ``finished(_:_:isPlain:)`` is told, too.
    func failed(_ role: EnvironmentRole, type: String) {
        counts[role.index].addError(type)
    }

    /// An invocation could not even begin: the function's code cannot be run.
    func couldNotStart(_ role: EnvironmentRole, type: String) {
        counts[role.index].invocations += 1
        counts[role.index].addError(type)
        changes.note(.functions, name)
    }

    func throttled(_ role: EnvironmentRole) {
        counts[role.index].throttles += 1
        changes.note(.functions, name)
    }

    func logged(_ record: LogRecord, _ origin: LogOrigin) {
        log.append(record, origin)
        changes.note(.logs, name)
    }

    /// Of an environment: it began, ended, or does something else.
    func environmentsChanged() {
        changes.note(.functions, name)
    }

    var snapshot: Snapshot {
        Snapshot(
            name: name, arn: arn, roles: EnvironmentRole.allCases.map { ($0, counts[$0.index]) }, logLines: log.next - 1
        )
    }

    /// All of it, to be read elsewhere.
    package struct Snapshot: Sendable {
        package var name: String
        package var arn: String
        package var roles: [(role: EnvironmentRole, counts: Counts)]
        /// How many lines were logged.
        package var logLines: Int
    }
}

extension EnvironmentRole {
    fileprivate var index: Int {
        switch self {
        case .client: 0
        case .candidate: 1
        case .twin: 2
        case .trial: 3
        }
    }
}
