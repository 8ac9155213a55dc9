/// Whether the candidate answers as the control does.
extension Judge {
    /// How a candidate's mismatches are to be taken.
    struct Mismatches {
        /// Of fields in which the control agrees with itself.
        var real = 0
        /// Accepted as the control's defect.
        var accepted = 0
        /// Of fields in which the control differs from its own twin as well.
        var noise = 0
    }

    func behaviour(_ tally: Tally) -> Verdict {
        let (count, mismatches) = (tally.answered, mismatches(of: tally))
        let (begun, passing) = rate(
            hits: mismatches.real, of: count, "beta-binomial confidence sequence", alpha: budget.behaviour)
        var verdict = begun
        let limit = Figures.percent(tolerances.mismatchRate)
        if mismatches.real > 0 {
            verdict.state = .worse
            verdict.explanation =
                "\(Figures.count(mismatches.real, "answer")) of \(count) \(mismatches.real == 1 ? "differs" : "differ") from "
                + "the control's, most often at \(commonest(tally)); accept the difference if it is the control's defect."
        } else if mismatches.accepted > 0 {
            verdict.state = .better
            verdict.explanation =
                "\(Figures.count(mismatches.accepted, "answer")) of \(count) \(mismatches.accepted == 1 ? "differs" : "differ"), "
                + "all accepted as the control's defect; nothing else differs."
        } else if passing.isEnough(alpha: budget.passing) {
            verdict.state = .equivalent
            verdict.explanation = "No answer of \(count) differs: fewer than \(limit) of all would."
        } else {
            verdict.needed = passing.needed(alpha: budget.passing)
            verdict.explanation =
                count == 0
                ? "No request has been compared yet."
                : "No answer of \(count) differs; to be sure of fewer than \(limit) takes about "
                    + "\(verdict.needed ?? 0) more."
        }
        if mismatches.noise > 0 {
            verdict.explanation +=
                " \(Figures.count(mismatches.noise, "difference")) \(mismatches.noise == 1 ? "is" : "are") not counted: the "
                + "control differs from itself there, too."
        }
        if tally.count(.ignored) > 0 {
            verdict.explanation += " \(Figures.count(tally.count(.ignored), "difference")) fell under ignore rules."
        }
        return verdict
    }

    /// How often something happens, and how much speaks for its being rare; what that means is still to be said.
    func rate(
        hits: Int, of count: Int, _ method: String, alpha: Double
    ) -> (verdict: Verdict, passing: PromotionEvidence) {
        let verdict = Verdict(
            state: .notYet, count: count, rate: count > 0 ? Double(hits) / Double(count) : nil,
            interval: count > 0 ? BinomialSequence(hits: hits, of: count, alpha: alpha).interval : nil,
            method:
                "\(method), alpha \(Figures.text(alpha)); Wald's sequential test, alpha \(Figures.text(budget.passing))",
            explanation: "")
        return (verdict, PromotionEvidence(limit: tolerances.mismatchRate, hits: hits, of: count))
    }

    func mismatches(of tally: Tally) -> Mismatches {
        var sums = Mismatches()
        for (mismatch, count) in tally.mismatches {
            let open = mismatch.fields.filter { !isNoise($0, in: tally) }
            if open.isEmpty {
                sums.noise += count
            } else if open.allSatisfy({ accepted.contains($0) }) {
                sums.accepted += count
            } else {
                sums.real += count
            }
        }
        sums.real += tally.otherMismatches
        return sums
    }

    /// Whether the control differs from itself at a field, and the candidate no more often than that.
    func isNoise(_ field: String, in tally: Tally) -> Bool {
        let pairs = tally.fields[field] ?? DiscordantPairs()
        let isRestless = pairs.won > 0 || tally.restlessFields[field, default: 0] > 0
        guard isRestless else { return false }
        let alpha = budget.behaviour / Double(max(1, tally.fields.count))
        return !(pairs.lost > pairs.won && pairs.isEnough(alpha: alpha))
    }

    private func commonest(_ tally: Tally) -> String {
        var counts: [String: Int] = [:]
        for (mismatch, count) in tally.mismatches {
            for field in mismatch.fields where !accepted.contains(field) && !isNoise(field, in: tally) {
                counts[field, default: 0] += count
            }
        }
        // Of equals the first by name, so that the sentence stays the same.
        let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return best.map { $0.key == "$" ? "the body" : "'\($0.key)'" } ?? "many fields"
    }
}
