/// Count, mean and variance of a series, kept up to date with each value.
///
/// Source: B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4
/// (1962).
public struct RunningMoments: Sendable, Equatable, Codable {
    public private(set) var count = 0
    public private(set) var mean = 0.0
    private var squares = 0.0

    public init() {}

    public mutating func add(_ value: Double) {
        count += 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
    }

    /// Of the sample, with n - 1 below; 0 for fewer than two values.
    public var variance: Double { count > 1 ? squares / Double(count - 1) : 0 }
}
