/// Characters, as a pattern names them: `[a-z_]`, `\d`, `.`.
struct ScalarSet: Sendable, Hashable {
    private var ranges: [ClosedRange<UInt32>]
    private var isInverted: Bool

    init(_ ranges: [ClosedRange<UInt32>], inverted: Bool = false) {
        self.ranges = ranges
        isInverted = inverted
    }

    init(_ scalar: Unicode.Scalar) {
        self.init([scalar.value...scalar.value])
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) } != isInverted
    }

    /// The character where it is but one.
    var only: UInt32? {
        ranges.count == 1 && !isInverted && ranges[0].count == 1 ? ranges[0].lowerBound : nil
    }

    var inverted: ScalarSet { ScalarSet(ranges, inverted: !isInverted) }

    /// Nil where one of them is inverted: then together they have no ranges of their own.
    func union(_ other: ScalarSet) -> ScalarSet? {
        isInverted || other.isInverted ? nil : ScalarSet(ranges + other.ranges)
    }

    /// Together with the letters of the other case, for A to Z.
    var ignoringCase: ScalarSet {
        let others = ranges.flatMap { range in
            [(UInt32(65)...90, 32), (UInt32(97)...122, -32)].compactMap { letters, distance in
                let shared = range.clamped(to: letters)
                guard range.overlaps(letters) else { return nil }
                return UInt32(Int(shared.lowerBound) + distance)...UInt32(Int(shared.upperBound) + distance)
            } as [ClosedRange<UInt32>]
        }
        return ScalarSet(ranges + others, inverted: isInverted)
    }

    static let digits = ScalarSet([48...57])
    static let word = ScalarSet([48...57, 65...90, 95...95, 97...122])
    static let blanks = ScalarSet([9...13, 32...32])
    /// Everything but the end of a line.
    static let any = ScalarSet([10...10], inverted: true)
}
