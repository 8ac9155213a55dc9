internal import AWSAPI
internal import JSON

extension Template {
    /// Reads and checks the text of a template: its form, and that whatever it refers to is there.
    ///
    /// - Throws: ValidationError, in AWS's words where they are known.
    init(parsing text: String) throws(AWSError) {
        try self.init(try TemplateText.read(text))
        try TemplateReferences(self).check()
    }

    private init(_ json: JSON) throws(AWSError) {
        self.json = json
        try Self.checkSections(json)
        description = try Self.text(json["Description"], of: "Description")
        version = try Self.version(json)
        transforms = try Self.texts(json["Transform"], named: "Transform")
        metadata = json["Metadata"]
        for member in try Self.section("Parameters", of: json, limit: TemplateLimits.maximumParameters) {
            parameters.append(try TemplateParameter(member.key, member.value))
        }
        mappings = try Self.section("Mappings", of: json, limit: TemplateLimits.maximumMappings)
        try Self.checkMappings(mappings)
        conditions = try Self.section("Conditions", of: json, limit: .max)
        for member in try Self.section("Resources", of: json, limit: TemplateLimits.maximumResources) {
            resources.append(try TemplateResource(member.key, member.value))
        }
        guard !resources.isEmpty else {
            throw .validation("Template format error: At least one Resources member must be defined.")
        }
        for member in try Self.section("Outputs", of: json, limit: TemplateLimits.maximumOutputs) {
            outputs.append(try TemplateOutput(member.key, member.value))
        }
    }

    private static let sections: Set<String> = [
        "AWSTemplateFormatVersion", "Conditions", "Description", "Hooks", "Mappings", "Metadata", "Outputs",
        "Parameters", "Resources", "Rules", "Transform",
    ]

    private static func checkSections(_ json: JSON) throws(AWSError) {
        let unknown = (json.objectValue ?? []).map(\.key).filter { !sections.contains($0) }
        guard unknown.isEmpty else {
            throw .validation("Invalid template property or properties [\(unknown.joined(separator: ", "))]")
        }
        guard json["Rules"] == nil else {
            throw .validation("Template format error: Understudy does not evaluate a Rules section; leave it out.")
        }
    }

    private static func version(_ json: JSON) throws(AWSError) -> String? {
        guard let version = try text(json["AWSTemplateFormatVersion"], of: "AWSTemplateFormatVersion") else {
            return nil
        }
        guard version == "2010-09-09" else {
            throw .validation("Template format error: unsupported value for AWSTemplateFormatVersion.")
        }
        return version
    }

    private static func section(_ name: String, of json: JSON, limit: Int) throws(AWSError) -> [JSON.Member] {
        guard let value = json[name] else { return [] }
        guard let members = value.objectValue else {
            throw .validation("Template format error: \(name) must be a map.")
        }
        guard members.count <= limit else {
            throw .validation(
                "Template format error: Number of \(name.lowercased()), \(members.count), is greater than maximum allowed, \(limit)"
            )
        }
        for (index, member) in members.enumerated() where members[..<index].contains(where: { $0.key == member.key }) {
            throw .validation("Template format error: the key '\(member.key)' stands twice in \(name).")
        }
        return members
    }

    private static func checkMappings(_ mappings: [JSON.Member]) throws(AWSError) {
        for mapping in mappings {
            guard let keys = mapping.value.objectValue else {
                throw .validation("Template format error: Every Mappings member \(mapping.key) must be a map")
            }
            for key in keys where key.value.objectValue == nil {
                throw .validation(
                    "Template format error: [/Mappings/\(mapping.key)/\(key.key)] Every Mappings attribute must be a map"
                )
            }
        }
    }
}

extension Template {
    static func text(_ value: JSON?, of name: String) throws(AWSError) -> String? {
        guard let value else { return nil }
        guard let text = value.scalarText else {
            throw .validation("Template format error: Every \(name) member must be a string.")
        }
        return text
    }

    /// A text, or a list of texts.
    static func texts(_ value: JSON?, named name: String) throws(AWSError) -> [String] {
        guard let value else { return [] }
        var texts: [String] = []
        for element in value.arrayValue ?? [value] {
            guard let text = element.stringValue else {
                throw .validation("Template format error: Every \(name) member must be a string or a list of strings.")
            }
            texts.append(text)
        }
        return texts
    }

    /// Logical ids are letters and digits.
    static func checkName(_ name: String, _ kind: String) throws(AWSError) {
        guard !name.isEmpty, name.utf8.allSatisfy(\.isLetterOrDigit) else {
            throw .validation("Template format error: \(kind) name \(name) is non alphanumeric.")
        }
    }
}

extension JSON {
    /// The text of anything that is neither list nor map, as functions and parameters see it.
    var scalarText: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}

extension UInt8 {
    var isLetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
