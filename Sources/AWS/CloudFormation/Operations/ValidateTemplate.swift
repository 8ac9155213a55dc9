internal import AWSAPI
internal import JSON

/// Reads a template; what it would do is not looked into.
struct ValidateTemplate: CloudFormationOperation {
    static let name = "ValidateTemplate"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let template = try Template(parsing: try await TemplateSource.required(input, stacks, call))
        let capabilities = Capabilities(of: template)
        return .members([
            "Parameters": .array(template.parameters.map(\.summary)),
            "Description": template.description.map { .string($0) },
            "Capabilities": capabilities.required.nonEmpty.map { .array($0.map { .string($0) }) },
            "CapabilitiesReason": capabilities.reason.map { .string($0) },
            "DeclaredTransforms": template.transforms.nonEmpty.map { .array($0.map { .string($0) }) },
        ])
    }
}
