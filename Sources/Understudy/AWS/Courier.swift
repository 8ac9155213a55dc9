import Emulator
import Synchronization

/// Takes events from services to functions. There are services before there is an emulator; until then there is nobody
/// to take anything to.
final class Courier: Sendable {
    private let emulator = Mutex<Emulator?>(nil)

    func works(for emulator: Emulator) { self.emulator.withLock { $0 = emulator } }

    /// Invokes a function asynchronously. Who cannot be invoked is told to whoever runs the emulator.
    func deliver(_ payload: [UInt8], to function: String) async {
        guard let emulator = emulator.withLock({ $0 }) else { return }
        do {
            try await emulator.deliver(payload, to: function)
        } catch {
            Terminal.warn("An event for \(function) cannot be delivered: \(error)")
        }
    }
}
