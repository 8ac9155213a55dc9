import Scientist
import Settings

/// `control`, and what a candidate has in common with it.
enum SubjectSection {
    static let keys: Set<String> = ["name", "arn"]

    static func subject(of section: Section, _ scope: DefinitionScope) throws(ConfigurationError) -> Subject {
        guard let text = try section.text("arn") else {
            throw section.error("arn", "is missing: it names the function, as in 'arn: my-function'")
        }
        guard let arn = FunctionARN(text, scope) else {
            throw section.error(
                "arn",
                "must be the name or the ARN of a function, such as my-function or "
                    + "arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:my-function, not '\(text)'")
        }
        return Subject(name: try section.text("name") ?? arn.name, arn: arn.text)
    }
}

/// `candidates`
struct CandidatesSection {
    let candidates: [Candidate]
    /// By key, where a candidate says it of itself.
    let samples: [String: Double]

    init(_ experiment: Section, _ scope: DefinitionScope) throws(ConfigurationError) {
        guard let section = try experiment.section("candidates"), !section.keys.isEmpty else {
            throw experiment.error("candidates", "is empty: an experiment needs at least one")
        }
        var candidates: [Candidate] = []
        var samples: [String: Double] = [:]
        for key in section.uniqueKeys {
            guard let candidate = try section.section(key) else {
                throw section.error(key, "is empty: it needs the arn of a function")
            }
            try section.checkName(key)
            candidates.append(try Self.candidate(key, candidate, scope))
            samples[key] = try candidate.percentage("sample")
        }
        self.candidates = candidates
        self.samples = samples
    }

    private static func candidate(
        _ key: String, _ section: Section, _ scope: DefinitionScope
    ) throws(ConfigurationError) -> Candidate {
        let keys = SubjectSection.keys.union(["environment", "network", "sample"])
        try section.check(KnownKeys(followed: keys, others: .refused))
        var candidate = Candidate(key: key, subject: try SubjectSection.subject(of: section, scope))
        candidate.environment = try environment(of: section)
        candidate.isDeniedNetwork = try section.choice("network", ["deny", "allow"]) == "deny"
        return candidate
    }

    private static func environment(of owner: Section) throws(ConfigurationError) -> [String: String] {
        guard let section = try owner.section("environment") else { return [:] }
        var variables: [String: String] = [:]
        for name in section.uniqueKeys {
            guard name.isVariableName else {
                throw section.error(
                    name,
                    "is no name for a variable: it must begin with a letter, go on with letters, digits or '_', and be "
                        + "at least two characters long")
            }
            variables[name] = try section.text(name) ?? ""
        }
        return variables
    }
}

extension String {
    /// As Lambda has it: `[a-zA-Z]([a-zA-Z0-9_])+`.
    fileprivate var isVariableName: Bool {
        guard let first, first.isASCII, first.isLetter, utf8.count >= 2 else { return false }
        return allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
