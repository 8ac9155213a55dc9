package import Cloud

/// A version of which environments are kept ready.
package struct ProvisionedVersion {
    package var version: FunctionVersion
    package var count: Int

    package init(version: FunctionVersion, count: Int) {
        self.version = version
        self.count = count
    }
}

/// How far the environments of one version are that are to be kept ready.
package struct ProvisionedState: Sendable, Equatable {
    package var ready: Int
    /// Whether one could not be started; it is tried again when it is needed.
    package var hasFailed: Bool
}

/// Provisioned concurrency: environments that are started before anybody asks, and never retired for being idle.
///
/// Requests of any kind for the version use them first; what goes beyond starts on demand, as on Lambda.
extension Dispatcher {
    /// Says which environments are kept ready, in place of all that was said before.
    package func provision(_ wanted: [ProvisionedVersion]) {
        let before = provisioned
        provisioned = Dictionary(wanted.map { ($0.version.revision, $0) }) { first, _ in first }
        for revision in before.keys { releaseSurplus(SlotKey(revision: revision)) }
        for revision in provisioned.keys { keepReady(SlotKey(revision: revision)) }
    }

    /// Of a version, by its revision.
    package func provisionedState(revision: Int) -> ProvisionedState {
        guard let slot = slots[SlotKey(revision: revision)] else { return ProvisionedState(ready: 0, hasFailed: false) }
        let members = slot.pool.members.filter(\.isProvisioned)
        let isUnusable = if case .unusable = slot.code { true } else { false }
        return ProvisionedState(
            ready: members.count(where: \.isWarm), hasFailed: isUnusable || members.contains(where: \.hasFailedInit))
    }

    /// Starts what is missing, as far as there is room; what is idle makes room.
    func keepReady(_ key: SlotKey) {
        guard let wanted = provisioned[key.revision], key.isForClients, key.trialMemorySizeMB == nil, !isShuttingDown
        else { return }
        switch slots[key]?.code {
        case nil: unpack(wanted.version, key: key, waiting: [])
        case .unpacking, .unusable: break
        case .ready(let folder):
            let present = slots[key]?.pool.members.count(where: \.isProvisioned) ?? 0
            for _ in 0..<max(0, wanted.count - present) {
                guard alive < limits.environments || retireOldestFree(for: key) else { return }
                startAhead(wanted.version, folder, key: key)
            }
        }
    }

    private func startAhead(_ version: FunctionVersion, _ folder: CodeFolder, key: SlotKey) {
        let environment = Environment(
            function: version, code: folder, purpose: .client, activity: activities.activity(of: version),
            isProvisioned: true, surroundings: surroundings)
        add(environment, key: key)
        environment.warmUp()
    }

    /// Those too many become like any other: they end when they have been idle for long enough.
    private func releaseSurplus(_ key: SlotKey) {
        let members = slots[key]?.pool.members.filter(\.isProvisioned) ?? []
        for environment in members.dropFirst(provisioned[key.revision]?.count ?? 0) {
            environment.isProvisioned = false
        }
    }
}
