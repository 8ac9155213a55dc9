/// Decides when the processes of an environment run and when they are stopped. A pure value: it is told what happens,
/// and says what is to be done; times are nanoseconds of a monotonic clock.
struct ProcessHold: Equatable {
    /// What the environment is about.
    enum Activity: Equatable {
        /// Before the first `next`.
        case starting
        /// From an event's delivery to the next `next`.
        case working
        /// Waits in `next`; about to be frozen.
        case resting(since: Int64)
        /// Stopped until the next event.
        case frozen
        case ended
    }

    enum Action: Equatable {
        case none
        case stop
        case resume
    }

    struct Decision: Equatable {
        var action = Action.none
        /// When to look again; nil for not until there is work.
        var again: Int64?
    }

    /// An environment without work is not frozen before this time: a client's next request often comes at once.
    static let restBeforeFreeze: Int64 = 2_000_000
    /// How often an environment that rests is looked at until it is frozen.
    static let restLook: Int64 = 5_000_000

    private(set) var activity = Activity.starting
    private(set) var isStopped = false
    /// Only with the strategy `signal`, and once the init is over.
    private var bucket: TokenBucket?
    /// The bucket's verdict, while the processes pause.
    private var pausedUntil: Int64?

    /// Whether CPU time is counted here, and not by the kernel.
    var hasBucket: Bool { bucket != nil }

    mutating func throttle(by bucket: TokenBucket) {
        self.bucket = bucket
    }

    /// An event is about to be delivered.
    mutating func work(now: Int64) -> Action {
        activity = .working
        guard isStopped else {
            bucket?.expectUse()
            return .none
        }
        return lookAtBucket(now, nil, 1).action
    }

    /// The runtime waits in `next`, and there is nothing for it.
    mutating func rest(now: Int64) {
        activity = .resting(since: now)
    }

    mutating func end() {
        activity = .ended
    }

    /// - Parameters:
    ///   - cpuTime: all that the processes have used; nil if it was not read, which is right while they are stopped or
    ///     without a bucket.
    ///   - parallelism: how many CPUs they can use at the same time.
    mutating func look(now: Int64, cpuTime: Int64?, parallelism: Int = 1) -> Decision {
        switch activity {
        case .ended, .frozen:
            return Decision()
        case .resting(let since) where now >= since + Self.restBeforeFreeze:
            activity = .frozen
            return Decision(action: stop())
        case .resting:
            var decision = lookAtBucket(now, cpuTime, parallelism)
            // Not on the dot: under steady traffic there is always a rest that has just begun.
            decision.again = min(decision.again ?? .max, now + Self.restLook)
            return decision
        case .starting, .working:
            return lookAtBucket(now, cpuTime, parallelism)
        }
    }

    private mutating func lookAtBucket(_ now: Int64, _ cpuTime: Int64?, _ parallelism: Int) -> Decision {
        guard bucket != nil else { return Decision(action: resume(), again: .max) }
        if let pausedUntil, now < pausedUntil { return Decision(again: pausedUntil) }
        switch bucket?.look(now: now, cpuTime: cpuTime, parallelism: parallelism) {
        case .pause(let until):
            pausedUntil = until
            return Decision(action: stop(), again: until)
        case .run(let time):
            pausedUntil = nil
            return Decision(action: resume(), again: now + time)
        case nil:
            return Decision(again: .max)
        }
    }

    private mutating func stop() -> Action {
        defer { isStopped = true }
        return isStopped ? .none : .stop
    }

    private mutating func resume() -> Action {
        defer { isStopped = false }
        return isStopped ? .resume : .none
    }
}
