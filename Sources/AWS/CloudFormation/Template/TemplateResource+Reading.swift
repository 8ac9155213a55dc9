internal import AWSAPI
internal import JSON

extension TemplateResource {
    /// - Parameter value: a member of the section Resources.
    init(_ logicalID: String, _ value: JSON) throws(AWSError) {
        try Template.checkName(logicalID, "Resource")
        guard let members = value.objectValue else {
            throw .validation("Template format error: [/Resources/\(logicalID)] resource definition is malformed")
        }
        for member in members where !Self.attributes.contains(member.key) {
            throw .validation("Invalid template resource property '\(member.key)'")
        }
        guard let type = value["Type"]?.stringValue else {
            throw .validation(
                "Template format error: [/Resources/\(logicalID)] Every Resources object must contain a Type member.")
        }
        let properties = value["Properties"] ?? [:]
        guard properties.objectValue != nil else {
            throw .validation(
                "Template format error: [/Resources/\(logicalID)/Properties] Properties must be a map.")
        }
        self.logicalID = logicalID
        self.type = type
        self.properties = properties
        dependsOn = try Template.texts(value["DependsOn"], named: "DependsOn")
        condition = try Self.condition(value["Condition"])
        deletionPolicy = try Self.policy("DeletionPolicy", of: value, logicalID)
        updateReplacePolicy = try Self.policy("UpdateReplacePolicy", of: value, logicalID)
        metadata = value["Metadata"]
    }

    static func condition(_ value: JSON?) throws(AWSError) -> String? {
        guard let value else { return nil }
        guard let name = value.stringValue else {
            throw .validation("Template format error: Every Condition member must be a string.")
        }
        return name
    }

    private static let attributes: Set<String> = [
        "Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata", "Properties", "Type", "UpdatePolicy",
        "UpdateReplacePolicy",
    ]

    private static func policy(
        _ attribute: String, of value: JSON, _ logicalID: String
    ) throws(AWSError) -> DeletionPolicy? {
        guard let text = try Template.text(value[attribute], of: attribute) else { return nil }
        guard let policy = DeletionPolicy(rawValue: text) else {
            throw .validation(
                "Template error: Unrecognized \(attribute) \(text) for resource \(logicalID): it must be Delete, Retain, RetainExceptOnCreate or Snapshot"
            )
        }
        return policy
    }
}

extension TemplateOutput {
    /// - Parameter value: a member of the section Outputs.
    init(_ key: String, _ value: JSON) throws(AWSError) {
        try Template.checkName(key, "Output")
        guard let members = value.objectValue else {
            throw .validation("Template format error: Output \(key) is malformed.")
        }
        for member in members where !["Condition", "Description", "Export", "Value"].contains(member.key) {
            throw .validation("Invalid template output property '\(member.key)'")
        }
        guard let output = value["Value"] else {
            throw .validation(
                "Template format error: Output \(key) is malformed. Every Outputs member must contain a Value object")
        }
        self.key = key
        self.value = output
        description = try Template.text(value["Description"], of: "Description")
        condition = try TemplateResource.condition(value["Condition"])
        exportName = try Self.exportName(value["Export"], key)
    }

    private static func exportName(_ export: JSON?, _ key: String) throws(AWSError) -> JSON? {
        guard let export else { return nil }
        guard let name = export["Name"], export.objectValue?.count == 1 else { throw malformedExport(key) }
        if case .array = name { throw malformedExport(key) }
        return name
    }

    static func malformedExport(_ key: String) -> AWSError {
        .validation(
            "Template format error: Output \(key) is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens."
        )
    }
}
