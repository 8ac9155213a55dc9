/// Which environments of one function version exist, and which are free. Decides; starts and stops nothing.
///
/// The most recently used free one is taken first, so that the others can grow old and retire.
struct EnvironmentPool<Member: AnyObject> {
    /// Free members, the most recently used last.
    private var free: [Member] = []
    private var all: [ObjectIdentifier: Member] = [:]

    var count: Int { all.count }
    var members: some Collection<Member> { all.values }
    var freeCount: Int { free.count }

    mutating func add(_ member: Member) {
        all[ObjectIdentifier(member)] = member
    }

    mutating func takeFree() -> Member? {
        free.popLast()
    }

    func contains(_ member: Member) -> Bool { all[ObjectIdentifier(member)] != nil }

    mutating func putBack(_ member: Member) {
        precondition(contains(member), "only a member of this pool comes back to it")
        free.append(member)
    }

    mutating func remove(_ member: Member) {
        all[ObjectIdentifier(member)] = nil
        free.removeAll { $0 === member }
    }

    /// Takes out the free members that `isOld` picks, the longest unused first.
    mutating func takeFree(where isOld: (Member) -> Bool) -> [Member] {
        let old = free.filter(isOld)
        free.removeAll(where: isOld)
        return old
    }

    /// The free member that has waited longest of those that `isMeant` picks, without taking it.
    func oldestFree(where isMeant: (Member) -> Bool = { _ in true }) -> Member? { free.first(where: isMeant) }
}
