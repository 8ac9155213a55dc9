import Foundation
import Synchronization

/// An HTTP server on a free port that a test decides on byte for byte: what to answer to the n-th request, in which pieces,
/// and when to hang up.
final class LoopbackServer: Sendable {
    /// What happens after a request was read.
    struct Reply: Sendable {
        /// Sent one after the other, with a pause too short to matter but long enough to arrive apart.
        var pieces: [[UInt8]]
        var hangsUp = false

        static func answer(_ status: Int, _ body: String = "", headers: String = "") -> Reply {
            Reply(pieces: [message(status, Array(body.utf8), headers)])
        }

        static func event(_ id: String, _ body: String, headers: String = "") -> Reply {
            answer(200, body, headers: "Lambda-Runtime-Aws-Request-Id: \(id)\r\n\(headers)")
        }

        /// The connection stays open, and silent.
        static let silence = Reply(pieces: [])
        static let hangUp = Reply(pieces: [], hangsUp: true)

        static func message(_ status: Int, _ body: [UInt8], _ headers: String = "") -> [UInt8] {
            Array("HTTP/1.1 \(status) X\r\nContent-Length: \(body.count)\r\n\(headers)\r\n".utf8) + body
        }
    }

    struct Received: Sendable, Equatable {
        var connection: Int
        var text: String
        /// Method, path and body: `GET /2018-06-01/runtime/invocation/next`.
        var summary: String {
            let lines = text.components(separatedBy: "\r\n")
            let body = text.range(of: "\r\n\r\n").map { text[$0.upperBound...] } ?? ""
            return lines[0].replacing(" HTTP/1.1", with: "") + (body.isEmpty ? "" : " \(body)")
        }
    }

    let port: UInt16
    private let listener: Int32
    private let reply: @Sendable (_ number: Int, Received) -> Reply
    private let received = Mutex<[Received]>([])
    private let sockets = Mutex<[Int32]>([])
    private let arrival = NSCondition()

    /// - Parameter reply: Asked for each request in the order of arrival, beginning with 0.
    init(reply: @escaping @Sendable (_ number: Int, Received) -> Reply) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { [listener] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) | listen(listener, 16) | getsockname(listener, pointer, &length)
            }
        }
        guard status == 0 else { throw POSIXError(.EADDRINUSE) }
        port = UInt16(bigEndian: address.sin_port)
        self.reply = reply
        Thread.detachNewThread { [self] in accept() }
    }

    var endpoint: String { "127.0.0.1:\(port)" }

    var requests: [Received] { received.withLock { $0 } }

    /// Blocks until this many requests have come in; false after ten seconds.
    func waits(forRequests count: Int) -> Bool {
        let deadline = Date(timeIntervalSinceNow: 10)
        arrival.lock()
        defer { arrival.unlock() }
        while requests.count < count {
            guard arrival.wait(until: deadline) else { return false }
        }
        return true
    }

    /// Nobody listens any more, and every connection is closed.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        sockets.withLock { sockets in
            for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    private func accept() {
        var count = 0
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0 else { return }
            sockets.withLock { $0.append(connection) }
            let number = count
            count += 1
            Thread.detachNewThread { [self] in
                serve(connection, number: number)
                close(connection)
            }
        }
    }

    private func serve(_ connection: Int32, number: Int) {
        while let text = readRequest(connection) {
            let request = Received(connection: number, text: text)
            arrival.lock()
            let index = received.withLock { requests in
                requests.append(request)
                return requests.count - 1
            }
            arrival.broadcast()
            arrival.unlock()
            let reply = reply(index, request)
            for (index, piece) in reply.pieces.enumerated() {
                if index > 0 { usleep(2000) }
                send(piece, to: connection)
            }
            if reply.hangsUp { return }
        }
    }

    private func send(_ bytes: [UInt8], to connection: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.send(connection, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// A head, and as many bytes of body as it announces.
    private func readRequest(_ connection: Int32) -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                let length = head.firstMatch(of: /(?i)content-length: *(\d+)/).flatMap { Int($0.1) } ?? 0
                if bytes.count >= end.upperBound + length { return String(decoding: bytes, as: UTF8.self) }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}
