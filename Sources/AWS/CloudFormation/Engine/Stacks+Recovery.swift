internal import AWSAPI
internal import JSON

extension Stacks {
    /// Brings every stack to an end that was left in the midst of something: what goes forward is rolled back, what goes
    /// back or away goes on.
    func recover(_ call: Call) async {
        let interrupted = states.values.map(\.stack).filter { $0.status.isInProgress && works[$0.id] == nil }
        for stack in interrupted.sorted(by: { $0.id < $1.id }) {
            var call = call
            call.scope = stack.scope
            works[stack.id] = StackWork(call: call)
            doubt(stack.id)
            if stack.status == .createInProgress || stack.status == .updateInProgress {
                fail(stack.id, "The emulator was stopped before the stack was complete.")
            }
            await work(on: stack.id, works[stack.id] ?? StackWork(call: call))
        }
        for changeSet in changeSets.values where changeSet.execution == .inProgress {
            var ended = changeSet
            ended.execution = .failed
            put(ended)
        }
    }

    /// Of a resource that was about to be made, and has no name by which it would be known, nobody can say whether it is
    /// there.
    private func doubt(_ id: String) {
        change(id) { state in
            for resource in state.resources.values where resource.status == .createInProgress && !resource.exists {
                var failed = resource
                failed.status = .createFailed
                failed.statusReason =
                    "The emulator was stopped while the resource was being created; look whether it is there."
                state.put(failed, at: clock())
            }
        }
    }
}
