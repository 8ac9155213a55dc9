package import NIOCore

/// Durations by size: ten buckets for each power of ten, so that a quantile is known to a tenth or so in half a kilobyte.
package struct DurationBuckets: Sendable, Equatable {
    /// What each bucket holds at most, ascending, in nanoseconds: the preferred numbers R10 (ISO 3) from 100 microseconds
    /// to 1,000 seconds. One more bucket, at the end, holds what is longer.
    package static let bounds: [Int64] = {
        let steps: [Int64] = [100, 125, 160, 200, 250, 315, 400, 500, 630, 800]
        let decades: [Int64] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000]
        return decades.flatMap { decade in steps.map { $0 * decade } } + [1_000_000_000_000]
    }()

    package private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    package private(set) var count = 0
    package private(set) var sum = TimeAmount.zero

    package init() {}

    package mutating func add(_ duration: TimeAmount) {
        counts[Self.bucket(of: duration.nanoseconds)] += 1
        count += 1
        sum = sum + duration
    }

    /// The first whose bound is not exceeded.
    static func bucket(of nanoseconds: Int64) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < nanoseconds { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// About what this share of the durations does not exceed, as if those in a bucket were spread evenly; nil for none,
    /// or where it lies beyond all bounds.
    package func quantile(_ share: Double) -> TimeAmount? {
        let rank = max(1, Int((share * Double(count)).rounded(.up)))
        var (below, lower): (Int, Int64) = (0, 0)
        for (bound, number) in zip(Self.bounds, counts) {
            if below + number >= rank {
                let place = (Double(rank - below) - 0.5) / Double(number)
                return .nanoseconds(lower + Int64(Double(bound - lower) * place))
            }
            (below, lower) = (below + number, bound)
        }
        return nil
    }

    /// How many did not exceed each of the bounds 1, 2.5 and 5 times a power of ten.
    package var cumulative: [(bound: TimeAmount, count: Int)] {
        var below = 0
        var found: [(TimeAmount, Int)] = []
        for (index, bound) in Self.bounds.enumerated() {
            below += counts[index]
            if [0, 4, 7].contains(index % 10) { found.append((.nanoseconds(bound), below)) }
        }
        return found
    }
}
