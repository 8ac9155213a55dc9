import AWSAPI
import JSON

/// `patchOperations` of REST APIs: which paths an update may change, and how.
///
/// Source: API Gateway REST API Reference, "Patch operations"; refusals as recorded.
struct Patch: Sendable {
    enum Kind: Sendable {
        case text, flag
        case integer(ClosedRange<Int>, refusal: String)
        /// A member of a map: `/variables/x`.
        case entry
        /// An element of a list: `/binaryMediaTypes/image~1png`.
        case element
    }

    struct Rule: Sendable {
        /// `/name`; one that ends in `/*` takes any name there.
        let path: String
        let kind: Kind
        let operations: [String]

        init(_ path: String, _ kind: Kind = .text, _ operations: [String]? = nil) {
            self.path = path
            self.kind = kind
            self.operations = operations ?? (path.hasSuffix("/*") ? ["add", "remove", "replace"] : ["replace"])
        }
    }

    struct Operation: Sendable {
        var op: String
        var path: String
        var value: String?

        /// The parts of the path, unescaped.
        var parts: [String] {
            path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(Self.unescape)
        }

        private static func unescape(_ part: Substring) -> String {
            part.split(separator: "~1", omittingEmptySubsequences: false)
                .map { $0.split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~") }
                .joined(separator: "/")
        }
    }

    static func operations(in input: Parameters) throws(AWSError) -> [Operation] {
        var operations: [Operation] = []
        for element in try input.list("patchOperations") ?? [] {
            let operation = Parameters(element)
            guard let op = try operation.string("op"), let path = try operation.string("path"), path.hasPrefix("/")
            else {
                throw .badRequest("Invalid patch operation specified")
            }
            operations.append(Operation(op: op, path: path, value: try operation.string("value")))
        }
        return operations
    }

    let rules: [Rule]

    init(_ rules: [Rule]) {
        self.rules = rules
    }

    func apply(_ operations: [Operation], to json: inout JSON) throws(AWSError) {
        for operation in operations { try apply(operation, to: &json) }
    }

    func apply(_ operation: Operation, to json: inout JSON) throws(AWSError) {
        let parts = operation.parts
        guard let rule = rules.first(where: { Self.fits($0.path, parts) }) else {
            throw .badRequest("Invalid patch path \(operation.path)")
        }
        guard rule.operations.contains(operation.op) else {
            throw .badRequest(
                "Invalid patch operation specified. Must be one of: [\(rule.operations.joined(separator: ", "))]")
        }
        switch rule.kind {
        case .element: Self.changeElement(operation, parts, of: &json)
        case .entry, .text, .flag, .integer:
            Self.set(try Self.value(of: operation, rule.kind), at: parts[...], in: &json)
        }
    }

    func knows(_ operation: Operation) -> Bool { rules.contains { Self.fits($0.path, operation.parts) } }

    private static func fits(_ pattern: String, _ parts: [String]) -> Bool {
        let wanted = pattern.split(separator: "/").map(String.init)
        return wanted.count == parts.count && zip(wanted, parts).allSatisfy { $0 == "*" ? !$1.isEmpty : $0 == $1 }
    }

    /// nil takes the member away.
    private static func value(of operation: Operation, _ kind: Kind) throws(AWSError) -> JSON? {
        guard operation.op != "remove" else { return nil }
        switch kind {
        case .flag: return .bool(operation.value == "true")
        case .integer(let range, let refusal):
            guard let text = operation.value, !text.isEmpty else { return nil }
            guard let number = Int(text), range.contains(number) else { throw .badRequest(refusal) }
            return .integer(number)
        case .entry
        where operation.path.hasPrefix("/requestParameters/") || operation.path.hasPrefix("/responseParameters/"):
            // Of methods these are whether a parameter is demanded, of integrations what it is mapped from.
            switch operation.value {
            case "true": return true
            case nil, "false", "": return false
            case let text?: return .string(text)
            }
        case .text, .entry, .element: return operation.value.flatMap { JSON.string($0).ifNotEmpty }
        }
    }

    private static func set(_ value: JSON?, at parts: ArraySlice<String>, in json: inout JSON) {
        guard let first = parts.first else { return }
        if parts.count == 1 {
            json.set(first, value)
        } else {
            var inner = json[first] ?? [:]
            set(value, at: parts.dropFirst(), in: &inner)
            json.set(first, inner.ifNotEmpty)
        }
    }

    /// `replace` puts a value in the place of the one that the path names, by itself or by its index.
    private static func changeElement(_ operation: Operation, _ parts: [String], of json: inout JSON) {
        let container = Array(parts.dropLast())
        guard let named = parts.last else { return }
        var elements = (container.reduce(json) { $0[$1] ?? .null }).strings
        let index = elements.firstIndex(of: named) ?? Int(named).flatMap { elements.indices.contains($0) ? $0 : nil }
        switch operation.op {
        case "add": if !elements.contains(named) { elements.append(named) }
        case "remove": if let index { elements.remove(at: index) }
        default:
            let value = operation.value ?? named
            if let index { elements[index] = value } else { elements.append(value) }
        }
        set(JSON.array(elements.map { .string($0) }).ifNotEmpty, at: container[...], in: &json)
    }
}
