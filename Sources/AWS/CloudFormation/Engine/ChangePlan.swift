internal import AWSAPI
internal import JSON

/// What a new template would change: pure, over the stack as it is.
struct ChangePlan: Sendable, Hashable {
    private(set) var changes: [PlannedChange] = []
    /// Whether outputs or the stack's tags change, which touches no resource.
    private(set) var changesBesides = false

    var isEmpty: Bool { changes.isEmpty && !changesBesides }

    init(
        _ blueprint: Blueprint, tags: [Deployment.Tag], from state: StackState, types: ResourceTypes,
        exports: [String: String]
    ) throws(AWSError) {
        let existing = state.resources.filter { $0.value.exists }
        // What is going to be new is not known: it leaves, and what refers to it is told so.
        var known = existing
        for logicalID in blueprint.graph.order {
            guard let resource = blueprint.template.resource(logicalID) else { continue }
            let resources = Evaluator.Resources.known(known, exports: exports, isPlan: true)
            let properties = try blueprint.properties(of: resource, resources)
            let schema = types[resource.type]?.schema ?? ResourceSchema(isOpen: true)
            let old = existing[logicalID]
            let decision = ResourceDecision(
                old, type: resource.type, properties: properties, tags: tags, schema: schema)
            let metadata = blueprint.metadata(of: resource, resources)
            guard let change = Self.change(resource, old, decision, properties, metadata, schema) else { continue }
            changes.append(change)
            if change.action == "Add" || change.replacement != "False" { known[logicalID] = nil }
        }
        let present = Set(blueprint.graph.order)
        changes += existing.values.filter { !present.contains($0.logicalID) }.sorted { $0.logicalID < $1.logicalID }
            .map(Self.removal)
        let outputs = try blueprint.outputs(.known(known, exports: exports, isPlan: true))
        changesBesides = outputs != state.stack.deployment.outputs || tags != state.stack.deployment.tags
    }

    private static func change(
        _ resource: TemplateResource, _ old: StackResource?, _ decision: ResourceDecision, _ properties: JSON,
        _ metadata: JSON, _ schema: ResourceSchema
    ) -> PlannedChange? {
        guard let old else {
            return PlannedChange(action: "Add", logicalID: resource.logicalID, type: resource.type)
        }
        var change = PlannedChange(
            action: "Modify", logicalID: old.logicalID, physicalID: old.physicalID, type: resource.type,
            replacement: "False")
        switch decision {
        case .add: return PlannedChange(action: "Add", logicalID: resource.logicalID, type: resource.type)
        case .keep: break
        case .modify(let changed):
            change.details = changed.map { detail($0, properties, resource, schema) }
            if changed.isEmpty { change.details.append(tagDetail) }
        case .replace(let changed):
            change.details = changed.map { detail($0, properties, resource, schema) }
            let isCertain =
                changed.isEmpty
                || change.details.contains { $0.requiresRecreation == "Always" && $0.evaluation == "Static" }
            change.replacement = isCertain ? "True" : "Conditional"
            let isRetained = resource.updateReplacePolicy == .retain
            change.policyAction = isRetained ? "ReplaceAndRetain" : "ReplaceAndDelete"
        }
        if !old.metadata.isEquivalent(to: metadata) {
            change.details.append(
                PlannedChange.Detail(
                    attribute: "Metadata", requiresRecreation: "Never", evaluation: "Static",
                    source: "DirectModification"))
        }
        guard !change.details.isEmpty || change.replacement != "False" else { return nil }
        for detail in change.details where !change.scope.contains(detail.attribute) {
            change.scope.append(detail.attribute)
        }
        return change
    }

    private static let tagDetail = PlannedChange.Detail(
        attribute: "Tags", requiresRecreation: "Never", evaluation: "Static", source: "DirectModification")

    private static func detail(
        _ property: String, _ properties: JSON, _ resource: TemplateResource, _ schema: ResourceSchema
    ) -> PlannedChange.Detail {
        let isUnknown = properties[property].map(Evaluator.isUnknown) ?? false
        var detail = PlannedChange.Detail(
            attribute: property == "Tags" ? "Tags" : "Properties", name: property == "Tags" ? nil : property,
            requiresRecreation: "Never", evaluation: isUnknown ? "Dynamic" : "Static", source: "DirectModification")
        if schema.replaces(property) { detail.requiresRecreation = isUnknown ? "Conditionally" : "Always" }
        if isUnknown { attribute(&detail, to: resource.properties[property] ?? nil) }
        return detail
    }

    /// Names the reference that makes a value unknown.
    private static func attribute(_ detail: inout PlannedChange.Detail, to value: JSON) {
        // The template was checked before; what cannot be read has no cause to name.
        guard let references = try? References(in: value) else { return }
        if let attribute = references.attributes.first {
            detail.source = "ResourceAttribute"
            detail.causingEntity = "\(attribute.resource).\(attribute.name)"
        } else if let name = references.names.first {
            detail.source = "ResourceReference"
            detail.causingEntity = name
        }
    }

    private static func removal(_ resource: StackResource) -> PlannedChange {
        PlannedChange(
            action: "Remove", logicalID: resource.logicalID, physicalID: resource.physicalID, type: resource.type,
            policyAction: resource.deletionPolicy == .retain ? "Retain" : "Delete")
    }
}
