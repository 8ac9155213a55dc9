import Glibc
import Synchronization

/// The control groups of this emulator: a folder of its own in each hierarchy, and in it one for each environment.
///
/// Groups are made ahead, as the kernel may take milliseconds for one; what an emulator left behind that was killed is
/// removed by the next one.
final class ControlGroups: Sendable {
    /// Where groups are made: one folder for version 2, or one for each controller of version 1.
    let place: ControlGroupPlace

    private struct State {
        var number = 0
        var spare: [ControlGroup] = []
        /// Groups whose last process takes its time to end.
        var leaving: [ControlGroup] = []
    }

    private static let spares = 2
    private let state = Mutex(State())

    /// - Throws: ``ControlGroupError`` when the machine does not let us.
    init(_ place: ControlGroupPlace) throws(ControlGroupError) {
        self.place = place
        place.removeOrphans()
        try place.open()
    }

    /// A new group without limits.
    func take() throws(ControlGroupError) -> ControlGroup {
        if let spare = state.withLock({ $0.spare.popLast() }) { return spare }
        return try make()
    }

    /// Makes groups for the environments to come. They only save time, so that one which cannot be made now is none
    /// the worse for being tried again later.
    func replenish() {
        while state.withLock({ $0.spare.count < Self.spares }), let group = try? make() {
            state.withLock { $0.spare.append(group) }
        }
    }

    /// Everything in the group has ended.
    func remove(_ group: ControlGroup) {
        state.withLock { state in
            state.leaving.append(group)
            state.leaving.removeAll { $0.remove() }
        }
    }

    /// Nothing is running any more.
    func close() {
        let rest = state.withLock { state in
            defer { state = State() }
            return state.spare + state.leaving
        }
        for group in rest {
            // The kernel lets go of a process a moment after its parent has heard of its end.
            for _ in 0..<100 where !group.remove() { usleep(1_000) }
        }
        place.close()
    }

    private func make() throws(ControlGroupError) -> ControlGroup {
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        return try place.makeGroup(named: String(number))
    }
}
