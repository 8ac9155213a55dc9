import Foundation

/// Numbers as people read them.
enum Figure {
    /// Two decimals, as Lambda reports durations.
    static func milliseconds(_ value: Double) -> String { decimals(2, value) }

    /// A median of whole numbers: whole, or halfway between two.
    static func halves(_ value: Double) -> String { decimals(value == value.rounded() ? 0 : 1, value) }

    /// To a tenth of a cent: a million of the smallest requests costs 20 cents and a little.
    static func dollars(_ value: Double) -> String { decimals(3, value) }

    static func multiple(_ value: Double) -> String { decimals(2, value) }

    /// Four significant digits: factors between machines may be far from 1.
    static func factor(_ value: Double) -> String { String(format: "%.4g", value) }

    static func decimals(_ count: Int, _ value: Double) -> String { String(format: "%.\(count)f", value) }
}
