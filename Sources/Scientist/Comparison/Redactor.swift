import JSON

/// Takes out of requests and answers what must not be stored: what the definition names, and what by its name is a secret.
public struct Redactor: Sendable {
    public static let replacement = "***"

    private let redactions: Redactions

    public init(_ redactions: Redactions) {
        self.redactions = redactions
    }

    public func redact(_ request: Request) -> Request {
        var request = request
        request.headers = redact(request.headers)
        request.query = request.query.map(redactQuery)
        request.body = redact(body: request.body)
        return request
    }

    public func redact(_ answer: Answer) -> Answer {
        var answer = answer
        answer.headers = redact(answer.headers)
        answer.body = redact(body: answer.body)
        return answer
    }

    /// What may be shown of the value at a place in a body.
    func redact(_ value: JSON, at path: FieldPath) -> JSON {
        if isSecret(path) { return .string(Self.replacement) }
        let plain = redactions.includesDefaults ? redactSecrets(value) : value
        return redactions.paths.flatMap { $0.remainders(after: path) }.reduce(plain) { value, steps in
            value.changing(steps) { _ in .string(Self.replacement) } ?? .null
        }
    }

    /// That it differs stays visible.
    public func redact(_ difference: Difference) -> Difference {
        guard isSecret(difference.path) else { return difference }
        var difference = difference
        difference.control = difference.control.map { _ in Self.replacement }
        difference.candidate = difference.candidate.map { _ in Self.replacement }
        return difference
    }

    private func isSecret(_ path: FieldPath) -> Bool {
        if redactions.paths.contains(where: { $0.covers(path) }) { return true }
        switch path.root {
        case .header(let name), .query(let name): return isSecret(name)
        case .body:
            return path.steps.contains { step in
                if case .key(let key) = step { isSecret(key) } else { false }
            }
        case .status, .error: return false
        }
    }

    private func isSecret(_ name: String) -> Bool {
        guard redactions.includesDefaults else { return false }
        return SecretNames.include(name)
    }

    private func redact(_ headers: [Answer.Header]) -> [Answer.Header] {
        headers.map { isSecret(FieldPath(.header($0.name))) ? Answer.Header($0.name, Self.replacement) : $0 }
    }

    /// Also of forms, which are written the same way.
    private func redactQuery(_ query: String) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let name = pair.prefix { $0 != "=" }
            return isSecret(FieldPath(.query(PercentText.decoded(name)))) && name.count < pair.count
                ? "\(name)=\(Self.replacement)" : String(pair)
        }.joined(separator: "&")
    }

    func redact(body: [UInt8]) -> [UInt8] {
        guard !body.isEmpty else { return body }
        if let json = try? JSON(parsing: body) {
            var redacted = redactions.includesDefaults ? redactSecrets(json) : json
            for path in redactions.paths where path.root == .body {
                redacted = redacted.changing(path.steps[...]) { _ in .string(Self.replacement) } ?? .null
            }
            return redacted == json ? body : redacted.bytes
        }
        if redactions.paths.contains(FieldPath(.body)) { return Array(Self.replacement.utf8) }
        guard body.count < 65_536, let text = String(validating: body, as: UTF8.self), text.contains("="),
            !text.contains("\n")
        else { return body }
        return Array(redactQuery(text).utf8)
    }

    private func redactSecrets(_ value: JSON) -> JSON {
        switch value {
        case .object(let members):
            .object(
                members.map { member in
                    JSON.Member(
                        member.key, isSecret(member.key) ? .string(Self.replacement) : redactSecrets(member.value))
                })
        case .array(let elements): .array(elements.map(redactSecrets))
        case .string(let text): .string(redactSecrets(inText: text))
        case .null, .bool, .number: value
        }
    }

    /// A text may be JSON in its turn, as the bodies of events are.
    private func redactSecrets(inText text: String) -> String {
        guard let first = text.utf8.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
            let json = try? JSON(parsing: text)
        else { return text }
        let redacted = redactSecrets(json)
        return redacted == json ? text : redacted.text
    }
}
