enum HalfUpByDoubling {
    /// The nearest whole number; halves go up. The same as the control by another way: without a decision for any
    /// number that has a fraction.
    ///
    /// Doubling is exact, its floor counts halves, and of two neighbouring halves the second is the rounded number.
    static func round(_ value: Double) -> Double {
        // From 2^52 on every double is whole; below, twice its value fits into 54 bits.
        guard abs(value) < 4_503_599_627_370_496 else { return value }
        return Double((Int64((value * 2).rounded(.down)) + 1) >> 1)
    }
}
