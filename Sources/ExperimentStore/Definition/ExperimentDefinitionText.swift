package import Scientist

/// A definition as an `experiments.yml` has it: what is read from the text is the same experiment.
package enum ExperimentDefinitionText {
    package static func yaml(_ experiment: Experiment) -> String {
        var text = "experiments:\n  \(scalar(experiment.name)):\n"
        func add(_ lines: [String]) { for line in lines { text += "    \(line)\n" } }
        add(["path: \(scalar(experiment.path))"])
        add(["comparators:"] + experiment.comparators.map { "  - \(comparator($0))" })
        add(["control: \(flow(subject(experiment.control)))", "candidates:"])
        add(experiment.candidates.flatMap { candidate($0, experiment.sampling) })
        add(list("normalize", experiment.normalisation.map(step)))
        add(list("ignore", experiment.ignores.map(ignore)))
        add(redact(experiment.redactions) + sample(experiment.sampling))
        add(list("run_if", experiment.conditions.map(condition)))
        if let methods = experiment.methods { add(["methods: [\(methods.joined(separator: ", "))]"]) }
        add(calls(experiment))
        add(list("cohorts", experiment.cohorts.map(cohort)))
        add(verdict(experiment.tolerances) + keep(experiment.storage))
        return text
    }

    // MARK: Parts

    private static func subject(_ subject: Subject) -> [(String, String)] {
        [("name", scalar(subject.name)), ("arn", scalar(subject.arn))]
    }

    private static func candidate(_ candidate: Candidate, _ sampling: Sampling) -> [String] {
        var pairs = subject(candidate.subject)
        if let percent = sampling.percentByCandidate[candidate.key] { pairs.append(("sample", "\(number(percent))%")) }
        if !candidate.environment.isEmpty {
            let variables = candidate.environment.sorted { $0.key < $1.key }.map { ($0.key, scalar($0.value)) }
            pairs.append(("environment", flow(variables)))
        }
        if candidate.isDeniedNetwork { pairs.append(("network", "deny")) }
        return ["  \(scalar(candidate.key)):"] + pairs.map { "    \($0): \($1)" }
    }

    private static func comparator(_ comparator: Comparator) -> String {
        switch comparator {
        case .statusCode: return "statuscode"
        case .headers(let names): return "headers: [\(names.map(scalar).joined(separator: ", "))]"
        case .body(let body):
            var pairs: [(String, String)] = []
            if body.form != .automatic { pairs.append(("as", body.form.rawValue)) }
            if body.absoluteTolerance != 0 { pairs.append(("tolerance", number(body.absoluteTolerance))) }
            if body.relativeTolerance != 0 { pairs.append(("relative", number(body.relativeTolerance))) }
            if !body.unorderedArrays.isEmpty { pairs.append(("unordered", paths(body.unorderedArrays))) }
            return pairs.isEmpty ? "body" : "body: \(flow(pairs))"
        }
    }

    private static func step(_ step: NormalisationStep) -> String {
        switch step {
        case .drop(let path): flow([("drop", scalar(path))])
        case .replace(let path, let pattern, let text):
            flow([("replace", scalar(path)), ("pattern", scalar(pattern)), ("with", scalar(text))])
        case .sort(let path, let member):
            flow([("sort", scalar(path))] + (member.map { [("by", scalar($0))] } ?? []))
        case .round(let path, let digits, let mode):
            flow([("round", scalar(path)), ("digits", "\(digits)"), ("mode", mode.rawValue)])
        case .parse(let path, let kind): flow([("parse", scalar(path)), ("as", kind.rawValue)])
        }
    }

    private static func ignore(_ rule: IgnoreRule) -> String {
        flow(
            [("path", scalar(rule.path)), ("reason", scalar(rule.reason))]
                + (rule.until.map { [("until", scalar($0))] } ?? []))
    }

    private static func redact(_ redactions: Redactions) -> [String] {
        if redactions.includesDefaults {
            return redactions.paths.isEmpty ? [] : ["redact: \(paths(redactions.paths))"]
        }
        return ["redact: {paths: \(paths(redactions.paths)), defaults: false}"]
    }

    /// Candidates say their own share themselves.
    private static func sample(_ sampling: Sampling) -> [String] {
        guard let sticky = sampling.sticky else {
            return sampling.percent == 100 ? [] : ["sample: \(number(sampling.percent))%"]
        }
        return ["sample: \(flow([("percent", "\(number(sampling.percent))%"), ("sticky", scalar(sticky.text))]))"]
    }

    private static func condition(_ condition: Condition) -> String {
        let attribute: (String, String) =
            switch condition.attribute {
            case .header(let name): ("header", scalar(name))
            case .query(let name): ("query", scalar(name))
            case .body(let path): ("body", scalar(path))
            case .method: ("method", "null")
            case .path: ("path", "null")
            case .bytes: ("bytes", "null")
            }
        let test: (String, String) =
            switch condition.test {
            case .exists: ("exists", "true")
            case .equals(let text): ("equals", scalar(text))
            case .differs(let text): ("not", scalar(text))
            case .contains(let text): ("contains", scalar(text))
            case .atMost(let limit): ("at_most", number(limit))
            case .atLeast(let limit): ("at_least", number(limit))
            }
        return flow([attribute, test])
    }

    private static func calls(_ experiment: Experiment) -> [String] {
        let usual = Experiment(name: "", path: "", control: experiment.control, candidates: [])
        var lines: [String] = []
        func add(_ key: String, _ value: String, _ isUsual: Bool) { if !isUsual { lines.append("\(key): \(value)") } }
        add("mode", experiment.mode.rawValue, experiment.mode == usual.mode)
        add("twin", "\(experiment.hasControlTwin)", experiment.hasControlTwin == usual.hasControlTwin)
        add(
            "timeout_ms", "\(experiment.deadlineMilliseconds)",
            experiment.deadlineMilliseconds == usual.deadlineMilliseconds)
        add("concurrency", "\(experiment.concurrency)", experiment.concurrency == usual.concurrency)
        add("queue", "\(experiment.queueLimit)", experiment.queueLimit == usual.queueLimit)
        return lines
    }

    private static func cohort(_ cohort: Cohort) -> String {
        var pairs = [("by", scalar(cohort.attribute.text))]
        if !cohort.edges.isEmpty {
            pairs.append(("edges", "[\(cohort.edges.map(number).joined(separator: ", "))]"))
        }
        return flow(pairs)
    }

    private static func verdict(_ tolerances: Tolerances) -> [String] {
        let usual = Tolerances()
        var pairs: [(String, String)] = []
        func add(_ key: String, _ value: Double, _ usual: Double) {
            if value != usual { pairs.append((key, number(value))) }
        }
        add("alpha", tolerances.alpha, usual.alpha)
        add("latency_tolerance", tolerances.latency, usual.latency)
        add("memory_tolerance", tolerances.memory, usual.memory)
        add("cost_tolerance", tolerances.cost, usual.cost)
        add("mismatch_below", tolerances.mismatchRate, usual.mismatchRate)
        if tolerances.fewestPairs != usual.fewestPairs { pairs.append(("min_pairs", "\(tolerances.fewestPairs)")) }
        return pairs.isEmpty ? [] : ["verdict: \(flow(pairs))"]
    }

    private static func keep(_ limits: StorageLimits) -> [String] {
        let usual = StorageLimits()
        var pairs: [(String, String)] = []
        if limits.observations != usual.observations { pairs.append(("observations", "\(limits.observations)")) }
        if limits.days != usual.days { pairs.append(("days", "\(limits.days)")) }
        if limits.bodyBytes != usual.bodyBytes { pairs.append(("body", "\(limits.bodyBytes)")) }
        if limits.fileBytes != usual.fileBytes { pairs.append(("file", "\(limits.fileBytes)")) }
        return pairs.isEmpty ? [] : ["keep: \(flow(pairs))"]
    }

    // MARK: YAML

    private static func list(_ key: String, _ items: [String]) -> [String] {
        items.isEmpty ? [] : ["\(key):"] + items.map { "  - \($0)" }
    }

    private static func flow(_ pairs: [(String, String)]) -> String {
        "{" + pairs.map { "\($0): \($1)" }.joined(separator: ", ") + "}"
    }

    private static func paths(_ paths: [FieldPath]) -> String {
        "[" + paths.map(scalar).joined(separator: ", ") + "]"
    }

    private static func scalar(_ path: FieldPath) -> String { scalar(path.description) }

    /// Whole numbers without a point.
    private static func number(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./")
    /// What a reader would take for something else than a text.
    private static let reserved: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

    /// As it is where that cannot be misread, else in quotes.
    private static func scalar(_ text: String) -> String {
        let isPlain =
            text.first?.isLetter == true && text.allSatisfy(plain.contains) && !reserved.contains(text.lowercased())
        return isPlain ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
