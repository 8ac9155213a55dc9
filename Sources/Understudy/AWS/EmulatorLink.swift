import Cloud
import Emulator
import LambdaAPI
import Synchronization

/// The emulator as services see it, which are made before it runs.
final class EmulatorLink: Sendable {
    private let emulator = Mutex<Emulator?>(nil)
    /// Every state that requests see, for who follows it; those in between may be left out.
    let clouds: AsyncStream<Cloud>
    private let shown: AsyncStream<Cloud>.Continuation

    init() {
        (clouds, shown) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func connect(_ emulator: Emulator) {
        self.emulator.withLock { $0 = emulator }
    }

    /// Makes a state of the model the one that requests see. Before the emulator runs there are none.
    func show(_ cloud: Cloud) {
        emulator.withLock { $0?.show(cloud) }
        shown.yield(cloud)
    }

    func readyEnvironments(revision: Int) async -> Lambda.Readiness {
        guard let emulator = emulator.withLock({ $0 }) else { return Lambda.Readiness(ready: 0) }
        let state = await emulator.provisionedState(revision: revision)
        return Lambda.Readiness(ready: state.ready, hasFailed: state.hasFailed)
    }
}
