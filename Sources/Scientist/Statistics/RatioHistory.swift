import Glibc

/// How the mean ratio of paired durations came to be what it is: points in time, few enough to be kept for good.
///
/// A point is taken every so many pairs; when there are too many, every second one is given up and points are taken half
/// as often. What is kept is what intervals are made from, not the intervals: those depend on an alpha that only whoever
/// looks knows.
public struct RatioHistory: Sendable, Equatable {
    /// Most that are ever kept.
    public static let limit = 128

    public struct Point: Sendable, Equatable {
        /// Milliseconds since 1970.
        public var time: Int
        public var count: Int
        /// Of the logarithms.
        var mean: Double
        /// Of the logarithms, raised for neighbours that resemble each other.
        var variance: Double

        /// Candidate to control.
        public var ratio: Double { exp(mean) }

        /// The ratio lies in here, in all looks together, with a probability of 1 - alpha.
        public func interval(alpha: Double) -> ClosedRange<Double> {
            let half = MixtureSequence.halfWidth(
                count: count, variance: variance, mixingVariance: MixtureSequence.standardMixingVariance, alpha: alpha)
            return exp(mean - half)...exp(mean + half)
        }
    }

    /// The oldest first.
    public private(set) var points: [Point] = []
    private var stride = 1
    /// The points as they are stored: made once for each, not once for each time that something else is stored.
    private var text = ""

    public init() {}

    /// Looks at the ratios after each pair.
    ///
    /// - Parameter time: milliseconds since 1970.
    public mutating func follow(_ ratios: LogRatios, time: Int) {
        guard ratios.count >= MixtureSequence.fewest, ratios.count - (points.last?.count ?? 0) >= stride else { return }
        let point = Point(
            time: time, count: ratios.count, mean: ratios.moments.mean, variance: ratios.raisedVariance)
        points.append(point)
        if points.count <= Self.limit {
            text += point.text
        } else {
            points = points.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
            stride *= 2
            text = points.map(\.text).joined()
        }
    }
}

extension RatioHistory.Point {
    fileprivate var text: String { "\(time) \(count) \(mean) \(variance);" }

    fileprivate init?(_ text: Substring) {
        let parts = text.split(separator: " ")
        guard parts.count == 4, let time = Int(parts[0]), let count = Int(parts[1]), let mean = Double(parts[2]),
            let variance = Double(parts[3])
        else { return nil }
        self.init(time: time, count: count, mean: mean, variance: variance)
    }
}

/// One text: `STRIDE|TIME COUNT MEAN VARIANCE;...`.
extension RatioHistory: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let parts = try container.decode(String.self).split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 2, let stride = Int(parts[0]) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "This is no history of ratios.")
        }
        self.stride = stride
        points = parts[1].split(separator: ";").compactMap(Point.init)
        text = String(parts[1])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode("\(stride)|\(text)")
    }
}
