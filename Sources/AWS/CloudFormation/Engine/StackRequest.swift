internal import AWSAPI
internal import JSON

/// What CreateStack, UpdateStack and CreateChangeSet ask for alike.
struct StackRequest: Sendable {
    var stackName: String
    /// Nil where the stack's own template is to be used again.
    var template: String?
    var parameters: [ParameterValues.Given]
    /// Nil: as they are.
    var tags: [Deployment.Tag]?
    var capabilities: [String]
    var notificationARNs: [String]?
    var roleARN: String?
    var disablesRollback: Bool
    var failureAction: FailureAction?
    var retainsExceptOnCreate: Bool
    var timeoutInMinutes: Int?
    var isProtected: Bool
    var policy: String?
    var clientToken: String?

    /// - Parameter template: as ``TemplateSource`` found it.
    init(_ input: Parameters, stackName: String, template: String?) throws(AWSError) {
        self.stackName = stackName
        self.template = template
        parameters = try Self.parameters(input)
        tags = try Self.tags(input)
        capabilities = try input.strings("Capabilities") ?? []
        notificationARNs = try input.strings("NotificationARNs")
        roleARN = try input.string("RoleARN")
        disablesRollback = try input.boolean("DisableRollback") ?? false
        failureAction = try Self.failureAction(input)
        retainsExceptOnCreate = try input.boolean("RetainExceptOnCreate") ?? false
        timeoutInMinutes = try input.integer("TimeoutInMinutes")
        isProtected = try input.boolean("EnableTerminationProtection") ?? false
        policy = try input.string("StackPolicyBody")
        clientToken = try input.string("ClientRequestToken")
    }

    private static func parameters(_ input: Parameters) throws(AWSError) -> [ParameterValues.Given] {
        var given: [ParameterValues.Given] = []
        for element in try input.list("Parameters") ?? [] {
            let parameter = Parameters(element)
            guard let key = try parameter.string("ParameterKey") else {
                throw .validation("Parameters must have a ParameterKey.")
            }
            given.append(
                ParameterValues.Given(
                    key: key, text: try parameter.string("ParameterValue"),
                    usesPrevious: try parameter.boolean("UsePreviousValue") ?? false))
        }
        return given
    }

    private static func tags(_ input: Parameters) throws(AWSError) -> [Deployment.Tag]? {
        guard let list = try input.list("Tags") else { return nil }
        guard list.count <= EngineLimits.maximumTags else {
            throw .validation("Tags must not be more than \(EngineLimits.maximumTags), not \(list.count).")
        }
        var tags: [Deployment.Tag] = []
        for element in list {
            guard let key = try Parameters(element).string("Key") else { throw .validation("Tags must have a Key.") }
            guard !key.lowercased().hasPrefix("aws:") else {
                throw .validation("aws: prefixed tag key names are not allowed for external use.")
            }
            tags.append(Deployment.Tag(key: key, value: try Parameters(element).string("Value") ?? ""))
        }
        return tags
    }

    private static func failureAction(_ input: Parameters) throws(AWSError) -> FailureAction? {
        let ofStack = try input.string("OnFailure")
        let ofChangeSet = try input.string("OnStackFailure")
        guard let text = ofStack ?? ofChangeSet else { return nil }
        guard let action = FailureAction(rawValue: text) else {
            throw .constraint(
                text, at: "onFailure", "Member must satisfy enum value set: [DO_NOTHING, ROLLBACK, DELETE]")
        }
        return action
    }
}

extension AWSError {
    /// A violated constraint of the service model, in the words of AWS's validation.
    static func constraint(_ value: String, at member: String, _ demand: String) -> AWSError {
        .validation(
            "1 validation error detected: Value '\(value)' at '\(member)' failed to satisfy constraint: \(demand)")
    }
}
