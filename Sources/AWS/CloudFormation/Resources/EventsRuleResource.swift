internal import AWSAPI
internal import JSON

/// `AWS::Events::Rule`. `Ref` gives its name, after the bus and `|` where that is not the default one.
struct EventsRuleResource: ResourceType {
    let name = "AWS::Events::Rule"
    let schema = ResourceSchema(
        mutable: ["Description", "EventPattern", "RoleArn", "ScheduleExpression", "State", "Tags", "Targets"],
        createOnly: ["EventBusName", "Name"], attributes: ["Arn"], nameProperty: "Name")

    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? {
        try properties.string("Name") == nil ? id(context.generatedName(maximumLength: 64), properties) : nil
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let name = try properties.string("Name") ?? context.generatedName(maximumLength: 64)
        let tags = context.tags(JSON.tagMembers(properties["Tags"]))
        let output = try await put(name, properties, tags: tags.nonEmpty.map(JSON.tagList), context)
        let physicalID = try id(name, properties)
        return try await context.whole { () async throws(AWSError) in
            try await setTargets(name, gone: [], properties, context)
            return MadeResource(physicalID, ["Arn": output["RuleArn"]])
        } undoing: { () async throws(AWSError) in
            try await delete(physicalID, properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        let name = ruleName(physicalID)
        let output = try await put(name, new, tags: nil, context)
        let kept = ids(of: new)
        try await setTargets(name, gone: ids(of: old).filter { !kept.contains($0) }, new, context)
        return MadeResource(physicalID, ["Arn": output["RuleArn"]])
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        let name = JSON.string(ruleName(physicalID))
        do {
            let bus = properties["EventBusName"]
            let targets = try await context.call(
                "events", "ListTargetsByRule", ["Rule": name, "EventBusName": bus])
            let ids = (targets["Targets"]?.arrayValue ?? []).compactMap { $0["Id"] }
            if !ids.isEmpty {
                try await context.call(
                    "events", "RemoveTargets", ["Rule": name, "EventBusName": bus, "Ids": .array(ids)])
            }
            try await context.call("events", "DeleteRule", ["Name": name, "EventBusName": bus])
        } catch  where error.isNotFound {
            return
        }
    }

    private func put(
        _ name: String, _ properties: Parameters, tags: JSON?, _ context: ResourceContext
    ) async throws(AWSError) -> JSON {
        try await context.call(
            "events", "PutRule",
            ["Name": .string(name), "EventPattern": properties["EventPattern"]?.documentText, "Tags": tags],
            properties.json.picked(["ScheduleExpression", "State", "Description", "RoleArn", "EventBusName"]))
    }

    private func setTargets(
        _ rule: String, gone: [JSON], _ properties: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        let bus = properties["EventBusName"]
        if !gone.isEmpty {
            try await context.call(
                "events", "RemoveTargets", ["Rule": .string(rule), "EventBusName": bus, "Ids": .array(gone)])
        }
        guard let targets = properties["Targets"]?.arrayValue, !targets.isEmpty else { return }
        let output = try await context.call(
            "events", "PutTargets", ["Rule": .string(rule), "EventBusName": bus, "Targets": .array(targets)])
        if let entry = output["FailedEntries"]?[0] {
            throw AWSError(
                entry["ErrorCode"]?.stringValue ?? "InternalException",
                entry["ErrorMessage"]?.stringValue ?? "A target was refused.")
        }
    }

    private func ids(of properties: Parameters) -> [JSON] {
        (properties["Targets"]?.arrayValue ?? []).compactMap { $0["Id"] }
    }

    private func id(_ name: String, _ properties: Parameters) throws(AWSError) -> String {
        guard let bus = try properties.string("EventBusName"), bus != "default" else { return name }
        return "\(bus)|\(name)"
    }

    private func ruleName(_ physicalID: String) -> String {
        physicalID.split(separator: "|").last.map(String.init) ?? physicalID
    }
}
