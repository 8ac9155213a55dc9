import Scientist
import Settings

/// `experiments.NAME`
struct ExperimentSection {
    private let section: Section
    private let name: String
    private let scope: DefinitionScope

    init(_ section: Section, name: String, _ scope: DefinitionScope) throws(ConfigurationError) {
        self.section = section
        self.name = name
        self.scope = scope
        try section.check(Self.keys)
    }

    func experiment() throws(ConfigurationError) -> Experiment {
        let candidates = try CandidatesSection(section, scope)
        var experiment = Experiment(
            name: name, path: try path(), control: try control(), candidates: candidates.candidates,
            comparators: try ComparatorsSection.comparators(of: section))
        try readComparison(into: &experiment)
        try readTraffic(into: &experiment, candidates)
        try readCalls(into: &experiment)
        experiment.cohorts = try CohortsSection.cohorts(of: section)
        experiment.tolerances = try VerdictSection.tolerances(of: section)
        experiment.storage = try KeepSection.limits(of: section)
        return experiment
    }

    private func path() throws(ConfigurationError) -> String {
        guard let text = try section.text("path") else {
            throw section.error("path", "is missing: it names the route to watch, as in 'path: round'")
        }
        guard text.allSatisfy({ !$0.isWhitespace && $0 != "?" && $0 != "#" }) else {
            throw section.error("path", "must be a path without query or spaces, as in 'round', not '\(text)'")
        }
        // Clients send nothing else.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw section.error("path", "must be percent-encoded, as in 'caf%C3%A9', not '\(text)'")
        }
        let start = text.drop { $0 == "/" }
        guard let end = start.lastIndex(where: { $0 != "/" }) else { return "" }
        return String(start[...end])
    }

    private func control() throws(ConfigurationError) -> Subject {
        guard let control = try section.section("control") else {
            throw section.error("control", "is missing: it is the function that answers clients")
        }
        try control.check(KnownKeys(followed: SubjectSection.keys, others: .refused))
        return try SubjectSection.subject(of: control, scope)
    }

    private func readComparison(into experiment: inout Experiment) throws(ConfigurationError) {
        experiment.normalisation = try NormalisationSection.steps(of: section)
        experiment.ignores = try IgnoreSection.rules(of: section, today: scope.today)
        experiment.redactions = try RedactionSection.redactions(of: section)
    }

    private func readTraffic(
        into experiment: inout Experiment, _ candidates: CandidatesSection
    ) throws(ConfigurationError) {
        experiment.sampling = try SamplingSection.sampling(of: section, candidates)
        experiment.conditions = try ConditionsSection.conditions(of: section)
        experiment.methods = try methods()
    }

    private func readCalls(into experiment: inout Experiment) throws(ConfigurationError) {
        if let mode = try section.choice("mode", Mode.allCases.map(\.rawValue)).flatMap(Mode.init) {
            experiment.mode = mode
        }
        experiment.hasControlTwin = try section.flag("twin") ?? experiment.hasControlTwin
        experiment.deadlineMilliseconds = try deadlineMilliseconds() ?? experiment.deadlineMilliseconds
        experiment.concurrency = try section.number("concurrency", in: 1...64) ?? experiment.concurrency
        experiment.queueLimit = try section.number("queue", in: 1...10_000) ?? experiment.queueLimit
    }

    private static let keys = KnownKeys(
        followed: [
            "comparators", "path", "control", "candidates", "sample", "run_if", "methods", "mode", "timeout_ms",
            "timeout", "concurrency", "queue", "twin", "normalize", "normalise", "ignore", "redact", "cohorts",
            "verdict", "keep",
        ],
        unsupported: [
            "holdout_percent": "no share of the clients is held out yet",
            "promote": "promotion is up to a person for now",
            "noise": "the control's twin measures noise; switch it with 'twin'",
        ], others: .refused)
}

// MARK: Keys of one value

extension ExperimentSection {
    private func methods() throws(ConfigurationError) -> [String]? {
        guard try section.value("methods") != nil else { return nil }
        var methods: [String] = []
        for text in try section.texts("methods") {
            let method = try section.method(text, "methods")
            if !methods.contains(method) { methods.append(method) }
        }
        guard !methods.isEmpty else {
            throw section.error("methods", "is empty: leave it away to take whatever the routes take")
        }
        return methods
    }

    /// The longest that Lambda lets a function run.
    private static let longestMilliseconds = 900_000

    private func deadlineMilliseconds() throws(ConfigurationError) -> Int? {
        guard let text = try section.text("timeout") else {
            return try section.number("timeout_ms", in: 1...Self.longestMilliseconds)
        }
        guard try section.value("timeout_ms") == nil else {
            throw section.error("timeout", "is said twice: take either timeout or timeout_ms")
        }
        guard let milliseconds = Self.milliseconds(text) else {
            throw section.error("timeout", "must be a time such as 500ms, 3s or 2m, not '\(text)'")
        }
        guard (1...Self.longestMilliseconds).contains(milliseconds) else {
            throw section.error("timeout", "must be from 1ms to 15m, not \(text)")
        }
        return milliseconds
    }

    private static func milliseconds(_ text: String) -> Int? {
        for (unit, factor) in [("ms", 1.0), ("s", 1_000), ("m", 60_000)] where text.hasSuffix(unit) {
            guard let number = Double(text.dropLast(unit.count)) else { return nil }
            return Int(exactly: (number * factor).rounded())
        }
        return nil
    }
}

extension Section {
    /// A method of a request that reaches a function, in upper case.
    ///
    /// - Parameter key: where it stands.
    func method(_ text: String, _ key: String) throws(ConfigurationError) -> String {
        let known = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
        let method = text.uppercased()
        guard known.contains(method) else {
            throw error(key, "must be one of \(known.joined(separator: ", ")), not '\(text)'")
        }
        return method
    }
}
