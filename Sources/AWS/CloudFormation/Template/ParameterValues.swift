internal import AWSAPI
internal import Foundation
internal import JSON

/// The values of a template's parameters, as texts.
struct ParameterValues: Sendable, Hashable {
    /// In the order of the template.
    var values: [Value] = []

    struct Value: Sendable, Hashable, Codable {
        var key: String
        var text: String
    }

    /// One of a request's `Parameters`.
    struct Given: Sendable, Hashable {
        var key: String
        var text: String?
        var usesPrevious: Bool
    }

    /// - Parameters:
    ///   - previous: values of the stack that is updated; empty for a new one.
    /// - Throws: ValidationError for what is missing, unknown or not allowed.
    init(_ given: [Given], for template: Template, previous: [Value]) throws(AWSError) {
        let unknown = given.map(\.key).filter { template.parameter($0) == nil }
        guard unknown.isEmpty else {
            throw .validation("Parameters: [\(unknown.joined(separator: ", "))] do not exist in the template")
        }
        var missing: [String] = []
        for parameter in template.parameters {
            let answer = given.last { $0.key == parameter.key }
            if let text = try Self.text(answer, parameter, previous) {
                try ParameterConstraints(parameter).check(text)
                values.append(Value(key: parameter.key, text: text))
            } else {
                missing.append(parameter.key)
            }
        }
        guard missing.isEmpty else {
            throw .validation("Parameters: [\(missing.joined(separator: ", "))] must have values")
        }
    }

    private static func text(
        _ given: Given?, _ parameter: TemplateParameter, _ previous: [Value]
    ) throws(AWSError) -> String? {
        guard let given else { return parameter.defaultValue }
        guard given.usesPrevious else { return given.text ?? parameter.defaultValue }
        guard given.text == nil else {
            throw .validation(
                "Invalid input for parameter key \(given.key). Cannot specify usePreviousValue as true and a parameter value at the same time"
            )
        }
        guard let value = previous.last(where: { $0.key == given.key }) else {
            throw .validation(
                "Invalid input for parameter key \(given.key). Cannot specify usePreviousValue as true for a parameter key not in the previous template"
            )
        }
        return value.text
    }

    /// What `Ref` gives: a text, or a list of texts for list types.
    func json(for template: Template) -> [String: JSON] {
        var json: [String: JSON] = [:]
        for value in values {
            let isList = template.parameter(value.key)?.isList ?? false
            json[value.key] =
                isList ? .array(Self.elements(value.text).map { .string($0) }) : .string(value.text)
        }
        return json
    }

    /// Between commas, without the spaces around.
    static func elements(_ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        return text.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }
}
