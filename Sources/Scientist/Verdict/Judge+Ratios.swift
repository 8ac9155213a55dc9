import Glibc

/// Speed, memory and cost: what is compared as a ratio of candidate to control.
extension Judge {
    func latency(_ tally: Tally) -> Verdict {
        let ratios = tally.latency
        let logs = ratios.interval(alpha: budget.latency)
        let interval = logs.map { exp($0.lowerBound)...exp($0.upperBound) }
        let needed = logs == nil ? nil : self.needed(ratios)
        var verdict = Verdict(
            state: state(of: interval, tolerance: tolerances.latency, count: ratios.count), count: ratios.count,
            ratio: ratios.count > 0 ? exp(ratios.moments.mean) : nil, interval: interval,
            method:
                "mixture sequential test on log ratios of warm pairs, alpha \(Figures.text(budget.latency)), in "
                + Figures.count(ratios.environmentPairs, "pair") + " of environments",
            explanation: "")
        explain(&verdict, "time", ("slower", "faster", "as fast"), tolerances.latency, needed)
        verdict.explanation += tailNote(tally)
        return verdict
    }

    /// The mean ratio does not see what happens to a few requests in a hundred. Bands around both distributions do, in all
    /// looks together with an error of 5 %: where they lie apart by more than the tolerance, that is said.
    private func tailNote(_ tally: Tally) -> String {
        let (control, candidate) = (tally.control.durations, tally.candidate.durations)
        for (name, share) in [("99th", 0.99), ("95th", 0.95)] {
            guard let first = control.range(share, EmpiricalBand.ofTwo),
                let second = candidate.range(share, EmpiricalBand.ofTwo)
            else { continue }
            let isSlower = second.lowerBound > first.upperBound * (1 + tolerances.latency)
            let isFaster = second.upperBound * (1 + tolerances.latency) < first.lowerBound
            guard isSlower || isFaster else { continue }
            return
                " Its \(name) percentile is \(isSlower ? "higher" : "lower"): \(milliseconds(second)), the control's "
                + "\(milliseconds(first))."
        }
        return ""
    }

    private func milliseconds(_ range: ClosedRange<Double>) -> String {
        "\(Figures.text(range.lowerBound / 1_000)) to \(Figures.text(range.upperBound / 1_000)) ms"
    }

    /// How many more pairs until the interval leaves 0 out, or lies within the tolerance, whichever comes first.
    private func needed(_ ratios: LogRatios) -> Int? {
        let (mean, tolerance) = (abs(ratios.moments.mean), log(1 + tolerances.latency))
        let wanted = max(mean, tolerance - mean)
        return ratios.count(forHalfWidth: wanted, alpha: budget.latency).map { max(1, $0 - ratios.count) }
    }

    /// Better or worse only beyond the tolerance. Two environments of one and the same function may differ by a few percent
    /// for as long as they live - where memory happens to lie - and whole milliseconds turn that into money.
    func cost(_ tally: Tally) -> Verdict {
        let totals = tally.cost
        let interval = totals.interval(alpha: budget.cost)
        var verdict = Verdict(
            state: costState(totals.ratio, interval, count: totals.count), count: totals.count,
            ratio: totals.ratio, interval: interval,
            method: "confidence sequence of the ratio of what warm runs cost, alpha \(Figures.text(budget.cost))",
            explanation: "")
        explain(&verdict, "cost", ("more expensive", "cheaper", "as expensive"), tolerances.cost, neededForCost(totals))
        return verdict
    }

    private func costState(_ ratio: Double?, _ interval: ClosedRange<Double>?, count: Int) -> Verdict.State {
        let state = state(of: interval, tolerance: tolerances.cost, count: count)
        guard let ratio, within(tolerances.cost, ratio) else { return state }
        return state == .equivalent ? .equivalent : .notYet
    }

    private func neededForCost(_ totals: PairedTotals) -> Int? {
        guard let ratio = totals.ratio else { return nil }
        let distance = abs(ratio - 1)
        let wanted = within(tolerances.cost, ratio) ? tolerances.cost - distance : distance
        return totals.count(forHalfWidth: wanted, alpha: budget.cost).map { max(1, $0 - totals.count) }
    }

    // MARK: Ratios in general

    func state(of interval: ClosedRange<Double>?, tolerance: Double, count: Int) -> Verdict.State {
        guard let interval, count >= tolerances.fewestPairs else { return .notYet }
        if within(tolerance, interval.lowerBound), within(tolerance, interval.upperBound) { return .equivalent }
        if interval.lowerBound > 1 { return .worse }
        if interval.upperBound < 1 { return .better }
        return .notYet
    }

    func within(_ tolerance: Double, _ ratio: Double) -> Bool {
        ratio <= 1 + tolerance && ratio >= 1 / (1 + tolerance)
    }

    private func explain(
        _ verdict: inout Verdict, _ what: String, _ words: (more: String, less: String, equal: String),
        _ tolerance: Double, _ needed: Int?
    ) {
        guard let ratio = verdict.ratio, let interval = verdict.interval, verdict.count >= tolerances.fewestPairs else {
            let missing = max(1, tolerances.fewestPairs - verdict.count)
            verdict.needed = missing
            verdict.explanation =
                "\(Figures.count(verdict.count, "pair")) measured; \(missing) more \(missing == 1 ? "is" : "are") needed before "
                + "anything is said."
            return
        }
        let range =
            "\(what) x \(Figures.ratio(ratio)) (\(Figures.ratio(interval.lowerBound)) to \(Figures.ratio(interval.upperBound)))"
        let pairs = "\(Figures.count(verdict.count, "pair"))"
        switch verdict.state {
        case .worse: verdict.explanation = "It is \(words.more): \(range), from \(pairs)."
        case .better: verdict.explanation = "It is \(words.less): \(range), from \(pairs)."
        case .equivalent:
            verdict.explanation = "It is \(words.equal), within \(Figures.percent(tolerance)): \(range), from \(pairs)."
        case .notYet:
            verdict.needed = needed
            let more = needed.map { "; about \(Figures.about($0)) more should tell" } ?? ""
            verdict.explanation = "Too early to tell: \(range), from \(pairs)\(more)."
        }
    }
}
