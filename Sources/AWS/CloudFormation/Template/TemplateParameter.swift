internal import AWSAPI
internal import JSON

/// A parameter that a template declares.
struct TemplateParameter: Sendable, Hashable {
    var key: String
    /// As written: `String`, `List<Number>`.
    var type: String
    var defaultValue: String?
    var allowedValues: [String]?
    var allowedPattern: String?
    var minimumLength: Int?
    var maximumLength: Int?
    var minimumValue: Double?
    var maximumValue: Double?
    var description: String?
    var constraintDescription: String?
    /// Its value is shown to nobody.
    var isSecret = false

    /// Whether its value is a list, given as texts with commas between them.
    var isList: Bool { type == "CommaDelimitedList" || type.hasPrefix("List<") }

    var isNumber: Bool { type == "Number" || type == "List<Number>" }

    /// - Parameter value: a member of the section Parameters.
    init(_ key: String, _ value: JSON) throws(AWSError) {
        try Template.checkName(key, "Parameter")
        guard let members = value.objectValue else {
            throw .validation("Template format error: Every Parameters member must be an object.")
        }
        for member in members where !Self.properties.contains(member.key) {
            throw .validation("Invalid template parameter property '\(member.key)'")
        }
        guard let type = value["Type"]?.stringValue else {
            throw .validation("Template format error: Every Parameters object must contain a Type member.")
        }
        try Self.check(type: type)
        self.key = key
        self.type = type
        defaultValue = try Template.text(value["Default"], of: "Default")
        allowedValues = try Self.allowedValues(value["AllowedValues"])
        allowedPattern = try Template.text(value["AllowedPattern"], of: "AllowedPattern")
        minimumLength = try Self.number("MinLength", of: value).map { Int($0) }
        maximumLength = try Self.number("MaxLength", of: value).map { Int($0) }
        minimumValue = try Self.number("MinValue", of: value)
        maximumValue = try Self.number("MaxValue", of: value)
        description = try Template.text(value["Description"], of: "Description")
        constraintDescription = try Template.text(value["ConstraintDescription"], of: "ConstraintDescription")
        isSecret = try Template.text(value["NoEcho"], of: "NoEcho").map { $0.lowercased() == "true" } ?? false
    }

    private static let properties: Set<String> = [
        "AllowedPattern", "AllowedValues", "ConstraintDescription", "Default", "Description", "MaxLength", "MaxValue",
        "MinLength", "MinValue", "NoEcho", "Type",
    ]

    private static func check(type: String) throws(AWSError) {
        guard !type.hasPrefix("AWS::SSM::") else {
            throw .validation(
                "Parameters of type \(type) need AWS Systems Manager, which Understudy does not emulate; declare the parameter as String and pass its value."
            )
        }
        let element = type.hasPrefix("List<") && type.hasSuffix(">") ? String(type.dropFirst(5).dropLast()) : type
        let isPlain = ["String", "Number"].contains(element) || type == "CommaDelimitedList"
        guard isPlain || element.hasPrefix("AWS::EC2::") || element == "AWS::Route53::HostedZone::Id" else {
            throw .validation("Template format error: Unrecognized parameter type: \(type)")
        }
    }

    private static func allowedValues(_ value: JSON?) throws(AWSError) -> [String]? {
        guard let value else { return nil }
        guard let elements = value.arrayValue else {
            throw .validation("Template format error: Every AllowedValues member must be a list.")
        }
        var texts: [String] = []
        for element in elements { texts.append(try Template.text(element, of: "AllowedValues") ?? "") }
        return texts
    }

    private static func number(_ name: String, of value: JSON) throws(AWSError) -> Double? {
        guard let text = try Template.text(value[name], of: name) else { return nil }
        guard let number = Double(text), number.isFinite, abs(number) < 1e15 else {
            throw .validation("Template format error: Every \(name) member must be a number.")
        }
        return number
    }
}
