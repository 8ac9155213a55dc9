/// How much memory the candidate takes.
extension Judge {
    /// From pairs of environments, see ``EnvironmentMemory``, once there are enough for an interval of their median. Until
    /// then by the largest maxima: they settle nothing where environments contradict each other.
    func memory(_ tally: Tally) -> Verdict {
        let (control, candidate) = (tally.control, tally.candidate)
        let count = min(control.runs, candidate.runs)
        let pairs = tally.memory
        var verdict = Verdict(
            state: .notYet, count: count,
            method:
                "largest Max Memory Used of all environments, in whole MB; pairs of them that are over: \(pairs.count)",
            explanation: "")
        guard count > 0, control.maxMemoryMB > 0, candidate.maxMemoryMB > 0 else {
            verdict.explanation = "No request has been measured yet."
            return verdict
        }
        verdict.ratio = Double(candidate.maxMemoryMB) / Double(control.maxMemoryMB)
        let sizes = "at most \(candidate.maxMemoryMB) MB, the control at most \(control.maxMemoryMB) MB"
        guard count >= tolerances.fewestPairs else {
            verdict.needed = tolerances.fewestPairs - count
            verdict.explanation = "It used \(sizes); \(verdict.needed ?? 0) more requests are needed to say more."
            return verdict
        }
        verdict.explanation = "In \(count) requests it used \(sizes)."
        if let median = pairs.median, let interval = pairs.interval(alpha: budget.memory) {
            judge(&verdict, median, interval, pairs.count)
        } else {
            judgeMaxima(&verdict, abs(candidate.maxMemoryMB - control.maxMemoryMB), pairs)
        }
        return verdict
    }

    /// As with cost, better or worse only beyond the tolerance.
    private func judge(_ verdict: inout Verdict, _ median: Double, _ interval: ClosedRange<Double>, _ pairs: Int) {
        let state = state(of: interval, tolerance: tolerances.memory, count: verdict.count)
        verdict.state = within(tolerances.memory, median) && state != .equivalent ? .notYet : state
        verdict.ratio = median
        verdict.interval = interval
        verdict.method =
            "sequential sign test on the largest Max Memory Used of \(pairs) pairs of environments, alpha "
            + Figures.text(budget.memory)
        verdict.explanation +=
            " An environment's largest, in the median: x \(Figures.text(median)) (\(Figures.text(interval.lowerBound)) to "
            + "\(Figures.text(interval.upperBound))), from \(pairs) pairs of environments."
    }

    private func judgeMaxima(_ verdict: inout Verdict, _ distanceMB: Int, _ pairs: EnvironmentMemory) {
        guard let ratio = verdict.ratio else { return }
        if distanceMB <= EnvironmentMemory.grainMB || within(tolerances.memory, ratio) {
            verdict.state = .equivalent
        } else if isUnanimous(pairs, ratio) {
            verdict.state = ratio > 1 ? .worse : .better
        } else {
            let missing = MedianSequence.fewest(alpha: budget.memory) - pairs.count
            verdict.needed = missing * (verdict.count / max(1, pairs.count))
            verdict.explanation +=
                " Its environments contradict each other; \(Figures.count(missing, "more pair")) of them should tell."
        }
    }

    /// Whether every pair of environments says what the largest maxima say.
    private func isUnanimous(_ pairs: EnvironmentMemory, _ ratio: Double) -> Bool {
        guard let extremes = pairs.extremes else { return true }
        let closest = ratio > 1 ? extremes.lowerBound : extremes.upperBound
        return (closest > 1) == (ratio > 1) && !within(tolerances.memory, closest)
    }
}
