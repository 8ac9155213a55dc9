internal import AWSAPI
internal import JSON
internal import Yams

/// Reads the text of a template, JSON or YAML, into JSON: keys in their order, numbers as they were written, and every
/// function in its long form.
enum TemplateText {
    static func read(_ text: String) throws(AWSError) -> JSON {
        let json = isJSON(text) ? try readJSON(text) : try readYAML(text)
        guard json.objectValue != nil else { throw .validation("Template format error: unsupported structure.") }
        try refuseNulls(in: json, at: "")
        return json
    }

    private static func isJSON(_ text: String) -> Bool {
        text.utf8.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
    }

    private static func readJSON(_ text: String) throws(AWSError) -> JSON {
        do {
            return try JSON(parsing: text)
        } catch {
            let before = text.utf8.prefix(error.offset)
            let line = before.count { $0 == 0x0A } + 1
            let column = before.reversed().prefix { $0 != 0x0A }.count + 1
            throw .validation("Template format error: JSON not well-formed. (line \(line), column \(column))")
        }
    }

    private static func readYAML(_ text: String) throws(AWSError) -> JSON {
        do {
            let parser = try Parser(yaml: text)
            // Anchors live as long as the parser that found them.
            return try withExtendedLifetime(parser) {
                guard let node = try parser.singleRoot() else {
                    throw AWSError.validation("Template format error: unsupported structure.")
                }
                var conversion = YAMLConversion()
                return try conversion.json(node)
            }
        } catch {
            throw refusal(of: error)
        }
    }

    private static func refusal(of error: any Error) -> AWSError {
        if let refusal = error as? AWSError { return refusal }
        switch error as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            return .validation(
                "Template format error: YAML not well-formed. (line \(mark.line), column \(mark.column))")
        case .duplicatedKeysInMapping(let duplicates, let context):
            return .validation(
                """
                Template format error: YAML not well-formed. (line \(context.mark.line), column \
                \(context.mark.column)): the key '\(duplicates.joined(separator: "', '"))' stands twice in one mapping
                """)
        default: return .validation("Template format error: YAML not well-formed.")
        }
    }

    /// AWS names the place as a path: `[/Resources/Queue/Properties/Name]`.
    private static func refuseNulls(in json: JSON, at path: String) throws(AWSError) {
        switch json {
        case .null: throw .validation("[\(path.isEmpty ? "/" : path)] 'null' values are not allowed in templates")
        case .array(let elements):
            for (index, element) in elements.enumerated() { try refuseNulls(in: element, at: "\(path)/\(index)") }
        case .object(let members):
            for member in members { try refuseNulls(in: member.value, at: "\(path)/\(member.key)") }
        case .bool, .number, .string: break
        }
    }
}
