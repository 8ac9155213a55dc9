import Glibc

/// The most memory that environments used, the control's and the candidate's in pairs: the first that ended on one side
/// with the first that ended on the other, and so on.
///
/// In an environment the maximum never falls, so its requests are one observation, not many: it is taken once, when the
/// environment is over.
public struct EnvironmentMemory: Sendable, Equatable, Codable {
    /// An environment is over when so many runs of its side in a row were elsewhere: nothing says when one ends.
    static let quietRuns = 24
    /// Environments of one side that are not over, and those that wait for one of the other side; the oldest go first.
    static let limit = 100
    /// Whole MB say nothing about differences of one or two of them.
    static let grainMB = 2

    private var control = Side()
    private var candidate = Side()
    /// How many pairs have a ratio, by its logarithm in thousandths.
    private var ratios: [Int: Int] = [:]

    private struct Side: Equatable, Codable {
        struct Environment: Equatable, Codable {
            var name: String
            var maxMB: Int
            var lastRun: Int
        }
        var runs = 0
        var open: [Environment] = []
        var ended: [Int] = []

        mutating func add(_ name: String, _ maxMB: Int) {
            runs += 1
            let index = open.firstIndex { $0.name == name } ?? open.count
            if index == open.count { open.append(Environment(name: name, maxMB: maxMB, lastRun: runs)) }
            open[index].maxMB = max(open[index].maxMB, maxMB)
            open[index].lastRun = runs
            let over = open.filter { runs - $0.lastRun >= quietRuns }
            open.removeAll { runs - $0.lastRun >= quietRuns }
            ended = Array((ended + over.map(\.maxMB)).suffix(limit))
            open = Array(open.suffix(limit))
        }
    }

    public init() {}

    mutating func add(control measures: Run.Measures) {
        control.add(measures.environment, measures.maxMemoryUsedMB)
        pair()
    }

    mutating func add(candidate measures: Run.Measures) {
        candidate.add(measures.environment, measures.maxMemoryUsedMB)
        pair()
    }

    private mutating func pair() {
        while let first = control.ended.first, let second = candidate.ended.first {
            control.ended.removeFirst()
            candidate.ended.removeFirst()
            ratios[Self.thousandths(first, second), default: 0] += 1
        }
    }

    private static func thousandths(_ control: Int, _ candidate: Int) -> Int {
        guard abs(candidate - control) > grainMB, control > 0, candidate > 0 else { return 0 }
        return Int((log(Double(candidate) / Double(control)) * 1_000).rounded())
    }

    /// Pairs of environments.
    public var count: Int { ratios.values.reduce(0, +) }

    /// Candidate to control: the smallest and the largest; nil without pairs.
    public var extremes: ClosedRange<Double>? {
        ratios.keys.min().flatMap { low in ratios.keys.max().map { Self.ratio(low)...Self.ratio($0) } }
    }

    /// Nil without pairs.
    public var median: Double? { value(rank: (count + 1) / 2) }

    /// The median lies in here, in all looks together, with a probability of 1 - alpha; nil for too few pairs.
    public func interval(alpha: Double) -> ClosedRange<Double>? {
        guard let ranks = MedianSequence.ranks(count, alpha: alpha), let low = value(rank: ranks.lowerBound),
            let high = value(rank: ranks.upperBound)
        else { return nil }
        return low...high
    }

    private func value(rank: Int) -> Double? {
        var below = 0
        for (thousandths, number) in ratios.sorted(by: { $0.key < $1.key }) {
            below += number
            if below >= rank { return Self.ratio(thousandths) }
        }
        return nil
    }

    private static func ratio(_ thousandths: Int) -> Double { exp(Double(thousandths) / 1_000) }
}
