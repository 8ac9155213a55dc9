/// That there are no two answers to compare, why, and where more is said.
struct FailedCallsView {
    let sentence: String
    let failedSides: [Side]

    /// Who did not answer.
    struct Side {
        let title: String
        let type: String
        let text: String
        let logLink: String?
    }

    /// Nil where both answered.
    init?(_ model: Mismatch, candidate: String) {
        guard let sentence = Self.sentence(model.outcome) else { return nil }
        self.sentence = sentence + " There is nothing to accept or to ignore about it."
        let sides = [
            Side("Control", model.control, model.controlName.function),
            Side(candidate, model.candidateAnswer, model.candidateName?.function),
        ]
        failedSides = sides.compactMap { $0 }
    }

    private static func sentence(_ outcome: String) -> String? {
        switch outcome {
        case "candidate_error": "The candidate failed where the control answered, which counts against it."
        case "control_error": "The control failed where the candidate answered, which counts for the candidate."
        case "both_error": "Both failed, so there are no answers to compare."
        case "timeout": "The candidate did not answer before its deadline, which counts against it."
        case "dropped": "The candidate was not called: there were more requests than it had room for."
        default: nil
        }
    }
}

extension FailedCallsView.Side {
    /// Nil for one that answered.
    fileprivate init?(_ title: String, _ answer: AnswerModel?, _ function: String?) {
        guard answer?.isFailure ?? true else { return nil }
        self.init(
            title: title, type: answer.map { Excerpt.text($0.status) } ?? "no answer",
            text: Excerpt.text(answer?.lines.joined(separator: "\n") ?? "", limit: 400),
            logLink: function.map { URLPath.log(of: $0, answer?.logStream) })
    }
}
