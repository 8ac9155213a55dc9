import Emulator
import Synchronization

/// What the event loop has seen and the laboratory has not looked at yet: bounded in number and in bytes. What does not
/// fit is counted.
final class ReportQueue: Sendable {
    private struct Fill {
        var count = 0
        var bytes = 0
        var lost = 0
    }

    static let limit = 20_000
    static let limitBytes = 256 << 20

    let reports: AsyncStream<MirrorReport>
    private let continuation: AsyncStream<MirrorReport>.Continuation
    private let fill = Mutex(Fill())

    init() {
        (reports, continuation) = AsyncStream.makeStream(of: MirrorReport.self, bufferingPolicy: .unbounded)
    }

    func add(_ report: MirrorReport) {
        let bytes = report.bytes
        let hasRoom = fill.withLock { fill in
            guard fill.count < Self.limit, fill.bytes + bytes <= Self.limitBytes else {
                fill.lost += 1
                return false
            }
            fill.count += 1
            fill.bytes += bytes
            return true
        }
        if hasRoom { continuation.yield(report) }
    }

    /// Makes room again.
    func taken(_ report: MirrorReport) {
        fill.withLock { fill in
            fill.count -= 1
            fill.bytes -= report.bytes
        }
    }

    /// How many wait.
    var count: Int { fill.withLock { $0.count } }
    /// How many were lost since the start.
    var lost: Int { fill.withLock { $0.lost } }

    func finish() { continuation.finish() }
}
