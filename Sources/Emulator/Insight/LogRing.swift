import NIOCore
import NIOPosix

/// The latest of what one function has logged. Confined to the event loop; ``pages`` may be read elsewhere.
final class LogRing {
    private(set) var pages = LogPages()
    /// Those who follow; nil while there is nobody.
    private var followers: LogFollowers?
    private let loop: any EventLoop
    private let workers: NIOThreadPool

    init(loop: any EventLoop, workers: NIOThreadPool) {
        self.loop = loop
        self.workers = workers
    }

    /// The number of the line that comes next; the first was 1.
    var next: Int { pages.next }

    func append(_ record: LogRecord, _ origin: LogOrigin) {
        pages.append(record, origin)
        followers?.wake(self)
    }

    /// Sends what is logged from now on, and before that what is there with a higher number than `after`.
    func follow(_ stream: AnswerStream, after: Int?, search: String?) {
        let followers = followers ?? LogFollowers(loop: loop, workers: workers)
        self.followers = followers
        followers.add(stream, cursor: min(after ?? next - 1, next - 1), search: search)
        let ring = NIOLoopBound(self, eventLoop: loop)
        stream.whenOver { [id = ObjectIdentifier(stream)] _ in
            if ring.value.followers?.remove(id) == true { ring.value.followers = nil }
        }
        followers.wake(self)
    }
}

/// Where a log record belongs.
package struct LogOrigin: Sendable {
    /// The environment's log stream.
    package var stream: String
    package var role: EnvironmentRole
    /// That of the invocation under way; nil outside of one.
    package var requestID: String?
    package var epochMilliseconds: Int
}

/// Log records of one function, as many as fit: an immutable copy costs nothing, and an addition after that little.
struct LogPages: Sendable {
    struct Entry: Sendable {
        /// The number of its first line.
        var number: Int
        /// How many it has.
        var lines: Int
        var origin: LogOrigin
        var record: LogRecord
    }

    private struct Page: Sendable {
        var entries: [Entry] = []
        var bytes = 0
    }

    static let recordLimit = 4_096
    /// Of text that functions wrote.
    static let byteLimit = 1 << 20
    private static let pageRecords = 256
    private static let pageBytes = 64 << 10

    private var pages = [Page()]
    private var bytes = 0
    private var count = 0
    private(set) var next = 1

    mutating func append(_ record: LogRecord, _ origin: LogOrigin) {
        let record = record.compact
        let size = record.keptBytes
        if let last = pages.last, last.entries.count >= Self.pageRecords || last.bytes >= Self.pageBytes {
            pages.append(Page())
        }
        let lines = record.lineCount
        pages[pages.count - 1].entries.append(Entry(number: next, lines: lines, origin: origin, record: record))
        pages[pages.count - 1].bytes += size
        next += lines
        bytes += size
        count += 1
        while pages.count > 1, bytes > Self.byteLimit || count > Self.recordLimit {
            let first = pages.removeFirst()
            bytes -= first.bytes
            count -= first.entries.count
        }
    }

    /// The number of the oldest line that is kept; that of the next one where there is none.
    var oldest: Int { pages[0].entries.first?.number ?? next }

    /// The entries with lines beyond a number.
    func entries(after number: Int) -> some Sequence<Entry> {
        pages.lazy.flatMap(\.entries).filter { $0.number + $0.lines - 1 > number }
    }
}

extension LogRecord {
    /// How many lines it has; each ends in a newline.
    var lineCount: Int {
        switch self {
        case .function(let lines): lines.withUnsafeReadableBytes { bytes in bytes.count { $0 == 0x0A } }
        case .platform(.start), .platform(.initReport): 1
        case .platform(.fault(let fault, _, _)): fault.isTimeout ? 1 : 2
        case .platform(.finish): 2
        }
    }

    /// Without the storage that a slice of a larger buffer keeps alive.
    fileprivate var compact: LogRecord {
        guard case .function(let lines) = self, lines.storageCapacity > 2 * lines.readableBytes else { return self }
        return .function(lines.withUnsafeReadableBytes { ByteBuffer(bytes: $0) })
    }

    fileprivate var keptBytes: Int {
        if case .function(let lines) = self { lines.storageCapacity } else { 0 }
    }
}
