import JSON

/// Compares JSON by structure. The order of members never matters, that of elements unless a rule says otherwise.
struct JSONComparison {
    /// Arrays without order, of more elements than this, are compared in order.
    static let unorderedLimit = 10_000

    private let rules: Comparator.Body
    private let limit: Int
    private let redactor: Redactor
    private(set) var differences: [Difference] = []

    init(_ rules: Comparator.Body, limit: Int, redactor: Redactor) {
        self.rules = rules
        self.limit = limit
        self.redactor = redactor
    }

    mutating func compare(_ control: JSON, _ candidate: JSON, at path: FieldPath) {
        guard differences.count < limit else { return }
        switch (control, candidate) {
        case (.object(let first), .object(let second)): compare(first, second, at: path)
        case (.array(let first), .array(let second)): compare(first, second, at: path)
        case (.number(let first), .number(let second)):
            if !areEqual(first, second) { note(.value, control, candidate, path) }
        case (.string, .string), (.bool, .bool), (.null, .null):
            if control != candidate { note(.value, control, candidate, path) }
        default: note(.type, control, candidate, path)
        }
    }

    /// Of repeated members the last counts.
    private mutating func compare(_ control: [JSON.Member], _ candidate: [JSON.Member], at path: FieldPath) {
        let first = Dictionary(control.map { ($0.key, $0.value) }) { _, last in last }
        let second = Dictionary(candidate.map { ($0.key, $0.value) }) { _, last in last }
        for key in first.keys.sorted() {
            let place = path.appending(.key(key))
            switch (first[key], second[key]) {
            case (let one?, let other?): compare(one, other, at: place)
            case (let one, nil): note(.missing, one, nil, place)
            case (nil, _): break
            }
        }
        for key in second.keys.sorted() where first[key] == nil {
            note(.extra, nil, second[key], path.appending(.key(key)))
        }
    }

    private mutating func compare(_ control: [JSON], _ candidate: [JSON], at path: FieldPath) {
        if rules.unorderedArrays.contains(where: { $0.steps.count == path.steps.count && $0.covers(path) }),
            max(control.count, candidate.count) <= Self.unorderedLimit
        {
            return compareUnordered(control, candidate, at: path)
        }
        if control.count != candidate.count {
            note(
                .length, .array(control), .array(candidate), path, "\(control.count) elements",
                "\(candidate.count) elements")
        } else if Self.isPermutation(control, candidate) {
            return note(.order, .array(control), .array(candidate), path)
        }
        for (index, (one, other)) in zip(control, candidate).enumerated() {
            guard differences.count < limit else { return }
            compare(one, other, at: path.appending(.index(index)))
        }
    }

    /// Pairs off what is equal in a canonical form; what is left is compared in order.
    private mutating func compareUnordered(_ control: [JSON], _ candidate: [JSON], at path: FieldPath) {
        var counts: [JSON: Int] = [:]
        for element in candidate { counts[element.canonical, default: 0] += 1 }
        var first: [JSON] = []
        for element in control {
            if let count = counts[element.canonical], count > 0 {
                counts[element.canonical] = count - 1
            } else {
                first.append(element)
            }
        }
        var second: [JSON] = []
        for element in candidate.reversed() {
            guard let count = counts[element.canonical], count > 0 else { continue }
            counts[element.canonical] = count - 1
            second.insert(element, at: 0)
            if second.count >= limit { break }
        }
        for index in 0..<min(limit, max(first.count, second.count)) {
            let place = path.appending(.index(index))
            switch (index < first.count, index < second.count) {
            case (true, true): compare(first[index], second[index], at: place)
            case (true, false): note(.missing, first[index], nil, place)
            case (false, _): note(.extra, nil, second[index], place)
            }
        }
    }

    private static func isPermutation(_ control: [JSON], _ candidate: [JSON]) -> Bool {
        guard control.count > 1, control.count <= unorderedLimit, control != candidate else { return false }
        var counts: [JSON: Int] = [:]
        for element in control { counts[element.canonical, default: 0] += 1 }
        for element in candidate {
            guard let count = counts[element.canonical], count > 0 else { return false }
            counts[element.canonical] = count - 1
        }
        // Differently written numbers are no other order.
        return zip(control, candidate).contains { $0.canonical != $1.canonical }
    }

    private func areEqual(_ control: String, _ candidate: String) -> Bool {
        if control == candidate { return true }
        if let first = DecimalNumber(control), let second = DecimalNumber(candidate), first == second { return true }
        guard rules.absoluteTolerance > 0 || rules.relativeTolerance > 0, let first = Double(control),
            let second = Double(candidate), first.isFinite, second.isFinite
        else { return false }
        let distance = abs(first - second)
        return distance <= rules.absoluteTolerance
            || distance <= rules.relativeTolerance * max(abs(first), abs(second))
    }

    private mutating func note(
        _ kind: Difference.Kind, _ control: JSON?, _ candidate: JSON?, _ path: FieldPath,
        _ controlText: String? = nil, _ candidateText: String? = nil
    ) {
        guard differences.count < limit else { return }
        differences.append(
            Difference(
                path: path, kind: kind, control: controlText ?? control.map { shown($0, path) },
                candidate: candidateText ?? candidate.map { shown($0, path) }))
    }

    private func shown(_ value: JSON, _ path: FieldPath) -> String {
        Difference.cut(redactor.redact(value, at: path).text)
    }
}

extension JSON {
    /// Equal for equal values: members sorted by key, numbers by their decimal value.
    fileprivate var canonical: JSON {
        switch self {
        case .null, .bool, .string: return self
        case .number(let text):
            guard let number = DecimalNumber(text) else { return self }
            return .number("\(number.isNegative ? "-" : "")\(number.digits)e\(number.exponent)")
        case .array(let elements): return .array(elements.map(\.canonical))
        case .object(let members):
            let last = Dictionary(members.map { ($0.key, $0.value.canonical) }) { _, last in last }
            return .object(last.sorted { $0.key < $1.key }.map { Member($0.key, $0.value) })
        }
    }
}
