/// Holds two answers against each other; both normalised already.
public struct Comparison: Sendable {
    /// Of one comparison; a candidate that differs everywhere need not be told in full.
    static let differenceLimit = 100

    private let comparators: [Comparator]
    private let ignores: [IgnoreRule]
    private let redactor: Redactor

    /// - Parameter redactor: of what is shown of the differences.
    public init(comparators: [Comparator], ignores: [IgnoreRule], redactor: Redactor) {
        self.comparators = comparators
        self.ignores = ignores
        self.redactor = redactor
    }

    /// - Parameter day: today in UTC, `2026-11-24`: ignore rules expire.
    public func compare(
        control: Result<Answer, Failure>, candidate: Result<Answer, Failure>, day: String
    ) -> (outcome: Outcome, differences: [Difference]) {
        switch (control, candidate) {
        case (.success(let first), .success(let second)):
            let differences = judged(differences(first, second), day)
            if differences.isEmpty { return (.match, []) }
            return (differences.allSatisfy { $0.ignored != nil } ? .ignored : .mismatch, differences)
        case (.success, .failure(let failure)): return (.candidateError, failures(nil, failure))
        case (.failure(let failure), .success): return (.controlError, failures(failure, nil))
        case (.failure(let first), .failure(let second)):
            return (.bothError, first == second ? [] : judged(failures(first, second), day))
        }
    }

    private func differences(_ control: Answer, _ candidate: Answer) -> [Difference] {
        var found: [Difference] = []
        for comparator in comparators {
            switch comparator {
            case .statusCode:
                if control.status != candidate.status {
                    found.append(
                        Difference(
                            path: FieldPath(.status), kind: .value, control: "\(control.status)",
                            candidate: "\(candidate.status)"))
                }
            case .headers(let names):
                found += names.compactMap { Self.headerDifference($0, control, candidate) }
            case .body(let body):
                found += BodyComparison(body, limit: Self.differenceLimit, redactor: redactor).differences(
                    control, candidate)
            }
        }
        return Array(found.prefix(Self.differenceLimit))
    }

    /// Several of one name count in their order (RFC 9110, section 5.2).
    private static func headerDifference(_ name: String, _ control: Answer, _ candidate: Answer) -> Difference? {
        func values(_ answer: Answer) -> [String] { answer.headers.filter { $0.name == name }.map(\.value) }
        let (first, second) = (values(control), values(candidate))
        guard first != second else { return nil }
        return Difference(
            path: FieldPath(.header(name)), kind: first.isEmpty ? .extra : second.isEmpty ? .missing : .value,
            control: first.isEmpty ? nil : Difference.cut(first.joined(separator: ", ")),
            candidate: second.isEmpty ? nil : Difference.cut(second.joined(separator: ", ")))
    }

    private func failures(_ control: Failure?, _ candidate: Failure?) -> [Difference] {
        func difference(_ part: String, _ text: KeyPath<Failure, String>) -> Difference? {
            let (first, second) = (control?[keyPath: text], candidate?[keyPath: text])
            guard first != second else { return nil }
            return Difference(
                path: FieldPath(.error(part)), kind: first == nil ? .extra : second == nil ? .missing : .value,
                control: first.map(Difference.cut), candidate: second.map(Difference.cut))
        }
        return [difference("type", \.type), difference("message", \.message)].compactMap { $0 }
    }

    /// Marks what falls under a rule that still holds.
    private func judged(_ differences: [Difference], _ day: String) -> [Difference] {
        let rules = ignores.filter { $0.until.map { $0 >= day } ?? true }
        guard !rules.isEmpty else { return differences }
        return differences.map { difference in
            var difference = difference
            difference.ignored = rules.first { $0.path.covers(difference.path) }?.reason
            return difference
        }
    }
}

extension Difference {
    static func cut(_ text: String) -> String {
        text.utf8.count <= textLimit ? text : text.prefix(textLimit - 3) + "..."
    }
}
