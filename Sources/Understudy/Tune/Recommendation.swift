/// A memory size for one aim, and in one sentence why.
struct Recommendation: Equatable {
    enum Goal: String, CaseIterable {
        case cost
        case speed
        case balance
    }

    var goal: Goal
    var memorySizeMB: Int
    var reason: String

    /// One for each goal.
    ///
    /// - Parameter sizes: at least one; ascending, so that of equals the smaller is taken.
    static func all(_ sizes: [SizeSummary], _ architecture: Architecture) -> [Recommendation] {
        let comparison = SizeComparison(sizes: sizes, architecture: architecture)
        return [comparison.byCost, comparison.bySpeed, comparison.byBalance]
    }
}

private struct SizeComparison {
    var sizes: [SizeSummary]
    var architecture: Architecture

    private func cost(_ size: SizeSummary) -> Double { size.perMillion(architecture) }

    /// The first with the smallest value.
    private func smallest(_ sizes: [SizeSummary], by value: (SizeSummary) -> Double) -> SizeSummary {
        guard let smallest = sizes.min(by: { value($0) < value($1) }) else {
            preconditionFailure("Comparing takes at least one size.")
        }
        return smallest
    }

    private var cheapest: SizeSummary { smallest(sizes, by: cost) }
    private var fastest: SizeSummary { smallest(sizes) { $0.medianMilliseconds } }

    var byCost: Recommendation {
        let size = cheapest
        return Recommendation(
            goal: .cost, memorySizeMB: size.memorySizeMB,
            reason: "the lowest cost, $\(Figure.dollars(cost(size))) per million requests.")
    }

    /// A median that chance may have made the smallest is not worth money: of those that cannot be told from it, the
    /// cheapest.
    var bySpeed: Recommendation {
        let fastest = fastest
        let size = smallest(sizes.filter { isAsFast($0, as: fastest) }, by: cost)
        let median = "\(Figure.milliseconds(size.medianMilliseconds)) ms"
        let reason =
            size.memorySizeMB == fastest.memorySizeMB
            ? "the shortest median, \(median)."
            : "a median of \(median); \(fastest.memorySizeMB) MB has \(Figure.milliseconds(fastest.medianMilliseconds)) ms, "
                + "but their intervals overlap and it costs more."
        return Recommendation(goal: .speed, memorySizeMB: size.memorySizeMB, reason: reason)
    }

    private func isAsFast(_ size: SizeSummary, as fastest: SizeSummary) -> Bool {
        if size.memorySizeMB == fastest.memorySizeMB { return true }
        guard let one = size.interval, let other = fastest.interval else { return false }
        return one.overlaps(other)
    }

    /// Time and cost weigh the same, each as a multiple of the best one measured: the smallest sum wins. A size that takes
    /// twice the shortest time must save as much as the lowest cost to make up for it.
    var byBalance: Recommendation {
        let (shortest, lowest) = (fastest.medianMilliseconds, cost(cheapest))
        func times(_ value: Double, _ best: Double) -> Double { best > 0 ? value / best : 1 }
        let size = smallest(sizes) { times($0.medianMilliseconds, shortest) + times(cost($0), lowest) }
        let (time, money) = (times(size.medianMilliseconds, shortest), times(cost(size), lowest))
        return Recommendation(
            goal: .balance, memorySizeMB: size.memorySizeMB,
            reason: "the smallest sum of time (\(Figure.multiple(time)) times the shortest) and cost "
                + "(\(Figure.multiple(money)) times the lowest).")
    }
}
