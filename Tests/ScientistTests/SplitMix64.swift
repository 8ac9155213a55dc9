import Foundation

/// The same numbers on every machine. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Box and Muller.
    mutating func normal() -> Double {
        let (first, second) = (
            Double.random(in: .leastNonzeroMagnitude..<1, using: &self), Double.random(in: 0..<1, using: &self)
        )
        return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
    }

    /// Student's t with 5 degrees of freedom, of variance 1.
    mutating func heavyTailed() -> Double {
        let squares = (0..<5).reduce(0.0) { sum, _ in
            let value = normal()
            return sum + value * value
        }
        return normal() / (squares / 5).squareRoot() / (5.0 / 3).squareRoot()
    }
}
