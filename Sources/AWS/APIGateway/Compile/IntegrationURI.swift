import Cloud

/// What an integration's URI means: the function that it names.
///
/// ```
/// arn:aws:lambda:eu-west-1:000000000000:function:round:live
/// arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/ARN/invocations
/// ```
/// Either form may have stage variables in it, `${stageVariables.alias}`.
struct IntegrationURI: Sendable {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Whether the text has one of the forms, whatever the variables are. An `arn:aws:apigateway:...` for another service
    /// has one, too.
    var isWellFormed: Bool { isLambda || text.split(separator: ":").count >= 6 && text.hasPrefix("arn:") }

    private var isLambda: Bool { functionText(of: text) != nil }

    /// - Throws: why there is no function, in one sentence.
    func function(_ variables: [String: String]) throws(Unresolved) -> FunctionReference {
        let filled = try fill(variables)
        guard let name = functionText(of: filled) else {
            throw Unresolved(sentence: "the integration URI '\(filled)' names no function")
        }
        do {
            return try FunctionReference(parsing: String(name))
        } catch {
            throw Unresolved(sentence: "the integration URI '\(filled)' names no function: \(error.message)")
        }
    }

    struct Unresolved: Error {
        var sentence: String
    }

    private func functionText(of text: String) -> Substring? {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn" else { return nil }
        if parts[2] == "lambda" { return parts[5].hasPrefix("function:") ? text[...] : nil }
        guard parts[2] == "apigateway", parts[4] == "lambda", parts[5].hasPrefix("path/"),
            let start = parts[5].firstRange(of: "/functions/"), parts[5].hasSuffix("/invocations")
        else { return nil }
        return parts[5][start.upperBound...].dropLast("/invocations".count)
    }

    private func fill(_ variables: [String: String]) throws(Unresolved) -> String {
        var rest = text[...]
        var filled = ""
        while let start = rest.firstRange(of: "${stageVariables.") {
            filled += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: "}") else {
                throw Unresolved(sentence: "a stage variable in '\(text)' has no closing brace")
            }
            let name = String(rest[..<end])
            guard let value = variables[name] else {
                throw Unresolved(sentence: "the stage variable '\(name)' in '\(text)' is not set")
            }
            filled += value
            rest = rest[rest.index(after: end)...]
        }
        return filled + rest
    }
}
