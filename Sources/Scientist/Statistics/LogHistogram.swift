import Glibc

/// Durations, or other numbers above zero, by size: buckets that grow by one percent each, so that any quantile is known
/// to half a percent in a few kilobytes.
///
/// Source: the idea of HdrHistogram (G. Tene), http://hdrhistogram.org.
public struct LogHistogram: Sendable, Equatable {
    private static let growth = log(1.01)

    public private(set) var count = 0
    /// How many values each bucket has, by its number; 0 is for 1 and less.
    private var buckets: [Int: Int] = [:]

    public init() {}

    public mutating func add(_ value: Double) {
        count += 1
        let bucket = value > 1 && value.isFinite ? Int((log(value) / Self.growth).rounded()) : 0
        buckets[bucket, default: 0] += 1
    }

    /// Takes all values of another.
    public mutating func add(_ other: LogHistogram) {
        count += other.count
        buckets.merge(other.buckets, uniquingKeysWith: +)
    }

    /// The value of a rank, from 1; nil beyond the count.
    public func value(rank: Int) -> Double? {
        guard rank >= 1, rank <= count else { return nil }
        var below = 0
        for (bucket, number) in buckets.sorted(by: { $0.key < $1.key }) {
            below += number
            if below >= rank { return exp(Double(bucket) * Self.growth) }
        }
        return nil
    }

    /// The least value that at least this share of the values does not exceed; nil for no values.
    public func quantile(_ share: Double) -> Double? {
        value(rank: max(1, Int((share * Double(count)).rounded(.up))))
    }

    /// Buckets with their middle and count, ascending.
    public var bars: [(value: Double, count: Int)] {
        buckets.sorted { $0.key < $1.key }.map { (exp(Double($0.key) * Self.growth), $0.value) }
    }
}

/// As one text, `37 2 112 1`: each bucket and how many values it has, ascending. Totals hold many histograms and are
/// written with every commit.
extension LogHistogram: Codable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(
            buckets.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: " "))
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        let numbers = text.split(separator: " ").map { Int($0) }
        var index = 0
        while index + 1 < numbers.count, let bucket = numbers[index], let number = numbers[index + 1], number > 0 {
            buckets[bucket, default: 0] += number
            count += number
            index += 2
        }
        guard index == numbers.count else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no histogram")
        }
    }
}
