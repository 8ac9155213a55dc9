internal import AWSAPI
internal import JSON

/// How stacks look in answers, in the members of the service model.
extension StackState {
    /// `Stack`
    var view: JSON {
        .members([
            "StackId": .string(stack.id),
            "StackName": .string(stack.name),
            "ChangeSetId": stack.changeSetID.map { .string($0) },
            "Description": stack.deployment.description.map { .string($0) },
            "Parameters": stack.deployment.parametersView,
            "CreationTime": .string(Timestamp.iso8601(stack.createdAt)),
            "DeletionTime": stack.deletedAt.map { .string(Timestamp.iso8601($0)) },
            "LastUpdatedTime": stack.updatedAt.map { .string(Timestamp.iso8601($0)) },
            "RollbackConfiguration": [:],
            "StackStatus": .string(stack.status.rawValue),
            "StackStatusReason": stack.statusReason.map { .string($0) },
            "DisableRollback": .bool(stack.disablesRollback),
            "NotificationARNs": .array(stack.deployment.notificationARNs.map { .string($0) }),
            "TimeoutInMinutes": stack.timeoutInMinutes.map { .integer($0) },
            "Capabilities": stack.deployment.capabilities.nonEmpty.map { .array($0.map { .string($0) }) },
            "Outputs": stack.deployment.outputs.nonEmpty.map { .array($0.map(\.view)) },
            "RoleARN": stack.deployment.roleARN.map { .string($0) },
            "Tags": stack.deployment.tagsView,
            "EnableTerminationProtection": .bool(stack.isProtected),
            "DriftInformation": ["StackDriftStatus": "NOT_CHECKED"],
        ])
    }

    /// `StackSummary`
    var summary: JSON {
        .members([
            "StackId": .string(stack.id),
            "StackName": .string(stack.name),
            "TemplateDescription": stack.deployment.description.map { .string($0) },
            "CreationTime": .string(Timestamp.iso8601(stack.createdAt)),
            "LastUpdatedTime": stack.updatedAt.map { .string(Timestamp.iso8601($0)) },
            "DeletionTime": stack.deletedAt.map { .string(Timestamp.iso8601($0)) },
            "StackStatus": .string(stack.status.rawValue),
            "StackStatusReason": stack.statusReason.map { .string($0) },
            "DriftInformation": ["StackDriftStatus": "NOT_CHECKED"],
        ])
    }
}

extension Deployment {
    /// Values that nobody may see are shown as stars.
    var parametersView: JSON? {
        parameters.nonEmpty.map { parameters in
            .array(
                parameters.map { parameter in
                    let isSecret = secretParameters.contains(parameter.key)
                    return [
                        "ParameterKey": .string(parameter.key),
                        "ParameterValue": .string(isSecret ? "****" : parameter.text),
                    ]
                })
        }
    }

    var tagsView: JSON { .array(tags.map { ["Key": .string($0.key), "Value": .string($0.value)] }) }
}

extension StackOutput {
    var view: JSON {
        .members([
            "OutputKey": .string(key), "OutputValue": .string(value),
            "Description": description.map { .string($0) }, "ExportName": exportName.map { .string($0) },
        ])
    }
}

extension StackEvent {
    func view(of stack: Stack) -> JSON {
        .members([
            "StackId": .string(stack.id),
            "EventId": .string(id),
            "StackName": .string(stack.name),
            "LogicalResourceId": .string(logicalID),
            "PhysicalResourceId": .string(physicalID),
            "ResourceType": .string(type),
            "Timestamp": .string(Timestamp.iso8601(time)),
            "ResourceStatus": .string(status),
            "ResourceStatusReason": reason.map { .string($0) },
            "ResourceProperties": properties.map { .string($0) },
            "ClientRequestToken": clientToken.map { .string($0) },
        ])
    }
}

extension StackResource {
    /// `StackResourceSummary`
    var summary: JSON {
        .members([
            "LogicalResourceId": .string(logicalID),
            "PhysicalResourceId": physicalID.map { .string($0) },
            "ResourceType": .string(type),
            "LastUpdatedTimestamp": .string(Timestamp.iso8601(changedAt)),
            "ResourceStatus": .string(status.rawValue),
            "ResourceStatusReason": statusReason.map { .string($0) },
            "DriftInformation": Self.drift,
        ])
    }

    /// `StackResource`
    func view(of stack: Stack) -> JSON {
        .members([
            "StackName": .string(stack.name),
            "StackId": .string(stack.id),
            "LogicalResourceId": .string(logicalID),
            "PhysicalResourceId": physicalID.map { .string($0) },
            "ResourceType": .string(type),
            "Timestamp": .string(Timestamp.iso8601(changedAt)),
            "ResourceStatus": .string(status.rawValue),
            "ResourceStatusReason": statusReason.map { .string($0) },
            "DriftInformation": Self.drift,
        ])
    }

    /// `StackResourceDetail`
    func detail(of stack: Stack) -> JSON {
        .members([
            "StackName": .string(stack.name),
            "StackId": .string(stack.id),
            "LogicalResourceId": .string(logicalID),
            "PhysicalResourceId": physicalID.map { .string($0) },
            "ResourceType": .string(type),
            "LastUpdatedTimestamp": .string(Timestamp.iso8601(changedAt)),
            "ResourceStatus": .string(status.rawValue),
            "ResourceStatusReason": statusReason.map { .string($0) },
            "Metadata": metadata.isNull ? "{}" : .string(metadata.text),
            "DriftInformation": Self.drift,
        ])
    }

    private static let drift: JSON = ["StackResourceDriftStatus": "NOT_CHECKED"]
}

extension Array {
    var nonEmpty: [Element]? { isEmpty ? nil : self }
}
