import JSON

/// Does the steps that make answers comparable.
public struct Normaliser: Sendable {
    /// A step that cannot be done, and why.
    public struct Mistake: Error, Hashable, CustomStringConvertible {
        public let description: String
    }

    private let steps: [NormalisationStep]
    /// Of the `replace` steps.
    private let patterns: [String: Pattern]

    public init(_ steps: [NormalisationStep]) throws(Mistake) {
        var patterns: [String: Pattern] = [:]
        for case .replace(_, let text, _) in steps {
            do throws(Pattern.Mistake) { patterns[text] = try Pattern(text) } catch {
                throw Mistake(description: "'\(text)' is no regular expression: \(error)")
            }
        }
        self.steps = steps
        self.patterns = patterns
    }

    /// What remains of an answer's time for `replace`.
    private final class Allowance {
        var steps = Pattern.stepLimit
        var isExceeded: Bool { steps < 0 }
    }

    /// - Returns: the answer, and whether a `replace` step was given up because it took too long: its text is as it was.
    public func normalise(_ answer: Answer) -> (answer: Answer, isUnreplaced: Bool) {
        guard !steps.isEmpty else { return (answer, false) }
        let allowance = Allowance()
        return (normalise(answer, allowance), allowance.isExceeded)
    }

    private func normalise(_ answer: Answer, _ allowance: Allowance) -> Answer {
        var answer = answer
        var json: JSON?
        var isRead = false
        var isChanged = false
        for step in steps {
            switch step.path.root {
            case .header(let name): normaliseHeaders(of: &answer, name, step, allowance)
            case .body:
                if !isRead {
                    json = try? JSON(parsing: answer.body)
                    isRead = true
                }
                if let value = json {
                    json = value.changing(step.path.steps[...], change(of: step, allowance)) ?? .null
                    isChanged = isChanged || json != value
                } else {
                    normaliseText(of: &answer, step, allowance)
                }
            case .status, .query, .error: break
            }
        }
        if isChanged, let json { answer.body = json.bytes }
        return answer
    }

    private func normaliseHeaders(
        of answer: inout Answer, _ name: String, _ step: NormalisationStep, _ allowance: Allowance
    ) {
        func isMeant(_ header: Answer.Header) -> Bool { name == "*" || header.name == name }
        switch step {
        case .drop: answer.headers.removeAll(where: isMeant)
        case .replace(_, let pattern, let text):
            for index in answer.headers.indices where isMeant(answer.headers[index]) {
                answer.headers[index].value = replacing(
                    pattern, with: text, in: answer.headers[index].value, allowance)
            }
        case .sort, .round, .parse: break
        }
    }

    /// A body that is not JSON can only be taken away, or searched as a whole.
    private func normaliseText(of answer: inout Answer, _ step: NormalisationStep, _ allowance: Allowance) {
        guard step.path.steps.isEmpty else { return }
        switch step {
        case .drop: answer.body = []
        case .replace(_, let pattern, let text):
            guard let body = String(validating: answer.body, as: UTF8.self) else { return }
            answer.body = Array(replacing(pattern, with: text, in: body, allowance).utf8)
        case .sort, .round, .parse: break
        }
    }

    private func change(of step: NormalisationStep, _ allowance: Allowance) -> (JSON) -> JSON? {
        switch step {
        case .drop: { _ in nil }
        case .replace(_, let pattern, let text):
            { value in value.stringValue.map { .string(replacing(pattern, with: text, in: $0, allowance)) } ?? value }
        case .sort(_, let key): { $0.sorted(by: key) }
        case .round(_, let digits, let rounding): { $0.rounded(digits, rounding) }
        case .parse(_, .json): { value in value.stringValue.flatMap { try? JSON(parsing: $0) } ?? value }
        case .parse(_, .number): { $0.asNumber }
        }
    }

    private func replacing(
        _ pattern: String, with text: String, in whole: String, _ allowance: Allowance
    ) -> String {
        guard !allowance.isExceeded, let pattern = patterns[pattern] else { return whole }
        return pattern.replacing(in: whole, with: text, steps: &allowance.steps) ?? whole
    }
}

extension NormalisationStep {
    var path: FieldPath {
        switch self {
        case .drop(let path), .replace(let path, _, _), .sort(let path, _), .round(let path, _, _), .parse(let path, _):
            path
        }
    }
}

extension JSON {
    /// An array in the order of its elements, or of one of their members: numbers by value, then texts; others stay.
    fileprivate func sorted(by key: String?) -> JSON {
        guard case .array(let elements) = self else { return self }
        let keyed = elements.enumerated().map { index, element in
            (element, SortKey(key.map { element[$0] ?? .null } ?? element), index)
        }
        return .array(keyed.sorted { ($0.1, $0.2) < ($1.1, $1.2) }.map(\.0))
    }

    private struct SortKey: Comparable {
        let number: Double
        let text: String

        init(_ value: JSON) {
            number = value.doubleValue ?? .infinity
            text = value.stringValue ?? value.text
        }

        static func < (one: SortKey, other: SortKey) -> Bool {
            one.number != other.number ? one.number < other.number : one.text < other.text
        }
    }

    fileprivate func rounded(_ digits: Int, _ rounding: NormalisationStep.Rounding) -> JSON {
        guard case .number(let text) = self else { return self }
        return DecimalNumber(text)?.rounded(digits, rounding).map { .number($0) } ?? self
    }

    fileprivate var asNumber: JSON {
        guard let text = stringValue, let value = try? JSON(parsing: text), case .number = value else { return self }
        return value
    }
}
