internal import AWSAPI
internal import JSON

/// A template with values for its parameters: which resources there are, in which order, with which properties.
struct Blueprint: Sendable {
    let template: Template
    let graph: DependencyGraph
    private let evaluator: Evaluator

    /// - Throws: ValidationError where the template cannot be what it says under these parameters.
    init(
        _ template: Template, _ parameters: ParameterValues, _ pseudo: PseudoParameters, types: ResourceTypes
    ) throws(AWSError) {
        var evaluator = Evaluator(
            mappings: template.mappings, parameters: parameters.json(for: template), pseudo: pseudo)
        try evaluator.decideConditions(of: template)
        self.template = template
        self.evaluator = evaluator
        graph = try DependencyGraph(template, conditions: evaluator.conditions)
        try checkAttributes(types)
        try checkOutputs()
    }

    /// Of a stack that was checked before.
    init(_ deployment: Deployment, of stack: Stack, types: ResourceTypes) throws(AWSError) {
        let template = try Template(parsing: deployment.template)
        let given = deployment.parameters.map {
            ParameterValues.Given(key: $0.key, text: $0.text, usesPrevious: false)
        }
        try self.init(
            template, try ParameterValues(given, for: template, previous: []),
            PseudoParameters(
                scope: stack.scope, stackName: stack.name, stackID: stack.id,
                notificationARNs: deployment.notificationARNs), types: types)
    }

    /// Those under whose condition they exist.
    var outputs: [TemplateOutput] {
        template.outputs.filter { $0.condition.map { evaluator.conditions[$0] == true } ?? true }
    }

    /// - Parameter resources: what is known of the resources that this one needs.
    func properties(of resource: TemplateResource, _ resources: Evaluator.Resources) throws(AWSError) -> JSON {
        let properties = try with(resources).value(resource.properties) ?? [:]
        if let reference = Self.dynamicReference(in: properties) {
            throw .validation(
                "Understudy does not resolve the dynamic reference \(reference) of \(resource.logicalID); pass the value as a parameter."
            )
        }
        return properties
    }

    /// `{{resolve:ssm:name}}`, which AWS replaces by what other services hold.
    private static func dynamicReference(in json: JSON) -> String? {
        switch json {
        case .string(let text):
            guard let start = text.firstRange(of: "{{resolve:") else { return nil }
            let rest = text[start.lowerBound...]
            return String(rest.firstRange(of: "}}").map { rest[..<$0.upperBound] } ?? rest)
        case .array(let elements): return elements.lazy.compactMap { dynamicReference(in: $0) }.first
        case .object(let members): return members.lazy.compactMap { dynamicReference(in: $0.value) }.first
        case .null, .bool, .number: return nil
        }
    }

    func metadata(of resource: TemplateResource, _ resources: Evaluator.Resources) -> JSON {
        // Metadata may hold anything; what cannot be computed is kept as it stands.
        guard let metadata = resource.metadata else { return nil }
        return (try? with(resources).value(metadata)) ?? metadata
    }

    func outputs(_ resources: Evaluator.Resources) throws(AWSError) -> [StackOutput] {
        let evaluator = with(resources)
        var values: [StackOutput] = []
        for output in outputs {
            guard let value = try evaluator.value(output.value)?.scalarText else {
                throw .validation(
                    "Template format error: The Value field of every Outputs member must evaluate to a String.")
            }
            var exportName: String?
            if let name = output.exportName {
                guard let text = try evaluator.value(name)?.scalarText, Self.isExportName(text) else {
                    throw TemplateOutput.malformedExport(output.key)
                }
                exportName = text
            }
            values.append(
                StackOutput(key: output.key, value: value, description: output.description, exportName: exportName))
        }
        return values
    }

    /// The names of exports that it uses.
    func imports() throws(AWSError) -> [String] {
        var seen: Set<String> = []
        var names: [String] = []
        let present = Set(graph.order)
        let values =
            template.resources.filter { present.contains($0.logicalID) }.map(\.properties) + outputs.map(\.value)
        for value in values {
            for argument in try References(in: value, decided: evaluator.conditions).imports {
                let name = try evaluator.text(argument, of: .importValue)
                if seen.insert(name).inserted { names.append(name) }
            }
        }
        return names
    }

    private func with(_ resources: Evaluator.Resources) -> Evaluator {
        var evaluator = evaluator
        evaluator.resources = resources
        return evaluator
    }

    /// Letters, digits, colons and hyphens.
    private static func isExportName(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isLetterOrDigit || ":-".utf8.contains($0) }
    }

    // MARK: Checks

    private func checkAttributes(_ types: ResourceTypes) throws(AWSError) {
        let present = Set(graph.order)
        let values =
            template.resources.filter { present.contains($0.logicalID) }.map(\.properties) + outputs.map(\.value)
        for value in values {
            for attribute in try References(in: value, decided: evaluator.conditions).attributes {
                try check(attribute, types)
            }
        }
    }

    private func check(_ attribute: References.Attribute, _ types: ResourceTypes) throws(AWSError) {
        // A name that a function gives is checked when it is known; a type that is not there fails by itself.
        guard !attribute.name.isEmpty, let resource = template.resource(attribute.resource),
            let schema = types[resource.type]?.schema, !schema.isOpen
        else { return }
        guard schema.attributes.contains(attribute.name) else {
            throw .validation(
                "Template error: resource \(attribute.resource) does not support attribute type \(attribute.name) in Fn::GetAtt"
            )
        }
    }

    private func checkOutputs() throws(AWSError) {
        let present = Set(graph.order)
        var missing: [String] = []
        for output in outputs {
            let references = try References(in: output.value, decided: evaluator.conditions)
            let named = references.names + references.attributes.map(\.resource)
            missing += named.filter { template.resource($0) != nil && !present.contains($0) }
        }
        try TemplateReferences.refuse(missing, block: "Outputs")
    }
}
