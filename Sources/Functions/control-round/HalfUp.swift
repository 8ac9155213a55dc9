enum HalfUp {
    /// The nearest whole number; halves go up, towards positive infinity, as in JavaScript's Math.round.
    ///
    /// The familiar `floor(value + 0.5)` would turn 0.49999999999999994 into 1, because the sum rounds up to 1. The
    /// difference to the floor is exact wherever it matters.
    static func round(_ value: Double) -> Double {
        let floor = value.rounded(.down)
        return value - floor >= 0.5 ? floor + 1 : floor
    }
}
