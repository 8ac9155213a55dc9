import Foundation
import Glibc

/// A function of ours as a process, with this test as its Runtime API: a listener on a port of its own.
final class FunctionProcess {
    private let listener: Int32
    private var connection: Int32 = -1
    private var pending = ""
    private let process = Process()

    /// Starts the program `name` of this build.
    init(_ name: String) throws {
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
        process.executableURL = Self.products.appending(path: name)
        process.environment = ["AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(UInt16(bigEndian: address.sin_port))"]
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        // Not by SIGTERM: a test that fails must not leave a process that does not mind it.
        kill(process.processIdentifier, SIGKILL)
        close(connection)
        close(listener)
    }

    /// Where the test bundle lies, the programs lie too.
    private static var products: URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    }

    /// The next request, head and body; nil when the process has gone.
    func request() -> String? {
        while true {
            if let request = takeRequest() { return request }
            if connection < 0 { connection = accept(listener, nil, nil) }
            var piece = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            pending += String(decoding: piece.prefix(count), as: UTF8.self)
        }
    }

    func answer(_ status: String, headers: [String] = [], body: String = "") {
        let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
        let bytes = Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
        _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    /// Answers a `next` with an event.
    func handOut(_ event: String) {
        answer("200 OK", headers: ["Lambda-Runtime-Aws-Request-Id: 7"], body: event)
    }

    private func takeRequest() -> String? {
        guard let head = pending.range(of: "\r\n\r\n") else { return nil }
        let text = pending[..<head.lowerBound]
        let length = text.range(of: "Content-Length: ").flatMap { Int(text[$0.upperBound...].prefix { $0.isNumber }) }
        let body = pending[head.upperBound...]
        guard body.utf8.count >= length ?? 0 else { return nil }
        defer { pending = String(decoding: body.utf8.dropFirst(length ?? 0), as: UTF8.self) }
        return text + "\r\n\r\n" + String(decoding: body.utf8.prefix(length ?? 0), as: UTF8.self)
    }
}
