import Cloud
import Glibc

/// Which strategies this machine offers, found out by trying them.
package struct ThrottleOffer: Sendable {
    /// Why a strategy cannot be had; those that can are not in it.
    package let obstacles: [ThrottleStrategy: String]
    /// Where groups are made, for the strategies that need them.
    private let places: [ThrottleStrategy: ControlGroupPlace]

    /// Looks at this machine. Leaves nothing behind.
    package static func probe() -> ThrottleOffer {
        ThrottleOffer(mounts: .ofThisProcess())
    }

    init(mounts: ControlGroupMounts) {
        var obstacles: [ThrottleStrategy: String] = [:]
        var places: [ThrottleStrategy: ControlGroupPlace] = [:]
        for (strategy, place, what) in Self.candidates(mounts) {
            guard let place else {
                obstacles[strategy] = what
                continue
            }
            do {
                try Self.attempt(place)
                places[strategy] = place
            } catch {
                obstacles[strategy] = error.description
            }
        }
        self.obstacles = obstacles
        self.places = places
    }

    private static func candidates(
        _ mounts: ControlGroupMounts
    ) -> [(ThrottleStrategy, ControlGroupPlace?, String)] {
        let memory = mounts.version1["memory"].flatMap { access($0, W_OK) == 0 ? $0 : nil }
        return [
            (
                .cgroup2, mounts.version2.map { ControlGroupPlace(.version2($0)) },
                "no control groups of version 2 are mounted"
            ),
            (
                .cgroup1, mounts.version1["cpu"].map { ControlGroupPlace(.version1(cpu: $0, memory: memory)) },
                "no cpu controller of version 1 is mounted"
            ),
        ]
    }

    /// Makes a group with a quota, and removes it: what the kernel takes once it will take again.
    private static func attempt(_ place: ControlGroupPlace) throws(ControlGroupError) {
        try place.open()
        defer { place.close() }
        let group = try place.makeGroup(named: "probe")
        defer { _ = group.remove() }
        guard group.limitCPU(CPUQuota.forProbing) else {
            throw ControlGroupError("\(group.all[0]) takes no CPU quota: \(String(cString: strerror(errno)))")
        }
    }

    /// Those that can be had, the best first.
    package var available: [ThrottleStrategy] {
        ThrottleStrategy.allCases.filter { obstacles[$0] == nil }
    }

    /// - Throws: ``ThrottleUnavailable`` for a strategy that was asked for by name and cannot be had.
    package func strategy(for choice: ThrottleChoice) throws(ThrottleUnavailable) -> ThrottleStrategy {
        guard case .only(let strategy) = choice else { return available.first ?? .signal }
        if let obstacle = obstacles[strategy] { throw ThrottleUnavailable(strategy: strategy, obstacle: obstacle) }
        return strategy
    }

    /// The strategy, and what it works with.
    ///
    /// - Throws: ``ThrottleUnavailable`` for a strategy that was asked for by name. Without a name the next best one is
    ///   taken; signals need nothing that could be refused.
    func open(_ choice: ThrottleChoice) throws(ThrottleUnavailable) -> (ThrottleStrategy, ControlGroups?) {
        let best = try strategy(for: choice)
        for strategy in choice == .auto ? available : [best] {
            guard let place = places[strategy] else { return (strategy, nil) }
            do {
                return (strategy, try ControlGroups(place))
            } catch {
                guard choice == .auto else {
                    throw ThrottleUnavailable(strategy: strategy, obstacle: error.description)
                }
            }
        }
        return (best, nil)
    }
}

extension CPUQuota {
    fileprivate static var forProbing: CPUQuota? {
        CPUQuota(.init(memorySizeMB: 128), usableCPUs: 1)
    }
}

/// A strategy that was asked for by name and that this machine does not offer.
package struct ThrottleUnavailable: Error, CustomStringConvertible {
    package let strategy: ThrottleStrategy
    package let obstacle: String

    package var description: String {
        "The throttle \(strategy.rawValue) is not possible here: \(obstacle)."
    }
}
