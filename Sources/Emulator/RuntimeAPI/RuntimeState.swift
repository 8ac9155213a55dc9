/// Where a runtime stands in its conversation with the Runtime API, and which call may follow.
///
/// The names are those of AWS's own server (runtime interface emulator, `runtime_state_names.go`); runtimes see them in
/// the text of a refused call. One invocation at a time.
struct RuntimeState: Equatable {
    enum Name: String {
        /// The process runs and has not called anything yet.
        case started = "Started"
        /// It said `init/error`.
        case initError = "InitError"
        /// It waits in `next`.
        case ready = "Ready"
        /// It has an event and owes an answer.
        case running = "Running"
        case invocationResponse = "InvocationResponse"
        case invocationErrorResponse = "InvocationErrorResponse"
        /// The answer is on its way to the caller; the runtime may still work until its next `next`.
        case responseSent = "RuntimeResponseSentState"
    }

    /// A call that the present state does not allow: 403 `InvalidStateTransition`.
    struct Refusal: Error, Equatable {
        let from: Name
        let to: Name

        var message: String {
            "State transition from \(from.rawValue) to \(to.rawValue) failed for runtime. "
                + "Error: State transition is not allowed"
        }
    }

    private(set) var name = Name.started

    enum NextAction: Equatable {
        /// The runtime waits for an event.
        case park
        /// It still owes the answer to an event: it gets the same one again.
        case repeatEvent
    }

    mutating func next() throws(Refusal) -> NextAction {
        switch name {
        case .started, .responseSent, .ready:
            name = .ready
            return .park
        case .running:
            return .repeatEvent
        case .initError, .invocationResponse, .invocationErrorResponse:
            throw Refusal(from: name, to: .ready)
        }
    }

    /// An event was handed to the waiting runtime.
    mutating func eventDelivered() {
        precondition(name == .ready, "an event goes only to a runtime that waits in next")
        name = .running
    }

    mutating func response() throws(Refusal) {
        try answer(as: .invocationResponse)
    }

    mutating func invocationError() throws(Refusal) {
        try answer(as: .invocationErrorResponse)
    }

    private mutating func answer(as target: Name) throws(Refusal) {
        guard name == .running else { throw Refusal(from: name, to: target) }
        // The answer is handed on in the same step, so the state in between is never seen from outside.
        name = .responseSent
    }

    mutating func initError() throws(Refusal) {
        guard name == .started else { throw Refusal(from: name, to: .initError) }
        name = .initError
    }
}
