import NIOCore

/// How long an environment plays for requests that no client sent, before another takes its place.
///
/// Two processes of one and the same function differ in speed by a few percent for as long as they live: by where their
/// memory happens to lie, by the core that they end up on. Between two of them alone nobody can tell such a difference from
/// one of the code. So candidates and twins are replaced while an experiment runs, and what belongs to a process averages out.
/// Clients' environments are never replaced for this.
struct Tenure {
    /// A start is cold and its pair tells nothing of warm speed, so at most one pair in this many is given up.
    static let fewestInvocations = 20
    /// Starting takes at most one part in this many of the time: a slow start may not keep the machine busy.
    static let timesItsStart: Int64 = 50
    /// What a start is counted as at least. A small program asks for work after a few milliseconds, but its process, its
    /// groups, and the end of the one before it take the machine as long again, and clients notice.
    static let leastStart = TimeAmount.milliseconds(20)

    let began: NIODeadline
    private(set) var invocations = 0
    /// From the start of the process to its first `next`; nil until then.
    private var start: TimeAmount?

    init(began: NIODeadline) {
        self.began = began
    }

    mutating func started(after start: TimeAmount) { self.start = start }

    mutating func tookInvocation() { invocations += 1 }

    /// Whether it has done its part.
    func isOver(at now: NIODeadline) -> Bool {
        guard let start, invocations >= Self.fewestInvocations else { return false }
        return now - began >= max(start, Self.leastStart) * Self.timesItsStart
    }
}
