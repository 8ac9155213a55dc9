import JSON

/// What templates see of a request.
protocol TemplateSurroundings {
    /// The request's body as text.
    var body: String { get }
    /// `$context`
    var context: JSON { get }
    /// `$stageVariables`
    var stageVariables: JSON { get }
    /// A parameter by name: of the path, the query or the headers, in this order.
    func parameter(_ name: String) -> String?
}

extension TemplateSurroundings {
    /// A method of `$input`; nil for one that there is not.
    func input(_ method: String, _ arguments: [JSON?]) -> JSON? {
        let argument = arguments.first.flatMap { $0?.stringValue }
        switch method {
        // A parameter that is not there is an empty text for templates.
        case "params": return .string(argument.flatMap(parameter) ?? "")
        case "json": return argument.flatMap(bodyValue).map { .string($0.text) }
        case "path": return argument.flatMap(bodyValue)
        default: return nil
        }
    }

    /// A JSON path of members and indices: `$`, `$.a.b[0]`.
    private func bodyValue(_ path: String) -> JSON? {
        guard path.hasPrefix("$"), var value = try? JSON(parsing: body) else { return nil }
        let parts = path.dropFirst().split { ".[]'\"".contains($0) }
        for part in parts {
            guard let next = Int(part).flatMap({ value[$0] }) ?? value[String(part)] else { return nil }
            value = next
        }
        return value
    }
}

/// `$util`, and the methods of texts that templates use.
enum TemplateUtility {
    static func call(_ method: String, _ arguments: [JSON?]) -> JSON? {
        guard let text = arguments.first.flatMap({ $0 }).map(TemplateRun.printed) else { return nil }
        switch method {
        case "escapeJavaScript": return .string(escaped(text))
        // A text that is no JSON has no value.
        case "parseJson": return try? JSON(parsing: text)
        case "urlDecode": return .string(PercentCoding.decode(text[...], plusIsSpace: true))
        case "base64Encode": return .string(Base64.text(of: text.utf8))
        case "base64Decode": return Base64.bytes(of: text).map { .string(String(decoding: $0, as: UTF8.self)) }
        default: return nil
        }
    }

    static func call(_ method: String, on value: JSON, _ arguments: [JSON?]) -> JSON? {
        if method == "size", let elements = value.arrayValue { return .number(String(elements.count)) }
        if method == "get", let key = arguments.first.flatMap({ $0?.stringValue }) { return value[key] }
        let text = TemplateRun.printed(value)
        if let result = withoutArgument(method, text) { return result }
        guard let argument = arguments.first.flatMap({ $0 }).map(TemplateRun.printed) else { return nil }
        switch method {
        case "equals": return .bool(text == argument)
        case "equalsIgnoreCase": return .bool(text.lowercased() == argument.lowercased())
        case "contains": return .bool(text.contains(argument))
        case "startsWith": return .bool(text.hasPrefix(argument))
        case "endsWith": return .bool(text.hasSuffix(argument))
        // A pattern that is none matches nothing.
        case "matches": return .bool((try? Regex(argument).wholeMatch(in: text)) != nil)
        default: return nil
        }
    }

    private static func withoutArgument(_ method: String, _ text: String) -> JSON? {
        switch method {
        case "toString": .string(text)
        case "toLowerCase": .string(text.lowercased())
        case "toUpperCase": .string(text.uppercased())
        case "length": .number(String(text.utf16.count))
        case "isEmpty": .bool(text.isEmpty)
        default: nil
        }
    }

    private static func escaped(_ text: String) -> String {
        var quoted: [UInt8] = []
        JSON.writeString(text, into: &quoted)
        return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self).replacing("'", with: "\\'")
    }
}
