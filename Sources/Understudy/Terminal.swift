import Cloud
import CloudWatchLogs
import Emulator
import Glibc
import NIOCore
import NIOPosix

/// What people and programs read: results on standard output, everything else on standard error.
enum Terminal {
    static func line(_ text: String) {
        write(text + "\n", to: STDOUT_FILENO)
    }

    /// What ends its lines itself.
    static func text(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    static func warn(_ text: String) {
        write("understudy: \(text)\n", to: STDERR_FILENO)
    }

    /// A line on standard error that the next one takes the place of. Only for terminals.
    static func status(_ text: String) {
        write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    /// At once, unbuffered: whoever waits for the line gets it. One that nobody can read any more is lost.
    private static func write(_ text: String, to descriptor: CInt) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Functions' logs, each write headed by the function's name; nothing of it with `quiet`.
    ///
    /// - Parameter logs: gets them, too.
    static func output(quiet: Bool, logs: LogArchive) -> Emulator.Output {
        let console = ConsoleLog(descriptor: STDERR_FILENO, workers: NIOSingletons.posixBlockingThreadPool)
        return Emulator.Output(
            log: { function, origin, record in
                logs.write(function, origin, record)
                if !quiet { console.write(prefixed(record.bytes, with: function.name)) }
            },
            warn: { console.write("understudy: \($0)\n".utf8) })
    }

    private static func prefixed(_ lines: ByteBuffer, with name: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.readableBytes + name.utf8.count + 2)
        for line in lines.readableBytesView.split(separator: 0x0A, omittingEmptySubsequences: true) {
            bytes.append(contentsOf: name.utf8)
            bytes.append(contentsOf: "  ".utf8)
            bytes.append(contentsOf: line)
            bytes.append(0x0A)
        }
        return bytes
    }
}

/// A command could not do its work: the sentence is all that the user sees, and the exit status is 1.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

enum Plural {
    static func text(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
