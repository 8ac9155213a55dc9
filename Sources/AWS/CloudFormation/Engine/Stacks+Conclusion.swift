internal import AWSAPI
internal import JSON

extension Stacks {
    /// Something went wrong on the way forward: what follows depends on what the stack's user wants then.
    func fail(_ id: String, _ reason: String) {
        guard let stack = states[id]?.stack else { return }
        works[id]?.handled = []
        switch stack.status {
        case .createInProgress: failCreation(stack, reason)
        case .updateInProgress where stack.disablesRollback: setStatus(id, .updateFailed, reason: reason)
        case .updateInProgress: startUpdateRollback(id, reason)
        default: break
        }
    }

    private func failCreation(_ stack: Stack, _ reason: String) {
        let action = stack.disablesRollback ? FailureAction.doNothing : stack.failureAction
        let sentence = reason.hasSuffix(" ") ? reason : "\(reason) "
        switch action {
        case .doNothing: setStatus(stack.id, .createFailed, reason: reason)
        case .rollback: startCreateRollback(stack.id, "\(sentence)Rollback requested by user.")
        case .delete: startDeletion(stack.id, "\(sentence)Delete requested by user.")
        }
    }

    func startCreateRollback(_ id: String, _ reason: String) {
        startLeaving(id)
        setStatus(id, .rollbackInProgress, reason: reason)
    }

    func startDeletion(_ id: String, _ reason: String) {
        startLeaving(id)
        setStatus(id, .deleteInProgress, reason: reason)
    }

    private func startLeaving(_ id: String) {
        works[id]?.handled = []
        works[id]?.failed = []
        change(id) { state in
            let existing = state.resources.values.filter(\.exists) + state.stack.superseded
            state.change { $0.leaving = StackResource.inOrder(Array(existing)).reversed() }
        }
    }

    /// What is not part of the stack as it last was whole leaves, once the rest is as it was.
    func startUpdateRollback(_ id: String, _ reason: String?) {
        works[id]?.handled = []
        change(id) { state in
            let stable = state.stack.lastStable?.resources ?? []
            let added = (state.resources.values.filter(\.exists) + state.stack.superseded).filter { resource in
                !stable.contains { $0.isSame(as: resource) }
            }
            state.change { $0.leaving = StackResource.inOrder(added).reversed() }
        }
        setStatus(id, .updateRollbackInProgress, reason: reason)
    }

    /// All steps of the stack's status are done.
    func conclude(_ id: String) {
        guard let stack = states[id]?.stack, let work = works[id] else { return }
        let failed = "The following resource(s) failed to delete: [\(work.failed.sorted().joined(separator: ", "))]. "
        switch stack.status {
        case .createInProgress, .updateInProgress: concludeForward(stack)
        case .updateCleanup:
            change(id) { $0.change { $0.end() } }
            setStatus(id, .updateComplete)
        case .updateRollbackInProgress: concludeRestoring(id)
        case .updateRollbackCleanup:
            change(id) { $0.change { $0.end() } }
            setStatus(id, .updateRollbackComplete)
        case .rollbackInProgress:
            setStatus(
                id, work.failed.isEmpty ? .rollbackComplete : .rollbackFailed,
                reason: work.failed.isEmpty ? nil : failed)
        case .deleteInProgress where work.failed.isEmpty:
            change(id) { state in state.change { $0.deletedAt = clock() } }
            setStatus(id, .deleteComplete)
            retire(id)
        case .deleteInProgress: setStatus(id, .deleteFailed, reason: failed)
        default: break
        }
    }

    /// Everything is there: outputs tell of it, and what the template does not name any more leaves.
    private func concludeForward(_ stack: Stack) {
        guard let state = states[stack.id], let blueprint = works[stack.id]?.blueprint else {
            return fail(stack.id, "The template cannot be read any more.")
        }
        let outputs: [StackOutput]
        do {
            outputs = try blueprint.outputs(.known(state.resources, exports: exports(for: stack)))
            try checkExports(outputs, of: stack)
        } catch {
            return fail(stack.id, error.message)
        }
        change(stack.id) { $0.change { $0.deployment.outputs = outputs } }
        guard stack.status == .updateInProgress else { return setStatus(stack.id, .createComplete) }
        change(stack.id) { $0.startCleanup(keeping: blueprint.graph.order) }
        setStatus(stack.id, .updateCleanup)
    }

    /// - Throws: ValidationError where a name is taken, or an export in use would change.
    private func checkExports(_ outputs: [StackOutput], of stack: Stack) throws(AWSError) {
        let names = outputs.compactMap(\.exportName)
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw .validation("Duplicate Export names. More than 1 output have been exported with names: [\(twice)]")
        }
        for other in all(stack.scope) where other.stack.id != stack.id && other.stack.status != .deleteComplete {
            let taken = Set(other.stack.deployment.outputs.compactMap(\.exportName))
            if let name = names.first(where: taken.contains) {
                throw .validation("Export with name \(name) is already exported by stack \(other.stack.name)")
            }
        }
        for output in stack.deployment.outputs {
            guard let name = output.exportName, case let users = importers(of: name, stack.scope), !users.isEmpty else {
                continue
            }
            let now = outputs.first { $0.exportName == name }
            guard now?.value != output.value else { continue }
            let verb = now == nil ? "deleted" : "updated"
            throw .validation(
                "Export \(name) cannot be \(verb) as it is in use by \(users.joined(separator: " and "))")
        }
    }

    private func concludeRestoring(_ id: String) {
        change(id) { state in
            let stable = state.stack.lastStable
            let kept = Set((stable?.resources ?? []).map(\.logicalID))
            for logicalID in state.resources.keys where !kept.contains(logicalID) { state.forget(logicalID) }
            if let stable { state.change { $0.deployment = stable.deployment } }
        }
        setStatus(id, .updateRollbackCleanup)
    }
}

extension Stack {
    /// An update has ended, one way or the other: there is nothing to go back to.
    mutating func end() {
        lastStable = nil
        superseded = []
        leaving = []
    }
}

extension StackState {
    /// Whether the stack's resource of that name is this one, not a successor.
    func isCurrent(_ resource: StackResource) -> Bool {
        resources[resource.logicalID].map { $0.isSame(as: resource) } ?? false
    }

    /// What the template does not name any more, and what was replaced, leaves.
    mutating func startCleanup(keeping order: [String]) {
        let kept = Set(order)
        let current = resources.values.filter { kept.contains($0.logicalID) }
        let gone = resources.values.filter { !kept.contains($0.logicalID) }
        var leaving: [StackResource] = []
        for resource in gone.filter(\.exists) + (stack.lastStable?.resources ?? []) + stack.superseded
        where !(current + leaving).contains(where: { $0.isSame(as: resource) }) {
            leaving.append(resource)
        }
        for resource in gone { forget(resource.logicalID) }
        let ordered = Array(StackResource.inOrder(leaving).reversed())
        change { $0.leaving = ordered }
    }

    /// A successor is about to be made; should we be killed meanwhile, a rollback takes it away.
    mutating func expectSuperseded(_ resource: StackResource) {
        change { $0.superseded.append(resource) }
    }

    /// A successor is there.
    mutating func supersede(_ old: StackResource) {
        let isStable = stack.lastStable?.resources.contains { $0.isSame(as: old) } ?? false
        change { stack in
            stack.superseded.removeAll { $0.logicalID == old.logicalID && $0.status == .createInProgress }
            if !isStable { stack.superseded.append(old) }
        }
    }

    /// Whether a resource that leaves stays where it is.
    func retains(_ resource: StackResource) -> Bool {
        let isReplaced = resources[resource.logicalID] != nil && !isCurrent(resource)
        let isRollback = [.rollbackInProgress, .updateRollbackCleanup].contains(stack.status)
        switch isReplaced && !isRollback ? resource.updateReplacePolicy : resource.deletionPolicy {
        case .retain, .snapshot: return !(isRollback && stack.retainsExceptOnCreate)
        case .retainExceptOnCreate: return !isRollback
        case .delete, nil: return false
        }
    }
}

extension StackResource {
    /// What the template says a resource is to be.
    init(
        _ template: TemplateResource, _ properties: JSON, _ metadata: JSON, dependsOn: [String], tags: [Deployment.Tag]
    ) {
        self.init(
            logicalID: template.logicalID, type: template.type, status: .createInProgress, changedAt: 0,
            properties: properties, metadata: metadata, dependsOn: dependsOn, deletionPolicy: template.deletionPolicy,
            updateReplacePolicy: template.updateReplacePolicy, stackTags: tags)
    }

    mutating func take(_ made: MadeResource) {
        physicalID = made.physicalID
        attributes = .object(made.attributes)
    }

    func named(_ physicalID: String) -> StackResource {
        var named = self
        named.physicalID = physicalID
        return named
    }

    /// What the template says around the properties, which no service needs to be told.
    func described(as target: StackResource) -> StackResource {
        var described = self
        described.metadata = target.metadata
        described.dependsOn = target.dependsOn
        described.deletionPolicy = target.deletionPolicy
        described.updateReplacePolicy = target.updateReplacePolicy
        described.stackTags = target.stackTags
        return described
    }
}
