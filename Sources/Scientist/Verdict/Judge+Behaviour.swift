/// Whether the candidate answers as the control does.
extension Judge {
    /// How a candidate's mismatches are to be taken.
    struct Mismatches {
        /// Of fields in which the control agrees with itself.
        var real = 0
        /// Accepted as the control's defect.
        var accepted = 0
        /// Of fields in which the control differs from its own twin as well, in the same way.
        var noise = 0
        /// Those of them in which that is the whole body, so that nothing of it can be compared.
        var blind = 0
    }

    func behaviour(_ tally: Tally) -> Verdict {
        let noise = noise(in: tally)
        let mismatches = mismatches(of: tally, noise)
        let count = tally.compared - mismatches.blind
        let beyond = mismatches.noise > mismatches.blind ? " beyond the control's own noise" : ""
        let (begun, passing) = rate(
            hits: mismatches.real, of: count, "beta-binomial confidence sequence", alpha: budget.behaviour)
        var verdict = begun
        let limit = Figures.percent(tolerances.mismatchRate)
        if mismatches.real > 0 {
            verdict.state = .worse
            verdict.explanation =
                "\(Figures.count(mismatches.real, "answer")) of \(count) \(mismatches.real == 1 ? "differs" : "differ") from "
                + "the control's, most often at \(commonest(tally, noise)); accept the difference if it is the control's defect."
        } else if mismatches.accepted > 0 {
            verdict.state = .better
            verdict.explanation =
                "\(Figures.count(mismatches.accepted, "answer")) of \(count) \(mismatches.accepted == 1 ? "differs" : "differ"), "
                + "all accepted as the control's defect; nothing else differs."
        } else if passing.isEnough(alpha: budget.passing) {
            verdict.state = .equivalent
            verdict.explanation = "No answer of \(count) differs\(beyond): fewer than \(limit) of all would."
        } else {
            verdict.needed = passing.needed(alpha: budget.passing)
            verdict.explanation =
                count == 0
                ? nothingCompared(tally)
                : "No answer of \(count) differs\(beyond); to be sure of fewer than \(limit) takes about "
                    + "\(Figures.about(verdict.needed ?? 0)) more."
        }
        let quiet = mismatches.noise - mismatches.blind
        if quiet > 0 {
            verdict.explanation +=
                " \(Figures.count(quiet, "difference")) \(quiet == 1 ? "is" : "are") not counted: the "
                + "control differs from itself there, too."
        }
        if mismatches.blind > 0 {
            verdict.explanation +=
                " \(Figures.count(mismatches.blind, "answer")) cannot be judged: the control's whole body differs from "
                + "itself; a 'normalize' step may take out what changes."
        }
        if tally.count(.ignored) > 0 {
            verdict.explanation += " \(Figures.count(tally.count(.ignored), "difference")) fell under ignore rules."
        }
        if tally.unreplaced > 0 {
            verdict.explanation +=
                " In \(Figures.count(tally.unreplaced, "answer")) a 'replace' step was given up: too long a text for its "
                + "pattern, which was compared as it is."
        }
        return verdict
    }

    /// How often something happens, and how much speaks for its being rare; what that means is still to be said.
    func rate(
        hits: Int, of count: Int, _ method: String, alpha: Double
    ) -> (verdict: Verdict, passing: PromotionEvidence) {
        let verdict = Verdict(
            state: .notYet, count: count, rate: count > 0 ? Double(hits) / Double(count) : nil,
            interval: count > 0 ? interval(hits: hits, of: count, alpha: alpha) : nil,
            method:
                "\(method), alpha \(Figures.text(alpha)); Wald's sequential test, alpha \(Figures.text(budget.passing))",
            explanation: "")
        return (verdict, PromotionEvidence(limit: tolerances.mismatchRate, hits: hits, of: count))
    }

    /// Ends above where either method does, so that it never reaches beyond a limit that was found to be kept.
    private func interval(hits: Int, of count: Int, alpha: Double) -> ClosedRange<Double> {
        let sequence = BinomialSequence(hits: hits, of: count, alpha: alpha).interval
        let bound = PromotionEvidence.upperBound(hits: hits, of: count, alpha: budget.passing)
        return sequence.lowerBound...max(sequence.lowerBound, min(sequence.upperBound, bound))
    }

    /// See ``Verdicts/answersNeeded``.
    func answersNeeded(_ tally: Tally) -> Int {
        let mismatches = mismatches(of: tally, noise(in: tally))
        let count = tally.compared - mismatches.blind
        return PromotionEvidence(limit: tolerances.mismatchRate, hits: mismatches.real, of: count)
            .needed(alpha: budget.passing)
    }

    /// - Parameter noise: fields, see ``noise(in:)``.
    func mismatches(of tally: Tally, _ noise: Set<Tally.Mark>) -> Mismatches {
        var sums = Mismatches()
        for (mismatch, count) in tally.mismatches {
            let open = mismatch.marks.filter { !noise.contains($0) }
            if open.isEmpty {
                sums.noise += count
                if mismatch.marks.contains(where: { $0.field == "$" }) { sums.blind += count }
            } else if open.allSatisfy({ accepted.contains($0.field) }) {
                sums.accepted += count
            } else {
                sums.real += count
            }
        }
        sums.real += tally.otherMismatches
        return sums
    }

    func nothingCompared(_ tally: Tally) -> String {
        let count = tally.requests + tally.count(.timeout)
        return count == 0
            ? "No request has been compared yet."
            : "Of \(Figures.count(count, "request")) there is none that both answered."
    }

    private func commonest(_ tally: Tally, _ noise: Set<Tally.Mark>) -> String {
        var counts: [String: Int] = [:]
        for (mismatch, count) in tally.mismatches {
            let open = mismatch.marks.filter { !accepted.contains($0.field) && !noise.contains($0) }
            for field in Set(open.map(\.field)) { counts[field, default: 0] += count }
        }
        // Of equals the first by name, so that the sentence stays the same.
        let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return best.map { $0.key == "$" ? "the body" : "'\($0.key)'" } ?? "many fields"
    }
}
