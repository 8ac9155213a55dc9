internal import AWSAPI
internal import JSON

/// Tells what a template wants to know and what it makes.
struct GetTemplateSummary: CloudFormationOperation {
    static let name = "GetTemplateSummary"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let template = try Template(parsing: try await text(input, call))
        let capabilities = Capabilities(of: template)
        return .members([
            "Parameters": .array(template.parameters.map(\.declaration)),
            "Description": template.description.map { .string($0) },
            "Capabilities": capabilities.required.nonEmpty.map { .array($0.map { .string($0) }) },
            "CapabilitiesReason": capabilities.reason.map { .string($0) },
            "ResourceTypes": .array(template.resourceTypes.map { .string($0) }),
            "Version": template.version.map { .string($0) },
            "Metadata": template.metadata.map { .string($0.text) },
            "DeclaredTransforms": template.transforms.nonEmpty.map { .array($0.map { .string($0) }) },
            "ResourceIdentifierSummaries": [],
        ])
    }

    private func text(_ input: Parameters, _ call: Call) async throws(AWSError) -> String {
        if let name = try input.string("StackName") {
            return try await stacks.state(name, call.scope).stack.deployment.template
        }
        return try await TemplateSource.required(input, stacks, call)
    }
}
