import Glibc

/// Which of many e-values are evidence: of those that are, at most a share of alpha is expected to be chance, whatever
/// depends on whatever else.
///
/// The k largest are taken, for the largest k of which all reach m / (k alpha). Source: R. Wang, A. Ramdas, "False
/// discovery rate control with e-values", Journal of the Royal Statistical Society B 84 (2022).
enum EBenjaminiHochberg {
    /// - Parameter logEvidence: ln E of each hypothesis; all that were looked at, not only those of interest.
    static func discoveries<Name: Hashable>(_ logEvidence: [Name: Double], alpha: Double) -> Set<Name> {
        let sorted = logEvidence.sorted { $0.value > $1.value }
        let least = { (rank: Int) in log(Double(sorted.count) / (Double(rank) * alpha)) }
        let taken = sorted.indices.last { sorted[$0].value >= least($0 + 1) }
        return Set(sorted[..<(taken.map { $0 + 1 } ?? 0)].map(\.key))
    }
}
