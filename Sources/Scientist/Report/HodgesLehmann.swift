/// Where values lie, and how far two samples are apart, unmoved by outliers (J. L. Hodges, E. L. Lehmann, Annals of
/// Mathematical Statistics 34, 1963).
///
/// Both are medians of all pairs, of which there are too many to be kept: they are counted, up to a guess that is halved
/// down to the last bit. So the result is exact.
public enum HodgesLehmann {
    /// The median of (a + b) / 2 over all pairs of values, each with itself included; nil for no values.
    public static func center(_ values: [Double]) -> Double? {
        let sorted = values.sorted()
        return median(of: sorted.count * (sorted.count + 1) / 2) { guess in
            var (number, last) = (0, sorted.count - 1)
            for first in sorted.indices {
                while last >= first, (sorted[first] + sorted[last]) / 2 > guess { last -= 1 }
                guard last >= first else { break }
                number += last - first + 1
            }
            return number
        }
    }

    /// The median of a - b over all pairs of values of the two samples; nil if one of them is empty.
    public static func shift(_ first: [Double], _ second: [Double]) -> Double? {
        let (firsts, seconds) = (first.sorted(), second.sorted())
        return median(of: firsts.count * seconds.count) { guess in
            var (number, below) = (0, 0)
            // The greater the second, the more of the first are within the guess.
            for other in seconds {
                while below < firsts.count, firsts[below] - other <= guess { below += 1 }
                number += below
            }
            return number
        }
    }

    /// - Parameter countUpTo: how many of the values are at most the guess.
    private static func median(of count: Int, _ countUpTo: (Double) -> Int) -> Double? {
        guard count > 0 else { return nil }
        let low = value(rank: (count + 1) / 2, countUpTo)
        if count % 2 == 1 || countUpTo(low) > count / 2 { return low }
        return (low + value(rank: count / 2 + 1, countUpTo)) / 2
    }

    /// The least double up to which there are that many.
    private static func value(rank: Int, _ countUpTo: (Double) -> Int) -> Double {
        var (below, enough) = (order(-.greatestFiniteMagnitude) - 1, order(.greatestFiniteMagnitude))
        while below + 1 < enough {
            // Their mean, without an overflow.
            let middle = (below & enough) + ((below ^ enough) >> 1)
            if countUpTo(double(middle)) >= rank { enough = middle } else { below = middle }
        }
        return double(enough)
    }

    /// Doubles as whole numbers in the same order.
    private static func order(_ value: Double) -> Int64 {
        let bits = Int64(bitPattern: value.bitPattern)
        return bits >= 0 ? bits : Int64.min - bits
    }

    private static func double(_ order: Int64) -> Double {
        Double(bitPattern: UInt64(bitPattern: order >= 0 ? order : Int64.min - order))
    }
}
