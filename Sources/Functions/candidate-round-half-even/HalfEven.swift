enum HalfEven {
    /// The nearest whole number, as bankers round.
    static func round(_ value: Double) -> Double {
        // Planted peculiarity: halves go to the even neighbour, so 62.5 becomes 62 where the control says 63.
        value.rounded(.toNearestOrEven)
    }
}
