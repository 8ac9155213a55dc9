/// Carries out a schedule, one invocation at a time: two at once would share the machine.
struct TuneRun {
    /// Invokes the function at a memory size in MB. What it throws ends the run; a function error is not thrown.
    typealias Invoke = (_ memorySizeMB: Int) async throws -> MeasuredInvocation
    /// Told before each invocation: how much is done, 0 to 1, and the size in MB that comes next.
    typealias Progress = (_ fractionDone: Double, _ memorySizeMB: Int) -> Void

    struct Outcome {
        var sizes: [SizeProgress]
        /// The first that was no error; nil when there was none.
        var firstAnswer: [UInt8]?
        var firstFailure: FunctionFailure?
    }

    var schedule: TuneSchedule
    var invoke: Invoke
    var progress: Progress = { _, _ in }

    func outcome() async throws -> Outcome {
        var schedule = schedule
        var outcome = Outcome(sizes: [])
        while let place = schedule.next() {
            try Task.checkCancellation()
            let size = schedule.sizes[place].measurement.memorySizeMB
            progress(schedule.fractionDone, size)
            let invocation = try await invoke(size)
            schedule.record(invocation, place: place)
            outcome.note(invocation)
        }
        outcome.sizes = schedule.sizes
        return outcome
    }
}

extension TuneRun.Outcome {
    fileprivate mutating func note(_ invocation: MeasuredInvocation) {
        if let failure = invocation.failure {
            firstFailure = firstFailure ?? failure
        } else {
            firstAnswer = firstAnswer ?? invocation.answer
        }
    }
}
