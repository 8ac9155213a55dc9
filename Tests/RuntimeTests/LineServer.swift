import Foundation
import Glibc
import Synchronization

/// A server that says exactly the bytes it is given: one list per connection, one text per request. Nil breaks the
/// connection off instead of answering.
final class LineServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let received = Mutex<[String]>([])

    /// The requests so far, as they came over the wire.
    var requests: [String] { received.withLock { $0 } }

    init(_ connections: [[String?]]) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard bind(listener, pointer, length) == 0, listen(listener, 8) == 0 else { return errno }
                return getsockname(listener, pointer, &length)
            }
        }
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .EIO) }
        port = UInt16(bigEndian: address.sin_port)
        Thread { self.serve(connections) }.start()
    }

    private func serve(_ connections: [[String?]]) {
        for answers in connections {
            let connection = accept(listener, nil, nil)
            for answer in answers {
                guard let request = read(connection) else { break }
                received.withLock { $0.append(request) }
                guard let answer else { break }
                _ = Array(answer.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, 0) }
            }
            close(connection)
        }
        close(listener)
    }

    /// Head and body of one request; nil when the client has gone.
    private func read(_ connection: Int32) -> String? {
        var bytes: [UInt8] = []
        while true {
            var piece = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            bytes += piece.prefix(count)
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let length = text.range(of: "Content-Length: ").flatMap {
                Int(text[$0.upperBound...].prefix { $0.isNumber })
            }
            if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
        }
    }
}
