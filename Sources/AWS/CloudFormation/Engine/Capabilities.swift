internal import AWSAPI
internal import JSON

/// What a template may only do where its user says so.
///
/// Source: "Acknowledging IAM resources in CloudFormation templates", User Guide.
struct Capabilities: Sendable, Hashable {
    /// `CAPABILITY_IAM` or `CAPABILITY_NAMED_IAM`; empty where none is needed.
    let required: [String]
    let reason: String?

    /// Types of IAM resources, and the property that names one.
    private static let types = [
        "AWS::IAM::AccessKey": nil, "AWS::IAM::Group": "GroupName", "AWS::IAM::InstanceProfile": "InstanceProfileName",
        "AWS::IAM::ManagedPolicy": "ManagedPolicyName", "AWS::IAM::Policy": nil, "AWS::IAM::Role": "RoleName",
        "AWS::IAM::User": "UserName", "AWS::IAM::UserToGroupAddition": nil,
    ]

    init(of template: Template) {
        let resources = template.resources.filter { Self.types[$0.type] != nil }
        guard !resources.isEmpty else {
            required = []
            reason = nil
            return
        }
        let isNamed = resources.contains { resource in
            guard let property = Self.types[resource.type] ?? nil else { return false }
            return resource.properties[property] != nil
        }
        required = [isNamed ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM"]
        var seen: Set<String> = []
        let types = resources.map(\.type).filter { seen.insert($0).inserted }.sorted()
        reason = "The following resource(s) require capabilities: [\(types.joined(separator: ", "))]"
    }

    /// - Throws: InsufficientCapabilitiesException.
    func check(_ acknowledged: [String]) throws(AWSError) {
        let missing = required.filter { capability in
            !acknowledged.contains(capability) && !acknowledged.contains("CAPABILITY_NAMED_IAM")
        }
        guard missing.isEmpty else {
            throw AWSError(
                "InsufficientCapabilitiesException", "Requires capabilities : [\(missing.joined(separator: ", "))]")
        }
    }
}
