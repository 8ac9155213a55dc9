import FoundationEssentials
package import Scientist

/// What the results of an experiment mean, as a text: results of the same text may be pooled, others may not.
package enum Meaning {
    /// The same on every machine and in every run. Left out is what makes no difference: the share of the traffic, what
    /// is kept, names for people, and the order of candidates.
    ///
    /// - Parameter functions: what tells the control's and the candidates' code and configuration from earlier ones.
    package static func of(_ experiment: Experiment, functions: [String]) -> String {
        var experiment = experiment
        experiment.sampling = Sampling()
        experiment.storage = StorageLimits()
        experiment.control.name = ""
        for index in experiment.candidates.indices { experiment.candidates[index].subject.name = "" }
        experiment.candidates.sort { $0.key < $1.key }
        return text(Content(experiment: experiment, functions: functions.sorted()))
    }

    private struct Content: Encodable {
        var format = Tally.format
        var experiment: Experiment
        var functions: [String]
    }

    private static func text(_ content: Content) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(content), as: UTF8.self)
        } catch {
            preconditionFailure("every number of a definition is finite, and nothing else can fail to encode: \(error)")
        }
    }
}
