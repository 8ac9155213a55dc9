package import JSON
import NIOCore

/// One line of a function's log, as the JSON API shows it.
package struct LogLine: Sendable, Equatable {
    /// Counts the function's lines from 1, kept or not.
    package var number: Int
    package var epochMilliseconds: Int
    package var requestID: String?
    package var stream: String
    package var role: EnvironmentRole
    /// Whether Lambda wrote it, not the function.
    package var isPlatform: Bool
    package var text: String

    package var json: JSON {
        [
            "number": .number("\(number)"), "time": .number("\(epochMilliseconds)"),
            "requestId": requestID.map(JSON.string) ?? .null, "logStream": .string(stream),
            "role": .string(role.rawValue), "source": .string(isPlatform ? "platform" : "function"),
            "text": .string(text),
        ]
    }
}

/// Which lines of a log are wanted.
struct LogQuery: Sendable {
    static let defaultLimit = 500
    static let limits = 1...5_000

    /// Only lines with a higher number, the first of them; nil for the last that there are.
    var after: Int?
    /// Up to this number.
    var through = Int.max
    /// Only lines written since then.
    var sinceEpochMilliseconds: Int?
    /// Only lines with this text, upper and lower case of ASCII letters being the same; or of the request with this id,
    /// or of the environment with this log stream.
    var search: String?
    var limit = defaultLimit

    /// Takes time with the size of the log: not for the event loop.
    func lines(of pages: LogPages) -> [LogLine] {
        let needle = (search ?? "").utf8.map(\.lowercaseASCII)
        var found: [LogLine] = []
        for entry in pages.entries(after: after ?? 0) where entry.number <= through {
            if let sinceEpochMilliseconds, entry.origin.epochMilliseconds < sinceEpochMilliseconds { continue }
            add(entry, needle, to: &found)
            if after != nil, found.count >= limit { break }
        }
        return after == nil ? Array(found.suffix(limit)) : Array(found.prefix(limit))
    }

    private func add(_ entry: LogPages.Entry, _ needle: [UInt8], to found: inout [LogLine]) {
        let isOfOrigin = entry.origin.requestID == search || entry.origin.stream == search
        entry.record.bytes.withUnsafeReadableBytes { bytes in
            var start = bytes.startIndex
            for number in entry.number..<(entry.number + entry.lines) {
                let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
                let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                start = min(end + 1, bytes.endIndex)
                guard number > after ?? 0, number <= through else { continue }
                guard needle.isEmpty || isOfOrigin || Self.contains(needle, in: line) else { continue }
                found.append(LogLine(number, entry, text: String(decoding: line, as: UTF8.self)))
            }
        }
    }

    /// - Parameter needle: in lower case, not empty.
    static func contains(_ needle: [UInt8], in line: UnsafeRawBufferPointer) -> Bool {
        guard let first = needle.first, line.count >= needle.count else { return false }
        for start in 0...(line.count - needle.count) where line[start].lowercaseASCII == first {
            if needle.indices.allSatisfy({ line[start + $0].lowercaseASCII == needle[$0] }) { return true }
        }
        return false
    }
}

extension LogLine {
    fileprivate init(_ number: Int, _ entry: LogPages.Entry, text: String) {
        self.number = number
        epochMilliseconds = entry.origin.epochMilliseconds
        requestID = entry.origin.requestID
        stream = entry.origin.stream
        role = entry.origin.role
        if case .platform = entry.record { isPlatform = true } else { isPlatform = false }
        self.text = text
    }
}

extension UInt8 {
    fileprivate var lowercaseASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
