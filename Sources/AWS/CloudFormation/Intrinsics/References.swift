internal import AWSAPI
internal import JSON

/// What a value of a template refers to.
struct References: Sendable, Hashable {
    /// Of `Ref` and `${Name}`: parameters, resources, pseudo parameters.
    var names: [String] = []
    /// Of `Fn::GetAtt` and `${Resource.Attribute}`.
    var attributes: [Attribute] = []
    /// Of `Fn::If` and, within conditions, `Condition`.
    var conditions: [String] = []
    /// Of `Fn::FindInMap`, where it is no function itself.
    var mappings: [String] = []
    /// Arguments of `Fn::ImportValue`.
    var imports: [JSON] = []

    struct Attribute: Sendable, Hashable {
        var resource: String
        var name: String
    }

    /// - Parameter decided: conditions whose value is known: of `Fn::If` only the branch taken counts. Nil looks into both.
    init(in json: JSON, decided: [String: Bool]? = nil) throws(AWSError) {
        try collect(json, decided)
    }

    private mutating func collect(_ json: JSON, _ decided: [String: Bool]?) throws(AWSError) {
        if let (function, argument) = try Intrinsic.call(in: json) {
            return try collect(function, argument, decided)
        }
        for element in json.arrayValue ?? [] { try collect(element, decided) }
        for member in json.objectValue ?? [] { try collect(member.value, decided) }
    }

    private mutating func collect(
        _ function: Intrinsic, _ argument: JSON, _ decided: [String: Bool]?
    ) throws(AWSError) {
        switch function {
        case .ref: names.append(try Self.name(argument))
        case .getAtt: try collectAttribute(argument, decided)
        case .sub: try collectSub(argument, decided)
        case .if: try collectIf(argument, decided)
        case .and, .or, .not:
            for operand in argument.arrayValue ?? [argument] { try collectCondition(operand, decided) }
        case .findInMap:
            if let name = argument[0]?.stringValue { mappings.append(name) }
            try collect(argument, decided)
        case .importValue:
            imports.append(argument)
            try collect(argument, decided)
        case .condition, .base64, .equals, .getAZs, .join, .select, .split: try collect(argument, decided)
        }
    }

    /// A condition may be named by `{"Condition": "Name"}`.
    mutating func collectCondition(_ json: JSON, _ decided: [String: Bool]? = nil) throws(AWSError) {
        if case .object(let members) = json, members.count == 1, members[0].key == Intrinsic.condition.rawValue {
            conditions.append(members[0].value.stringValue ?? members[0].value.text)
        } else {
            try collect(json, decided)
        }
    }

    static func name(_ argument: JSON) throws(AWSError) -> String {
        guard let name = argument.stringValue, !name.isEmpty else {
            throw .validation("Template error: every Ref object must have a single String value.")
        }
        return name
    }

    private mutating func collectAttribute(_ argument: JSON, _ decided: [String: Bool]?) throws(AWSError) {
        let (resource, attribute) = try Self.attribute(argument)
        attributes.append(Attribute(resource: resource, name: attribute.stringValue ?? ""))
        try collect(attribute, decided)
    }

    /// - Returns: the resource, and the attribute: a text, or a `Ref` that gives one.
    static func attribute(_ argument: JSON) throws(AWSError) -> (resource: String, attribute: JSON) {
        var parts = argument.arrayValue ?? []
        if let text = argument.stringValue {
            parts = text.split(separator: ".", maxSplits: 1).map { .string(String($0)) }
        }
        guard parts.count == 2, let resource = parts[0].stringValue, !resource.isEmpty, parts[1] != "" else {
            throw .validation(
                "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute"
            )
        }
        return (resource, parts[1])
    }

    private mutating func collectSub(_ argument: JSON, _ decided: [String: Bool]?) throws(AWSError) {
        let (text, own) = try SubText.argument(argument)
        for variable in text.variables where !own.contains(where: { $0.key == variable }) {
            if let point = variable.firstIndex(of: ".") {
                let name = String(variable[variable.index(after: point)...])
                attributes.append(Attribute(resource: String(variable[..<point]), name: name))
            } else {
                names.append(variable)
            }
        }
        for member in own { try collect(member.value, decided) }
    }

    private mutating func collectIf(_ argument: JSON, _ decided: [String: Bool]?) throws(AWSError) {
        let (condition, then, otherwise) = try Self.branches(argument)
        conditions.append(condition)
        guard let value = decided?[condition] else {
            try collect(then, decided)
            return try collect(otherwise, decided)
        }
        try collect(value ? then : otherwise, decided)
    }

    static func branches(_ argument: JSON) throws(AWSError) -> (condition: String, then: JSON, otherwise: JSON) {
        guard let parts = argument.arrayValue, parts.count == 3, let condition = parts[0].stringValue else {
            throw .validation(
                "Template error: Fn::If requires a list argument with the first element being a condition")
        }
        return (condition, parts[1], parts[2])
    }
}
