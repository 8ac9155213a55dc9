internal import AWSAPI
internal import JSON

/// Checks that what a template refers to is there, as far as one can tell without parameters.
struct TemplateReferences {
    private let template: Template
    private let resources: Set<String>
    private let parameters: Set<String>
    private let conditions: Set<String>

    init(_ template: Template) {
        self.template = template
        resources = Set(template.resources.map(\.logicalID))
        parameters = Set(template.parameters.map(\.key))
        conditions = Set(template.conditions.map(\.key))
    }

    func check() throws(AWSError) {
        try checkConditions()
        try checkResources()
        try checkOutputs()
    }

    private func checkConditions() throws(AWSError) {
        for condition in template.conditions {
            var references = try References(in: [])
            try references.collectCondition(condition.value)
            let foreign = references.names.filter { !isGiven($0) } + references.attributes.map(\.resource)
            guard foreign.isEmpty else {
                throw .validation(
                    "Template format error: Unresolved dependencies [\(Self.list(foreign))]. Cannot reference resources in the Conditions block of the template"
                )
            }
            for name in references.conditions where !conditions.contains(name) {
                throw .validation("Template error: unresolved condition dependency \(name) in \(condition.key)")
            }
            try checkMappings(references)
        }
    }

    private func checkResources() throws(AWSError) {
        var missing: [String] = []
        for resource in template.resources {
            try check(condition: resource.condition, block: "Resources")
            let references = try References(in: resource.properties)
            try checkCommon(references)
            missing += references.names.filter { !isGiven($0) && !resources.contains($0) }
            missing += resource.dependsOn.filter { !resources.contains($0) }
            for attribute in references.attributes where !resources.contains(attribute.resource) {
                throw .validation(
                    "Template error: instance of Fn::GetAtt references undefined resource \(attribute.resource)")
            }
        }
        try Self.refuse(missing, block: "Resources")
    }

    private func checkOutputs() throws(AWSError) {
        var missing: [String] = []
        for output in template.outputs {
            try check(condition: output.condition, block: "Outputs")
            let references = try References(in: .array([output.value, output.exportName ?? ""]))
            try checkCommon(references)
            missing += references.names.filter { !isGiven($0) && !resources.contains($0) }
            missing += references.attributes.map(\.resource).filter { !resources.contains($0) }
        }
        try Self.refuse(missing, block: "Outputs")
    }

    private func checkCommon(_ references: References) throws(AWSError) {
        for name in references.conditions where !conditions.contains(name) {
            throw .validation("Template error: unresolved condition dependency \(name) in Fn::If")
        }
        try checkMappings(references)
    }

    private func checkMappings(_ references: References) throws(AWSError) {
        for name in references.mappings where !template.mappings.contains(where: { $0.key == name }) {
            throw .validation(
                "Template error: Mapping named '\(name)' is not present in the 'Mappings' section of template.")
        }
    }

    private func check(condition: String?, block: String) throws(AWSError) {
        guard let condition, !conditions.contains(condition) else { return }
        throw .validation(
            "Template format error: Unresolved condition dependency \(condition) in the \(block) block of the template")
    }

    private func isGiven(_ name: String) -> Bool { parameters.contains(name) || PseudoParameters.names.contains(name) }

    static func refuse(_ missing: [String], block: String) throws(AWSError) {
        guard !missing.isEmpty else { return }
        throw .validation(
            "Template format error: Unresolved resource dependencies [\(list(missing))] in the \(block) block of the template"
        )
    }

    /// Each once, in order.
    private static func list(_ names: [String]) -> String {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }.joined(separator: ", ")
    }
}
