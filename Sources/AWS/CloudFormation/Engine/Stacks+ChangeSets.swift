internal import AWSAPI
internal import Cloud
internal import JSON

extension Stacks {
    /// - Parameter name: unique among the change sets of the stack that wait.
    /// - Returns: the change set; one without changes has failed.
    func createChangeSet(
        _ name: String, _ kind: ChangeSet.Kind, description: String?, _ request: StackRequest, _ call: Call
    ) async throws(AWSError) -> ChangeSet {
        let (state, isNew) = try stackForChangeSet(kind, request, call)
        var stack = state.stack
        try checkRoom(for: name, stack)
        let blueprint = try prepare(request, for: &stack)
        var changeSet = ChangeSet(
            name: name,
            id: "arn:aws:cloudformation:\(stack.region):\(stack.account):changeSet/\(name)/\(newIdentifier())",
            stackName: stack.name, stackID: stack.id, type: kind, description: description, createdAt: clock(),
            status: .complete, execution: .available, deployment: stack.deployment, changes: [],
            failureAction: request.failureAction)
        plan(&changeSet, blueprint, state)
        if isNew {
            try add(state)
            setStatus(stack.id, .reviewInProgress, reason: "User Initiated")
        }
        for old in waiting(stack.id) + executed(stack.id) where old.name == name { remove(old) }
        put(changeSet)
        return changeSet
    }

    private func stackForChangeSet(
        _ kind: ChangeSet.Kind, _ request: StackRequest, _ call: Call
    ) throws(AWSError) -> (state: StackState, isNew: Bool) {
        guard kind == .create else { return (try updatable(request.stackName, call.scope), false) }
        guard let state = find(request.stackName, call.scope), state.stack.status != .deleteComplete else {
            return (StackState(newStack(request, .reviewInProgress, call)), true)
        }
        guard state.stack.status == .reviewInProgress else {
            throw .validation(
                "Stack [\(state.stack.name)] already exists and cannot be created again with the changeSet [\(request.stackName)]."
            )
        }
        return (state, false)
    }

    private func checkRoom(for name: String, _ stack: Stack) throws(AWSError) {
        let waiting = waiting(stack.id)
        // Clients name change sets by the second, and we answer faster than that: one that failed gives its name away.
        guard !waiting.contains(where: { $0.name == name && $0.status != .failed }) else {
            throw AWSError(
                "AlreadyExistsException",
                "ChangeSet \(name) cannot be created due to a mismatch with existing attributes: a change set of this name exists for stack \(stack.id)"
            )
        }
        guard waiting.count < EngineLimits.maximumChangeSets else {
            throw AWSError(
                "LimitExceededException",
                "ChangeSet limit exceeded for stack \(stack.name): \(EngineLimits.maximumChangeSets)")
        }
    }

    /// What cannot be planned fails the change set, not the call.
    private func plan(_ changeSet: inout ChangeSet, _ blueprint: Blueprint, _ state: StackState) {
        let stack = state.stack
        let exports = changeSet.deployment.imports.isEmpty ? [:] : exports(stack.scope)
        do {
            let plan = try ChangePlan(
                blueprint, tags: changeSet.deployment.tags, from: state, types: types, exports: exports)
            changeSet.changes = plan.changes
            guard plan.isEmpty else { return }
            let isSame =
                changeSet.deployment.template == stack.deployment.template
                && changeSet.deployment.parameters == stack.deployment.parameters
            changeSet.statusReason =
                isSame
                ? "The submitted information didn't contain changes. Submit different information to create a change set."
                : "No updates are to be performed."
        } catch {
            changeSet.statusReason = error.message
        }
        changeSet.status = .failed
        changeSet.execution = .unavailable
    }

    /// - Throws: ChangeSetNotFound, ValidationError.
    func changeSet(_ nameOrID: String, stack: String?, _ scope: Scope) throws(AWSError) -> ChangeSet {
        if nameOrID.hasPrefix("arn:") {
            guard let changeSet = changeSets[nameOrID], states[changeSet.stackID]?.stack.scope == scope else {
                throw Self.notFound(nameOrID)
            }
            return changeSet
        }
        guard let stack else {
            throw .validation("StackName must be specified if ChangeSetName is not specified as an ARN.")
        }
        let id = try self.living(stack, scope).stack.id
        guard let changeSet = (waiting(id) + executed(id)).first(where: { $0.name == nameOrID }) else {
            throw Self.notFound(nameOrID)
        }
        return changeSet
    }

    private static func notFound(_ name: String) -> AWSError {
        AWSError("ChangeSetNotFound", "ChangeSet [\(name)] does not exist", status: 404)
    }

    /// Change sets of a stack that can still be executed or deleted, newest first.
    func waiting(_ stackID: String) -> [ChangeSet] {
        of(stackID).filter { $0.execution == .available || $0.execution == .unavailable }
    }

    private func executed(_ stackID: String) -> [ChangeSet] {
        of(stackID).filter { $0.execution != .available && $0.execution != .unavailable }
    }

    private func of(_ stackID: String) -> [ChangeSet] {
        changeSets.values.filter { $0.stackID == stackID }.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
    }

    /// Returns once the stack is what the change set wants, or has failed.
    func execute(
        _ nameOrID: String, stack name: String?, disablesRollback: Bool, retainsExceptOnCreate: Bool, token: String?,
        _ call: Call
    ) async throws(AWSError) {
        var changeSet = try changeSet(nameOrID, stack: name, call.scope)
        guard changeSet.execution == .available, let state = states[changeSet.stackID] else {
            throw AWSError(
                "InvalidChangeSetStatus",
                "ChangeSet [\(changeSet.id)] cannot be executed in its current status of [\(changeSet.status == .failed ? "FAILED" : changeSet.execution.rawValue)]"
            )
        }
        var stack = state.stack
        guard stack.status == .reviewInProgress || stack.status.isUpdatable else {
            throw .validation("Stack:\(stack.id) is in \(stack.status.rawValue) state and can not be updated.")
        }
        stack.deployment = changeSet.deployment
        stack.deployment.outputs = state.stack.deployment.outputs
        stack.disablesRollback = disablesRollback || changeSet.failureAction == .doNothing
        stack.retainsExceptOnCreate = retainsExceptOnCreate
        stack.clientToken = token
        stack.changeSetID = changeSet.id
        let blueprint = try Blueprint(stack.deployment, of: stack, types: types)
        changeSet.execution = .inProgress
        for other in of(stack.id) where other.id != changeSet.id { remove(other) }
        put(changeSet)
        if stack.status == .reviewInProgress {
            await startCreation(stack, failureAction: changeSet.failureAction, blueprint, call)
        } else {
            await start(stack, over: state, blueprint, call)
        }
        let status = states[stack.id]?.stack.status
        changeSet.execution = status == .createComplete || status == .updateComplete ? .complete : .failed
        // A deleted stack has taken its change sets along.
        if changeSets[changeSet.id] != nil { put(changeSet) }
    }

    private func startCreation(
        _ stack: Stack, failureAction: FailureAction?, _ blueprint: Blueprint, _ call: Call
    ) async {
        change(stack.id) { state in
            state.change { current in
                current = stack
                current.failureAction = failureAction ?? .rollback
                current.updatedAt = clock()
            }
        }
        setStatus(stack.id, .createInProgress, reason: "User Initiated")
        await work(on: stack.id, StackWork(call: call, blueprint: blueprint))
    }

    /// One that is not there has been deleted; that is no error.
    func deleteChangeSet(_ nameOrID: String, stack: String?, _ call: Call) throws(AWSError) {
        let found: ChangeSet
        do {
            found = try changeSet(nameOrID, stack: stack, call.scope)
        } catch  where error.code == "ChangeSetNotFound" {
            return
        }
        guard found.execution != .inProgress else {
            throw AWSError(
                "InvalidChangeSetStatus",
                "ChangeSet [\(found.id)] cannot be deleted in its current status of [\(found.execution.rawValue)]")
        }
        remove(found)
    }
}
