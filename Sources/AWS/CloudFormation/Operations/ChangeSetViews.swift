internal import AWSAPI
internal import JSON

/// How change sets look in answers, in the members of the service model.
extension ChangeSet {
    /// What DescribeChangeSet says, with one page of the changes.
    func view(_ page: Page<PlannedChange>) -> JSON {
        .members([
            "ChangeSetName": .string(name),
            "ChangeSetId": .string(id),
            "StackId": .string(stackID),
            "StackName": .string(stackName),
            "Description": description.map { .string($0) },
            "Parameters": deployment.parametersView,
            "CreationTime": .string(Timestamp.iso8601(createdAt)),
            "ExecutionStatus": .string(execution.rawValue),
            "Status": .string(status.rawValue),
            "StatusReason": statusReason.map { .string($0) },
            "NotificationARNs": .array(deployment.notificationARNs.map { .string($0) }),
            "RollbackConfiguration": [:],
            "Capabilities": deployment.capabilities.nonEmpty.map { .array($0.map { .string($0) }) },
            "Tags": deployment.tags.nonEmpty.map { _ in deployment.tagsView },
            "Changes": .array(page.items.map(\.view)),
            "NextToken": page.nextToken.map { .string($0) },
            "IncludeNestedStacks": .bool(includesNestedStacks),
            "OnStackFailure": failureAction.map { .string($0.rawValue) },
        ])
    }

    /// `ChangeSetSummary`
    var summary: JSON {
        .members([
            "StackId": .string(stackID),
            "StackName": .string(stackName),
            "ChangeSetId": .string(id),
            "ChangeSetName": .string(name),
            "ExecutionStatus": .string(execution.rawValue),
            "Status": .string(status.rawValue),
            "StatusReason": statusReason.map { .string($0) },
            "CreationTime": .string(Timestamp.iso8601(createdAt)),
            "Description": description.map { .string($0) },
            "IncludeNestedStacks": .bool(includesNestedStacks),
        ])
    }
}

extension PlannedChange {
    /// `Change`
    var view: JSON {
        [
            "Type": "Resource",
            "ResourceChange": .members([
                "PolicyAction": policyAction.map { .string($0) },
                "Action": .string(action),
                "LogicalResourceId": .string(logicalID),
                "PhysicalResourceId": physicalID.map { .string($0) },
                "ResourceType": .string(type),
                "Replacement": replacement.map { .string($0) },
                "Scope": .array(scope.map { .string($0) }),
                "Details": .array(details.map(\.view)),
            ]),
        ]
    }
}

extension PlannedChange.Detail {
    /// `ResourceChangeDetail`
    var view: JSON {
        .members([
            "Target": .members([
                "Attribute": .string(attribute), "Name": name.map { .string($0) },
                "RequiresRecreation": .string(requiresRecreation),
            ]),
            "Evaluation": .string(evaluation),
            "ChangeSource": .string(source),
            "CausingEntity": causingEntity.map { .string($0) },
        ])
    }
}
