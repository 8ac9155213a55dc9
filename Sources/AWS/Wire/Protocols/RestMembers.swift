import AWSAPI
import JSON

/// What rest protocols carry outside of the body.
enum RestMembers {
    /// Members from the path, the query and the headers.
    static func input(_ request: WireRequest, _ found: OperationFinder.Found, _ binding: HTTPBinding) -> [JSON.Member] {
        var members = found.labels.map { JSON.Member($0.name, .string($0.value)) }
        for (name, member) in binding.query {
            if let value = request.queryValue(name) { members.append(JSON.Member(member, .string(value))) }
        }
        for (name, member) in binding.queryLists {
            let values = request.query.filter { $0.name == name }.map { JSON.string($0.value) }
            if !values.isEmpty { members.append(JSON.Member(member, .array(values))) }
        }
        for (name, member) in binding.headers {
            if name.hasSuffix("-") {
                let map = request.headers.fields.filter { $0.name.hasPrefix(name) }.map { field in
                    JSON.Member(String(field.name.dropFirst(name.count)), .string(field.value))
                }
                if !map.isEmpty { members.append(JSON.Member(member, .object(map))) }
            } else if let value = request.headers[name] {
                members.append(JSON.Member(member, .string(value)))
            }
        }
        return members
    }

    /// Starts an answer with the headers of the output; what is left is for its body.
    static func begin(_ output: Output, _ binding: HTTPBinding?) -> (WireAnswer, rest: [JSON.Member]) {
        var answer = WireAnswer(status: output.status ?? binding?.status ?? 200)
        for header in output.headers { answer.add(header.name, header.value) }
        var rest: [JSON.Member] = []
        let headers = binding?.answerHeaders ?? [:]
        for member in output.value.objectValue ?? [] {
            if let (name, _) = headers.first(where: { $0.value == member.key }) {
                add(member.value, as: name, to: &answer)
            } else {
                rest.append(member)
            }
        }
        return (answer, rest)
    }

    private static func add(_ value: JSON, as name: String, to answer: inout WireAnswer) {
        switch value {
        case .object(let members) where name.hasSuffix("-"):
            for member in members { add(member.value, as: name + member.key, to: &answer) }
        case .string(let text), .number(let text): answer.add(name, text)
        case .bool(let value): answer.add(name, value ? "true" : "false")
        case .null, .array, .object: break
        }
    }
}

extension WireAnswer {
    /// Whether HTTP lets this status have a body.
    var mayHaveBody: Bool { status != 204 && status != 304 && status >= 200 }
}
