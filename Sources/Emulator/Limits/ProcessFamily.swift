import Glibc

/// The processes of one environment: all that `understudy-init` has below it. What they use is added up here.
///
/// Works on every Linux without privilege, through /proc. Not safe for use by two threads at a time.
final class ProcessFamily {
    /// More are not looked at: each takes three open files. Lambda allows 1,024 processes and threads together.
    private static let mostMembers = 256

    /// `understudy-init` itself, which counts for nothing but its children.
    private var root: FamilyMember
    private var members: [FamilyMember] = []
    private let countsCPUTime: Bool
    /// CPU time of members that have ended, as far as it was seen.
    private var endedCPUTime: Int64 = 0
    /// CPU time of children that came and went between two looks.
    private var unseenCPUTime: Int64 = 0
    private var refreshAt: Int64 = 0
    private var changedAt = Int64.min / 2
    private var countUnseenAt: Int64 = 0
    private var buffer = [CChar](repeating: 0, count: 8192)

    /// - Parameter countsCPUTime: whether CPU is limited by what is counted here, so that nothing may be missed.
    init(initPID: pid_t, countsCPUTime: Bool) {
        root = FamilyMember(initPID)
        self.countsCPUTime = countsCPUTime
    }

    deinit {
        for member in [root] + members { member.close() }
    }

    var pids: [pid_t] { members.map(\.pid) }
    /// Of all processes, as of the last look.
    var threads: Int { members.reduce(0) { $0 + $1.threads } }

    // MARK: Who belongs to it

    /// New children are looked for now and then: often for programs with one thread, where it costs little, less often
    /// for those with many. Where children come and go and their CPU time matters, at every look: what is seen too late
    /// counts twice, against the quota that seemed unused and as a debt.
    func refresh(now: Int64) {
        guard now >= refreshAt else { return }
        let before = pids
        findMembers()
        if pids != before { changedAt = now }
        let isSimple = members.allSatisfy { $0.threads == 1 }
        let isChanging = countsCPUTime && members.count < 16 && now < changedAt + 1_000_000_000
        refreshAt = isSimple && isChanging ? now : now + (isSimple ? 20_000_000 : 100_000_000)
        countUnseen(now: now)
    }

    private func findMembers() {
        var present: [pid_t] = root.children(&buffer)
        var index = 0
        while index < min(present.count, Self.mostMembers) {
            present += member(present[index]).children(&buffer)
            index += 1
        }
        let living = Set(present)
        forget { !living.contains($0.pid) }
    }

    /// Known, or from now on known.
    private func member(_ pid: pid_t) -> FamilyMember {
        if let known = members.first(where: { $0.pid == pid }) { return known }
        let new = FamilyMember(pid)
        members.append(new)
        return new
    }

    private func forget(_ hasEnded: (FamilyMember) -> Bool) {
        for member in members where hasEnded(member) {
            endedCPUTime += member.cpuTime
            member.close()
        }
        members.removeAll(where: hasEnded)
    }

    // MARK: CPU

    /// Nanoseconds that all of them have used, those that have ended included.
    func cpuTime() -> Int64 {
        var living: Int64 = 0
        for index in members.indices { living += members[index].readCPUTime() }
        return living + endedCPUTime + unseenCPUTime
    }

    /// What parents tell of children that have ended. Costs more than all the rest, and tells in steps of 10 ms.
    private func countUnseen(now: Int64) {
        guard countsCPUTime, now >= countUnseenAt else { return }
        countUnseenAt = now + 100_000_000
        let reaped = members.reduce(root.reapedCPUTime(&buffer)) { $0 + $1.reapedCPUTime(&buffer) }
        unseenCPUTime = max(0, reaped - endedCPUTime)
    }

    // MARK: Memory

    /// One look at each process; those that have ended are left out.
    func statuses() -> [ProcessStatus] {
        members.indices.compactMap { members[$0].readStatus(&buffer) }
    }

    /// Anonymous and shared memory of all of them, with each page that several share counted once: exact, but slow.
    func proportionalBytes() -> Int {
        members.reduce(0) { $0 + $1.proportionalBytes }
    }
}
