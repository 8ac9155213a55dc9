import CLinux
import Glibc
import NIOPosix
import Synchronization

/// The thread that looks at the processes of all environments, and asks each when to look again. It sleeps while none
/// has work.
final class LimitsController: Sendable {
    let strategy: ThrottleStrategy
    /// How many CPUs of this machine functions can use.
    let usableCPUs: Int

    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let wakeUp: CInt
    private let arriving = Mutex<[ProcessLimits]>([])
    private let isEnding = Atomic(false)

    init(strategy: ThrottleStrategy, usableCPUs: Int) {
        self.strategy = strategy
        self.usableCPUs = usableCPUs
        wakeUp = understudy_eventfd()
        thread.start()
        thread.submit { [self] _ in run() }
    }

    deinit {
        close(wakeUp)
    }

    var isThrottling: Bool { strategy != .off }

    /// Begins to look at the processes of an environment.
    func watch(_ limits: ProcessLimits) {
        arriving.withLock { $0.append(limits) }
        hurry()
    }

    /// Something may have to be looked at sooner than was said.
    func hurry() {
        var one: UInt64 = 1
        // It can fail only when the counter is full, and then the thread has been woken.
        _ = write(wakeUp, &one, MemoryLayout.size(ofValue: one))
    }

    func shutDown() async throws {
        isEnding.store(true, ordering: .sequentiallyConsistent)
        hurry()
        try await thread.shutdownGracefully()
    }

    private func run() {
        understudy_sleep_exactly()
        var watched: [ProcessLimits] = []
        while !isEnding.load(ordering: .sequentiallyConsistent) {
            watched += arriving.withLock { arriving in
                defer { arriving = [] }
                return arriving
            }
            let now = MonotonicClock.now()
            var next = Int64.max
            watched.removeAll { limits in
                guard let again = limits.lookIfDue(now: now) else { return true }
                next = min(next, again)
                return false
            }
            sleep(until: next)
        }
    }

    /// Until that time, or until somebody hurries.
    private func sleep(until time: Int64) {
        let nanoseconds = time == .max ? -1 : Int(max(0, time - MonotonicClock.now()))
        guard understudy_wait(wakeUp, nanoseconds) != 0 else { return }
        var count: UInt64 = 0
        _ = read(wakeUp, &count, MemoryLayout.size(ofValue: count))
    }
}
