import ExperimentStore
import Scientist
import Settings

/// An `experiments.yml` of a test, in Ireland on the first of June.
func read(_ yaml: String) throws(ConfigurationError) -> ExperimentsFile {
    try ExperimentsFile(
        text: yaml, file: "experiments.yml", region: "eu-west-1", account: "000000000000", today: "2026-06-01")
}

/// The only experiment of a file that has these further lines.
func experiment(_ lines: String...) throws -> Experiment {
    try read(file(lines)).experiments[0]
}

/// The message of the mistake in a file; nil if there is none.
func mistake(_ yaml: String) -> String? {
    do throws(ConfigurationError) {
        _ = try read(yaml)
        return nil
    } catch {
        return error.description
    }
}

/// A file with one experiment that has these further lines, the first of which is line 6.
func file(_ lines: [String]) -> String {
    let fixed = ["path: hello", "control: {arn: old}", "candidates: {new: {arn: new}}"]
    return (["experiments:", "  hello:"] + (fixed + lines).map { "    \($0)" }).joined(separator: "\n")
}
