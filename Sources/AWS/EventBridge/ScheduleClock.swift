import FoundationEssentials

/// What time it is, and how to wait for a time. Tests have one of their own.
public struct ScheduleClock: Sendable {
    /// In milliseconds since 1970.
    public var now: @Sendable () -> Int
    /// Returns at or after a time in milliseconds since 1970, or earlier when the task is cancelled.
    public var wait: @Sendable (Int) async -> Void

    public init(now: @escaping @Sendable () -> Int, wait: @escaping @Sendable (Int) async -> Void) {
        self.now = now
        self.wait = wait
    }

    /// The machine's time of day. It may be set while somebody waits, so that it is looked at once a minute.
    public static let system = ScheduleClock(
        now: systemTime,
        wait: { time in
            while !Task.isCancelled {
                let rest = time - systemTime()
                guard rest > 0 else { return }
                // A cancelled wait is a shorter one.
                try? await Task.sleep(for: .milliseconds(min(rest, 60_000)))
            }
        })

    private static let systemTime: @Sendable () -> Int = { Int((Date().timeIntervalSince1970 * 1000).rounded(.down)) }
}
