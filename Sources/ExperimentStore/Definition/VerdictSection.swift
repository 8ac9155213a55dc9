import Scientist
import Settings

/// `verdict`: how much of a difference does not matter, and how sure a verdict must be.
enum VerdictSection {
    static func tolerances(of owner: Section) throws(ConfigurationError) -> Tolerances {
        var tolerances = Tolerances()
        guard let section = try owner.section("verdict") else { return tolerances }
        try section.check(
            KnownKeys(
                followed: [
                    "alpha", "latency_tolerance", "memory_tolerance", "cost_tolerance", "mismatch_below", "min_pairs",
                ], others: .refused))
        tolerances.alpha = try section.share("alpha", in: 0.0001...0.5) ?? tolerances.alpha
        tolerances.latency = try section.share("latency_tolerance", in: 0.001...1) ?? tolerances.latency
        tolerances.memory = try section.share("memory_tolerance", in: 0.001...1) ?? tolerances.memory
        tolerances.cost = try section.share("cost_tolerance", in: 0.001...1) ?? tolerances.cost
        tolerances.mismatchRate = try section.share("mismatch_below", in: 0.0001...0.5) ?? tolerances.mismatchRate
        tolerances.fewestPairs = try section.number("min_pairs", in: 2...1_000_000) ?? tolerances.fewestPairs
        return tolerances
    }
}

/// `keep`: what is kept of single observations.
enum KeepSection {
    /// The longest payload that Lambda passes on.
    private static let longestBodyBytes = 6 << 20
    /// Totals and definitions need some room as well.
    private static let fileBytes = 1 << 20...1 << 50

    static func limits(of owner: Section) throws(ConfigurationError) -> StorageLimits {
        var limits = StorageLimits()
        guard let section = try owner.section("keep") else { return limits }
        try section.check(KnownKeys(followed: ["observations", "days", "body", "file"], others: .refused))
        limits.observations = try section.number("observations", in: 0...10_000_000) ?? limits.observations
        limits.days = try section.number("days", in: 1...3_650) ?? limits.days
        limits.bodyBytes = try section.bytes("body", in: 0...longestBodyBytes) ?? limits.bodyBytes
        limits.fileBytes = try section.bytes("file", in: fileBytes) ?? limits.fileBytes
        return limits
    }
}
