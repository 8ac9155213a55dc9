public import JSON

/// The input of an operation: members by their names in the service model, read into the types that they have there.
///
/// The query protocol knows texts only, JSON tells numbers and booleans from them: either form is taken.
public struct Parameters: Sendable {
    /// An object.
    public let json: JSON
    /// The request's body as it came, where the binding makes a member of it that is bytes; nil for callers within.
    public var payload: [UInt8]?

    public init(_ json: JSON, payload: [UInt8]? = nil) {
        self.json = json
        self.payload = payload
    }

    /// A member that is there and not null.
    public subscript(name: String) -> JSON? {
        guard let value = json[name], !value.isNull else { return nil }
        return value
    }

    /// - Throws: SerializationException, as AWS does, for a value of another type.
    public func string(_ name: String) throws(AWSError) -> String? {
        guard let value = self[name] else { return nil }
        switch value {
        case .string(let text): return text
        case .number(let text): return text
        case .bool(let value): return value ? "true" : "false"
        case .null, .array, .object: throw Self.mistyped(name, "a string", value)
        }
    }

    public func integer(_ name: String) throws(AWSError) -> Int? {
        guard let value = self[name] else { return nil }
        guard let number = value.intValue ?? value.stringValue.flatMap({ Int($0) }) else {
            throw Self.mistyped(name, "a whole number", value)
        }
        return number
    }

    public func number(_ name: String) throws(AWSError) -> Double? {
        guard let value = self[name] else { return nil }
        guard let number = value.doubleValue ?? value.stringValue.flatMap({ Double($0) }), number.isFinite else {
            throw Self.mistyped(name, "a number", value)
        }
        return number
    }

    public func boolean(_ name: String) throws(AWSError) -> Bool? {
        switch self[name] {
        case nil: return nil
        case .bool(let value): return value
        case .string("true"): return true
        case .string("false"): return false
        case let value?: throw Self.mistyped(name, "a boolean", value)
        }
    }

    /// Elements of a list; nil where it is not there. An empty text counts as an empty list, as SDKs for the query
    /// protocol send it.
    public func list(_ name: String) throws(AWSError) -> [JSON]? {
        switch self[name] {
        case nil: return nil
        case .array(let elements): return elements
        case .string(""): return []
        case let value?: throw Self.mistyped(name, "a list", value)
        }
    }

    public func strings(_ name: String) throws(AWSError) -> [String]? {
        guard let elements = try list(name) else { return nil }
        var strings: [String] = []
        for element in elements {
            guard let text = element.stringValue else { throw Self.mistyped(name, "a list of strings", element) }
            strings.append(text)
        }
        return strings
    }

    /// A structure within this one.
    public func structure(_ name: String) throws(AWSError) -> Parameters? {
        guard let value = self[name] else { return nil }
        guard value.objectValue != nil else { throw Self.mistyped(name, "a structure", value) }
        return Parameters(value)
    }

    /// A map of texts, such as tags.
    public func map(_ name: String) throws(AWSError) -> [String: String]? {
        guard let structure = try structure(name) else { return nil }
        var map: [String: String] = [:]
        for member in structure.json.objectValue ?? [] { map[member.key] = try structure.string(member.key) }
        return map
    }

    private static func mistyped(_ name: String, _ wanted: String, _ value: JSON) -> AWSError {
        AWSError("SerializationException", "'\(name)' must be \(wanted), not \(value.text.prefix(100)).")
    }
}
