internal import AWSAPI
internal import Cloud
internal import JSON

/// All stacks and change sets: finds them, keeps them, and works on them.
///
/// It decides in values (``StackStep``, ``ResourceDecision``, ``ChangePlan``) and acts here. A stack is worked on by one
/// call at a time: its status says so to all others.
actor Stacks {
    nonisolated let records: any Records
    nonisolated let types: ResourceTypes
    nonisolated let directory: ServiceDirectory
    nonisolated let clock: @Sendable () -> Int
    /// A new UUID, in lower case.
    nonisolated let newIdentifier: @Sendable () -> String

    /// By id.
    var states: [String: StackState] = [:]
    /// Of stacks that are not deleted: the id of each.
    private var names: [Scope: [String: String]] = [:]
    /// By id.
    var changeSets: [String: ChangeSet] = [:]
    /// Of stacks that are worked on, by id.
    var works: [String: StackWork] = [:]
    /// What brings stacks to an end that were left in the midst of something; started by the first call.
    private var recovery: Task<Void, Never>?

    /// - Throws: InternalFailure for records that cannot be read.
    init(
        records: any Records, types: ResourceTypes, directory: ServiceDirectory, clock: @escaping @Sendable () -> Int,
        newIdentifier: @escaping @Sendable () -> String
    ) throws(AWSError) {
        self.records = records
        self.types = types
        self.directory = directory
        self.clock = clock
        self.newIdentifier = newIdentifier
        let stored = try StoredStacks(records)
        states = stored.states
        changeSets = stored.changeSets
        for state in states.values where state.stack.status != .deleteComplete {
            names[state.stack.scope, default: [:]][state.stack.name] = state.stack.id
        }
    }

    /// Returns when no stack is left in the midst of something from an earlier life of the emulator.
    func ready(_ call: Call) async {
        if let recovery { return await recovery.value }
        let task = Task { await self.recover(call) }
        recovery = task
        await task.value
    }

    // MARK: Looking up

    /// - Parameter nameOrID: a name finds no deleted stack.
    func find(_ nameOrID: String, _ scope: Scope) -> StackState? {
        if nameOrID.hasPrefix("arn:") { return states[nameOrID].flatMap { $0.stack.scope == scope ? $0 : nil } }
        return names[scope]?[nameOrID].flatMap { states[$0] }
    }

    /// - Throws: ValidationError in the words that clients look for.
    func state(_ nameOrID: String, _ scope: Scope) throws(AWSError) -> StackState {
        guard let state = find(nameOrID, scope) else {
            throw .validation("Stack with id \(nameOrID) does not exist")
        }
        return state
    }

    /// As ``state(_:_:)``, with the words of operations that act on a stack.
    func living(_ nameOrID: String, _ scope: Scope) throws(AWSError) -> StackState {
        guard let state = find(nameOrID, scope), state.stack.status != .deleteComplete else {
            throw .validation("Stack [\(nameOrID)] does not exist")
        }
        return state
    }

    /// Newest first, deleted ones among them.
    func all(_ scope: Scope) -> [StackState] {
        states.values.filter { $0.stack.scope == scope }
            .sorted { ($0.stack.createdAt, $0.stack.id) > ($1.stack.createdAt, $1.stack.id) }
    }

    // MARK: Keeping

    /// Adds a new stack.
    ///
    /// - Throws: LimitExceededException.
    func add(_ state: StackState) throws(AWSError) {
        let scope = state.stack.scope
        guard names[scope, default: [:]].count < EngineLimits.maximumStacks else {
            throw AWSError(
                "LimitExceededException", "Limit for stack has been exceeded (\(EngineLimits.maximumStacks)).")
        }
        states[state.stack.id] = state
        names[scope, default: [:]][state.stack.name] = state.stack.id
        write(state.stack.id)
    }

    /// Changes a stack, in memory and in the records.
    func change(_ id: String, _ body: (inout StackState) -> Void) {
        guard var state = states[id] else { return }
        body(&state)
        states[id] = state
        write(id)
    }

    func setStatus(_ id: String, _ status: StackStatus, reason: String? = nil) {
        change(id) { $0.setStatus(status, reason: reason, at: clock(), id: newIdentifier()) }
    }

    private func write(_ id: String) {
        guard let changes = states[id]?.takeChanges(), !changes.isEmpty else { return }
        records.write(changes)
    }

    func put(_ changeSet: ChangeSet) {
        changeSets[changeSet.id] = changeSet
        let key = "\(Stack.key(id: changeSet.stackID))/\(changeSet.id)"
        records.write([.put(kind: RecordKind.changeSet, key: key, value: RecordKind.encode(changeSet))])
    }

    func remove(_ changeSet: ChangeSet) {
        changeSets[changeSet.id] = nil
        let key = "\(Stack.key(id: changeSet.stackID))/\(changeSet.id)"
        records.write([.delete(kind: RecordKind.changeSet, key: key)])
    }

    /// A stack's name is free again; its history stays, as far as there is room.
    func retire(_ id: String) {
        guard let stack = states[id]?.stack else { return }
        if names[stack.scope]?[stack.name] == id { names[stack.scope]?[stack.name] = nil }
        for changeSet in changeSets.values where changeSet.stackID == id { remove(changeSet) }
        let deleted = all(stack.scope).filter { $0.stack.status == .deleteComplete }
        for state in deleted.dropFirst(EngineLimits.maximumDeletedStacks) { forget(state) }
    }

    /// Takes a stack out as if it had never been.
    func forget(_ state: StackState) {
        let stack = state.stack
        if names[stack.scope]?[stack.name] == stack.id { names[stack.scope]?[stack.name] = nil }
        states[stack.id] = nil
        records.write(state.removal)
    }
}
