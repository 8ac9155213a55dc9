/// Which fields differ because of the candidate, and which differ anyway.
extension Judge {
    /// What is known of one field in which an answer differed from the control's.
    public struct FieldFinding: Sendable, Equatable {
        /// See ``FieldPath/field``.
        public var field: String
        /// In which way; each has a finding of its own.
        public var difference: Difference.Kind
        /// Requests on which only the candidate differed, only the control's twin, and both.
        public var candidateOnly: Int
        public var twinOnly: Int
        public var both: Int
        /// ln E against "the candidate differs no more often than the twin", see ``DiscordantPairs``.
        public var logEvidence: Double
        public var kind: Kind

        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// The control agrees with its own twin there, always.
            case difference
            /// The control differs from its twin as well, and the candidate more often than chance explains.
            case beyondNoise = "beyond noise"
            /// The control differs from its twin as well.
            case noise
        }

        /// Two-sided p of McNemar's exact test, for one look.
        public var exactPValue: Double { DiscordantPairs(won: twinOnly, lost: candidateOnly).exactPValue }
    }

    /// Sorted by name. Of the fields found to differ beyond noise at most a share of `budget.behaviour` is expected to be
    /// chance, whenever one looks (``EBenjaminiHochberg``, over all fields that ever differed).
    public func findings(_ tally: Tally) -> [FieldFinding] {
        let marks = Set(tally.fields.keys).union(tally.restlessFields.keys)
        let pairs = Dictionary(uniqueKeysWithValues: marks.map { ($0, tally.fields[$0] ?? DiscordantPairs()) })
        let discoveries = EBenjaminiHochberg.discoveries(pairs.mapValues(\.logEvidence), alpha: budget.behaviour)
        return marks.sorted().map { mark in
            let (pair, both) = (pairs[mark] ?? DiscordantPairs(), tally.restlessFields[mark] ?? 0)
            let isRestless = pair.won > 0 || both > 0
            let isBeyond = discoveries.contains(mark) && pair.lost > pair.won
            return FieldFinding(
                field: mark.field, difference: mark.kind, candidateOnly: pair.lost, twinOnly: pair.won, both: both,
                logEvidence: pair.logEvidence,
                kind: isRestless ? isBeyond ? .beyondNoise : .noise : .difference)
        }
    }

    /// What is not held against the candidate.
    func noise(in tally: Tally) -> Set<Tally.Mark> {
        Set(
            findings(tally).filter { $0.kind == .noise }.map { Tally.Mark(field: $0.field, kind: $0.difference) })
    }

    /// Says in words how noise was told apart.
    public var fieldMethod: String {
        "sequential McNemar test of each field and way to differ, false discoveries held at \(Figures.text(budget.behaviour)) by e-BH"
    }
}
