/// Values in groups, each of one pair of environments: how much more their mean varies than independent values' would.
///
/// A process keeps a speed of its own for as long as it lives, so pairs of runs in the same two environments share an error
/// that no number of them averages out. The variance that counts is that of the groups' sums (the cluster-robust variance;
/// K.-Y. Liang, S. L. Zeger, Biometrika 73, 1986). While there are few groups it is mixed with what such groups usually
/// show, as if ``priorGroups`` of them had been seen before.
public struct EnvironmentPairs: Sendable, Equatable, Codable {
    /// The spread between two environments of one function, in logarithms: 2.5 %, as measured over starts of the emulator
    /// (ratios of 1.006 to 1.073 where the truth was 1.05).
    static let priorDeviation = 0.025
    static let priorGroups = 4.0
    /// Groups that may still grow; with a concurrency above one several pairs of environments take turns.
    static let openLimit = 32

    private struct Group: Sendable, Equatable, Codable {
        var name: String
        var count = 0.0
        var sum = 0.0
    }

    /// The latest last.
    private var open: [Group] = []
    public private(set) var groups = 0
    private var squaredSums = 0.0
    private var weightedSums = 0.0
    private var squaredCounts = 0.0

    public init() {}

    public mutating func add(_ value: Double, in name: String) {
        var group = take(name)
        squaredSums += 2 * group.sum * value + value * value
        weightedSums += (group.count + 1) * (group.sum + value) - group.count * group.sum
        squaredCounts += 2 * group.count + 1
        group.count += 1
        group.sum += value
        open.append(group)
    }

    private mutating func take(_ name: String) -> Group {
        if let index = open.lastIndex(where: { $0.name == name }) { return open.remove(at: index) }
        groups += 1
        if open.count == Self.openLimit { open.removeFirst() }
        return Group(name: name)
    }

    /// The variance of one value that, divided by their number, is that of the mean.
    ///
    /// - Parameter values: of all values that were added.
    func variance(of values: RunningMoments) -> Double {
        guard groups > 0, values.count > 0 else { return values.variance }
        let count = Double(values.count)
        let usual = values.variance + squaredCounts / count * Self.priorDeviation * Self.priorDeviation
        guard groups > 1 else { return usual }
        let mean = values.mean
        let seen =
            max(0, squaredSums - 2 * mean * weightedSums + mean * mean * squaredCounts) / count
            * Double(groups) / Double(groups - 1)
        return (Self.priorGroups * usual + Double(groups) * seen) / (Self.priorGroups + Double(groups))
    }
}
