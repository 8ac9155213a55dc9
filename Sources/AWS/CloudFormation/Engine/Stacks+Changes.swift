internal import AWSAPI
internal import Cloud
internal import JSON

extension Stacks {
    // MARK: CreateStack, UpdateStack, DeleteStack

    /// - Returns: the stack's id, once it has been made or has failed.
    func create(_ request: StackRequest, _ call: Call) async throws(AWSError) -> String {
        if find(request.stackName, call.scope) != nil {
            throw AWSError("AlreadyExistsException", "Stack [\(request.stackName)] already exists")
        }
        var stack = newStack(request, .createInProgress, call)
        let blueprint = try prepare(request, for: &stack)
        stack.failureAction = request.failureAction ?? .rollback
        stack.policy = request.policy
        let id = stack.id
        try add(StackState(stack))
        setStatus(id, .createInProgress, reason: "User Initiated")
        await work(on: id, StackWork(call: call, blueprint: blueprint))
        return id
    }

    /// - Returns: the stack's id, once it has been changed, or is again what it was.
    func update(_ request: StackRequest, _ call: Call) async throws(AWSError) -> String {
        let state = try updatable(request.stackName, call.scope)
        var stack = state.stack
        let blueprint = try prepare(request, for: &stack)
        let plan = try ChangePlan(
            blueprint, tags: stack.deployment.tags, from: state, types: types, exports: exports(for: stack))
        guard !plan.isEmpty else { throw .validation("No updates are to be performed.") }
        if let policy = request.policy { stack.policy = policy }
        await start(stack, over: state, blueprint, call)
        return stack.id
    }

    /// A stack that is not there has been deleted; that is no error.
    func delete(_ nameOrID: String, retaining: [String], token: String?, _ call: Call) async throws(AWSError) {
        guard let state = find(nameOrID, call.scope), state.stack.status != .deleteComplete else { return }
        let stack = state.stack
        guard !stack.isProtected else {
            throw .validation(
                "Stack [\(stack.name)] cannot be deleted while TerminationProtection is enabled")
        }
        guard !stack.status.isInProgress else {
            throw .validation("Stack [\(stack.name)] cannot be deleted while in status \(stack.status.rawValue)")
        }
        try checkRetained(retaining, state)
        if let reason = exportInUse(stack) {
            return setStatus(stack.id, stack.status, reason: reason)
        }
        guard stack.status != .reviewInProgress else {
            setStatus(stack.id, .deleteComplete)
            return retire(stack.id)
        }
        change(stack.id) { $0.change { $0.clientToken = token } }
        works[stack.id] = StackWork(call: call)
        startDeletion(stack.id, "User Initiated")
        await work(on: stack.id, StackWork(call: call, retained: Set(retaining)))
    }

    private func checkRetained(_ retaining: [String], _ state: StackState) throws(AWSError) {
        guard !retaining.isEmpty else { return }
        guard state.stack.status == .deleteFailed else {
            throw .validation(
                "Invalid operation on stack [\(state.stack.id)]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state."
            )
        }
        for logicalID in retaining where state.resources[logicalID] == nil {
            throw .validation("Resource [\(logicalID)] does not exist for stack \(state.stack.id)")
        }
    }

    private func exportInUse(_ stack: Stack) -> String? {
        for output in stack.deployment.outputs {
            guard let name = output.exportName else { continue }
            let users = importers(of: name, stack.scope).filter { $0 != stack.name }
            if !users.isEmpty {
                return "Export \(name) cannot be deleted as it is in use by \(users.joined(separator: " and "))"
            }
        }
        return nil
    }

    // MARK: What they have in common

    func newStack(_ request: StackRequest, _ status: StackStatus, _ call: Call) -> Stack {
        let scope = call.scope
        return Stack(
            name: request.stackName,
            id: "arn:aws:cloudformation:\(scope.region):\(scope.account):stack/\(request.stackName)/\(newIdentifier())",
            account: scope.account, region: scope.region, status: status, createdAt: clock(),
            deployment: Deployment(template: ""), timeoutInMinutes: request.timeoutInMinutes,
            isProtected: request.isProtected)
    }

    /// - Throws: ValidationError in AWS's words where a stack is not there, or is busy.
    func updatable(_ nameOrID: String, _ scope: Scope) throws(AWSError) -> StackState {
        let state = try living(nameOrID, scope)
        guard state.stack.status.isUpdatable else {
            throw .validation(
                "Stack:\(state.stack.id) is in \(state.stack.status.rawValue) state and can not be updated.")
        }
        return state
    }

    /// Brings a stack's deployment to what a request asks for, and checks that it can be had.
    ///
    /// - Returns: what to work on.
    func prepare(_ request: StackRequest, for stack: inout Stack) throws(AWSError) -> Blueprint {
        let before = stack.deployment
        let text = request.template ?? before.template
        let template = try Template(parsing: text)
        try Transforms.check(template)
        let parameters = try ParameterValues(request.parameters, for: template, previous: before.parameters)
        try Capabilities(of: template).check(request.capabilities)
        var deployment = Deployment(template: text)
        deployment.description = template.description
        deployment.parameters = parameters.values
        deployment.secretParameters = template.parameters.filter(\.isSecret).map(\.key)
        deployment.tags = request.tags ?? before.tags
        deployment.capabilities = request.capabilities
        deployment.notificationARNs = request.notificationARNs ?? before.notificationARNs
        deployment.roleARN = request.roleARN ?? before.roleARN
        // They are those of the last time until everything is there.
        deployment.outputs = before.outputs
        let pseudo = PseudoParameters(
            scope: stack.scope, stackName: stack.name, stackID: stack.id,
            notificationARNs: deployment.notificationARNs)
        let blueprint = try Blueprint(template, parameters, pseudo, types: types)
        deployment.imports = try blueprint.imports()
        stack.deployment = deployment
        stack.disablesRollback = request.disablesRollback
        stack.retainsExceptOnCreate = request.retainsExceptOnCreate
        stack.clientToken = request.clientToken
        return blueprint
    }

    /// Starts an update and works on it.
    ///
    /// - Parameters:
    ///   - stack: as it is to be.
    ///   - state: as it is.
    func start(_ stack: Stack, over state: StackState, _ blueprint: Blueprint, _ call: Call) async {
        let wasWhole = state.stack.status != .updateFailed && state.stack.status != .createFailed
        let snapshot = Snapshot(
            deployment: state.stack.deployment,
            resources: StackResource.inOrder(state.resources.values.filter(\.exists)), status: state.stack.status)
        change(stack.id) { state in
            state.change { current in
                current = stack
                // A stack that failed and was left so goes back to what it was before that.
                if wasWhole || current.lastStable == nil { current.lastStable = snapshot }
                current.updatedAt = clock()
            }
        }
        setStatus(stack.id, .updateInProgress, reason: "User Initiated")
        await work(on: stack.id, StackWork(call: call, blueprint: blueprint))
    }

    // MARK: Going back

    /// - Returns: the stack's id.
    func rollBack(_ nameOrID: String, retainsExceptOnCreate: Bool, token: String?, _ call: Call) async throws(AWSError)
        -> String
    {
        let stack = try living(nameOrID, call.scope).stack
        guard stack.status == .createFailed || stack.status == .updateFailed else {
            throw .validation(
                "Stack:\(stack.id) is in \(stack.status.rawValue) state and can not be rolled back.")
        }
        change(stack.id) { state in
            state.change { stack in
                stack.clientToken = token
                stack.retainsExceptOnCreate = retainsExceptOnCreate
            }
        }
        works[stack.id] = StackWork(call: call)
        if stack.status == .createFailed {
            startCreateRollback(stack.id, "User Initiated")
        } else {
            startUpdateRollback(stack.id, "User Initiated")
        }
        await work(on: stack.id, StackWork(call: call))
        return stack.id
    }

    /// - Parameter skipping: resources that are to be taken as restored.
    func continueRollback(_ nameOrID: String, skipping: [String], token: String?, _ call: Call) async throws(AWSError) {
        let state = try living(nameOrID, call.scope)
        let stack = state.stack
        guard stack.status == .updateRollbackFailed else {
            throw .validation(
                "Stack:\(stack.id) is in \(stack.status.rawValue) state and can not continue its rollback.")
        }
        for logicalID in skipping where state.resources[logicalID]?.status != .updateFailed {
            throw .validation(
                "Stack [\(stack.name)] cannot skip resource [\(logicalID)]: it is not in the state UPDATE_FAILED.")
        }
        change(stack.id) { state in
            state.change { $0.clientToken = token }
            for logicalID in skipping {
                guard var resource = state.resources[logicalID] else { continue }
                resource.status = .updateComplete
                resource.statusReason = "The resource was skipped by user request."
                state.put(resource, at: clock())
            }
        }
        setStatus(stack.id, .updateRollbackInProgress, reason: "User Initiated")
        await work(on: stack.id, StackWork(call: call, handled: Set(skipping)))
    }

    /// Stops an update at its next resource.
    func cancelUpdate(_ nameOrID: String, _ call: Call) throws(AWSError) {
        let stack = try living(nameOrID, call.scope).stack
        guard stack.status == .updateInProgress, works[stack.id] != nil else {
            throw .validation("CancelUpdateStack cannot be called from current stack status")
        }
        works[stack.id]?.isCancelled = true
    }
}
