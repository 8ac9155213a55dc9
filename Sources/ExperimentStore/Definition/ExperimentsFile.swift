package import Scientist
package import Settings

/// An `experiments.yml`, read and understood.
///
/// ```yaml
/// experiments:
///   rounding-float:
///     comparators: [body, statuscode]
///     path: round
///     control: {name: Round (half up), arn: control-round}
///     candidates:
///       candidate-1: {arn: candidate-round-half-even}
/// ```
/// A value of this type is right: names, functions, paths and bounds were checked. `{AWSREGION}` and
/// `{AWSACCOUNT_ID}` may stand anywhere in a value. A share written with `%` is what it says; without one, tolerances are
/// fractions (0.05), and shares of traffic percentages (20).
package struct ExperimentsFile: Sendable {
    /// In the order of the file; names and paths are unique.
    package let experiments: [Experiment]
    /// One sentence each, with file, line and key, for what is allowed and perhaps not meant.
    package let notices: [String]

    /// - Parameters:
    ///   - file: for messages.
    ///   - region: for functions that are named without one.
    ///   - today: `2027-01-01` in UTC; what has expired before it is noticed.
    /// - Throws: the first mistake found.
    package init(
        text: String, file: String, region: String, account: String, today: String
    ) throws(ConfigurationError) {
        let scope = DefinitionScope(region: region, account: account, today: today)
        let reading = Reading { value, _ throws(ConfigurationError) in scope.filled(value) }
        let root = try Section(try YAMLReader.read(text, file: file), path: "", reading)
        try root.check(KnownKeys(followed: ["experiments"], others: .refused))
        experiments = try Self.experiments(of: root, scope)
        notices = reading.warnings
    }

    private static func experiments(
        of root: Section, _ scope: DefinitionScope
    ) throws(ConfigurationError) -> [Experiment] {
        guard let section = try root.section("experiments") else { return [] }
        var experiments: [Experiment] = []
        for name in section.uniqueKeys {
            guard let definition = try section.section(name) else {
                throw section.error(name, "is empty: it needs a path, a control and candidates")
            }
            try section.checkName(name)
            let experiment = try ExperimentSection(definition, name: name, scope).experiment()
            if let other = experiments.first(where: { $0.path == experiment.path }) {
                throw definition.error(
                    "path",
                    "'\(experiment.path)' is also the path of experiment '\(other.name)': an experiment owns its path")
            }
            experiments.append(experiment)
        }
        return experiments
    }
}

/// What a definition gets from outside its file.
struct DefinitionScope {
    var region: String
    var account: String
    var today: String

    /// The value with the placeholders in its text filled in.
    func filled(_ value: ConfigurationValue) -> ConfigurationValue {
        guard case .scalar(let text) = value.content, text.contains("{AWS") else { return value }
        var value = value
        value.content = .scalar(
            text.replacing("{AWSREGION}", with: region).replacing("{AWSACCOUNT_ID}", with: account))
        return value
    }
}

extension Section {
    /// Without those that a merge key brings in and the mapping's own replace.
    var uniqueKeys: [String] {
        var seen: Set<String> = []
        return keys.filter { seen.insert($0).inserted }
    }

    /// - Throws: for a key that cannot name an experiment or a candidate: names travel in headers and URLs.
    func checkName(_ key: String) throws(ConfigurationError) {
        let isName =
            (1...100).contains(key.utf8.count)
            && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_. ".contains($0)) }
            && key.first != " " && key.last != " "
        guard isName else {
            throw error(key, "is no name: take at most 100 letters, digits, '-', '_', '.' and spaces")
        }
    }
}
