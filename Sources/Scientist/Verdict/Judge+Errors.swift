/// Whether the candidate fails more often than the control.
extension Judge {
    func errors(_ tally: Tally) -> Verdict {
        // Where both failed the control had no answer that the candidate could have failed to give.
        let count = tally.requests + tally.count(.timeout) - tally.count(.bothError)
        let pairs = tally.failures
        let (begun, passing) = rate(hits: pairs.lost, of: count, "sequential McNemar test", alpha: budget.errors)
        var verdict = begun
        if let type = newFailure(tally) {
            verdict.state = .worse
            verdict.explanation =
                "It \(Figures.failed(pairs.lost)) where the control answered (of \(count)), with \(type), which the "
                + "control never shows."
        } else if pairs.lost > pairs.won, pairs.isEnough(alpha: budget.errors) {
            verdict.state = .worse
            verdict.explanation =
                "Only the candidate failed on \(pairs.lost) of \(count) requests, only the control on \(pairs.won)."
        } else if pairs.won > pairs.lost, pairs.isEnough(alpha: budget.errors) {
            verdict.state = .better
            verdict.explanation =
                "Only the control failed on \(pairs.won) of \(count) requests, only the candidate on \(pairs.lost)."
        } else if passing.isEnough(alpha: budget.passing) {
            verdict.state = .equivalent
            verdict.explanation =
                "It \(Figures.failed(pairs.lost)) where the control answered (of \(count)): fewer than "
                + "\(Figures.percent(tolerances.mismatchRate)) of all would."
        } else if pairs.lost > pairs.won {
            let more = pairs.lossesNeeded(alpha: budget.errors)
            verdict.needed = more
            verdict.explanation =
                "It \(Figures.failed(pairs.lost)) where the control answered (of \(count)); "
                + "\(Figures.about(more, "more such failure")) would tell that from chance."
        } else {
            verdict.needed = passing.needed(alpha: budget.passing)
            verdict.explanation =
                count == 0
                ? nothingCompared(tally)
                : "It \(Figures.failed(pairs.lost)) where the control answered (of \(count)); to be sure takes "
                    + "\(Figures.about(verdict.needed ?? 0, "more request"))."
        }
        return verdict
    }

    /// A kind of failure that only the candidate has shown, on requests that the control answered.
    private func newFailure(_ tally: Tally) -> String? {
        guard tally.failures.lost > 0 else { return nil }
        let new = tally.failureTypes.filter { $0.value.candidate > 0 && $0.value.control == 0 }
        return new.max { ($0.value.candidate, $1.key) < ($1.value.candidate, $0.key) }?.key
    }
}
