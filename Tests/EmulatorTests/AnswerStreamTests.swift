import NIOCore
import NIOEmbedded
import NIOHTTP1
import Synchronization
import Testing

@testable import Emulator

@Suite("Answers without an end")
struct AnswerStreamTests {
    /// A door that answers everything with a stream.
    private final class Desk {
        var streams: [AnswerStream] = []
        let channel = EmbeddedChannel()
        let open: OpenStreams

        init(limit: Int = 2, sharing: OpenStreams? = nil) throws {
            open = sharing ?? OpenStreams(limit: limit)
            let policy = HTTPDoor.Policy(bodyLimitBytes: 10, streams: open) { _ in .message(.payloadTooLarge, "large") }
            try channel.pipeline.syncOperations.addHandlers([
                ByteToMessageHandler(HTTPRequestDecoder()),
                HTTPDoor(policy: policy) { request, reply in
                    guard request.path == "/stream" else { return reply(HTTPAnswer(status: .ok)) }
                    let stream = AnswerStream()
                    self.streams.append(stream)
                    reply(.events(stream))
                },
            ])
        }

        func ask(_ path: String = "/stream", method: String = "GET", version: String = "1.1") throws {
            try channel.writeInbound(ByteBuffer(string: "\(method) \(path) HTTP/\(version)\r\nHost: localhost\r\n\r\n"))
        }

        /// What was written since the last look.
        func received() throws -> String {
            channel.embeddedEventLoop.run()
            var text = ""
            while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
            return text
        }
    }

    /// How a stream has ended, once it has.
    private final class Ending: Sendable {
        private let found = Mutex<AnswerStream.End?>(nil)
        var end: AnswerStream.End? { found.withLock { $0 } }

        init(of stream: AnswerStream) {
            stream.whenOver { end in self.found.withLock { $0 = end } }
        }
    }

    @Test("chunks are written as they come, and the connection serves what was asked after the end")
    func chunks() throws {
        let desk = try Desk()
        try desk.ask()
        let head = try desk.received()
        #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(head.contains("\r\nTransfer-Encoding: chunked\r\n"))
        #expect(!head.contains("Content-Length"))
        #expect(head.hasSuffix("\r\n\r\nd\r\nretry: 2000\n\n\r\n"))
        try desk.ask("/whole")
        #expect(try desk.received() == "")
        desk.streams[0].send(ByteBuffer(string: "data: 1\n\n"))
        desk.streams[0].send(ByteBuffer(string: "data: 2\n\n"))
        #expect(try desk.received() == "12\r\ndata: 1\n\ndata: 2\n\n\r\n")
        let ending = Ending(of: desk.streams[0])
        desk.streams[0].finish()
        #expect(try desk.received().hasPrefix("0\r\n\r\nHTTP/1.1 200 OK\r\n"))
        #expect(ending.end == .finished)
        #expect(!desk.streams[0].send(ByteBuffer(string: "late")))
        #expect(desk.open.count == 0)
    }

    @Test("a client of HTTP/1.0 gets the body as it is, up to the end of the connection")
    func oldClient() throws {
        let desk = try Desk()
        try desk.ask(version: "1.0")
        let head = try desk.received()
        #expect(!head.contains("Transfer-Encoding"))
        #expect(head.hasSuffix("\r\nConnection: close\r\n\r\nretry: 2000\n\n"))
        desk.streams[0].send(ByteBuffer(string: "data: 1\n\n"))
        desk.streams[0].finish()
        #expect(try desk.received() == "data: 1\n\n")
    }

    @Test("HEAD gets the head")
    func head() throws {
        let desk = try Desk()
        try desk.ask(method: "HEAD")
        #expect(try desk.received().hasSuffix("\r\n\r\n"))
        #expect(desk.open.count == 0)
    }

    @Test("a client that leaves is noticed, and its place is free again")
    func leaving() throws {
        let desk = try Desk()
        try desk.ask()
        let ending = Ending(of: desk.streams[0])
        #expect(desk.open.count == 1)
        desk.channel.pipeline.fireChannelInactive()
        #expect(ending.end == .clientLeft)
        #expect(desk.open.count == 0)
    }

    @Test("a client that does not read is sent away once too much waits for it")
    func slowClient() throws {
        let desk = try Desk()
        try desk.ask()
        _ = try desk.received()
        let stream = desk.streams[0]
        let ending = Ending(of: stream)
        desk.channel.isWritable = false
        let piece = ByteBuffer(repeating: 0x2E, count: AnswerStream.waitingLimitBytes / 4)
        for _ in 0..<4 { #expect(stream.send(piece)) }
        #expect(try desk.received() == "")
        #expect(ending.end == nil)
        #expect(!stream.send(ByteBuffer(string: ".")))
        _ = try desk.received()
        #expect(ending.end == .clientTooSlow)
        #expect(stream.waitingBytes == 0)
        #expect(!desk.channel.isActive)
        #expect(desk.open.count == 0)
    }

    @Test("what waits for a slow client is written when the connection takes it")
    func recovering() throws {
        let desk = try Desk()
        try desk.ask()
        _ = try desk.received()
        desk.channel.isWritable = false
        desk.streams[0].send(ByteBuffer(string: "data: 1\n\n"))
        #expect(try desk.received() == "")
        desk.channel.isWritable = true
        desk.channel.pipeline.fireChannelWritabilityChanged()
        #expect(try desk.received() == "9\r\ndata: 1\n\n\r\n")
    }

    @Test("one more than allowed gets 503, and the next one a place when somebody has left")
    func limit() throws {
        let first = try Desk(limit: 1)
        try first.ask()
        let second = try Desk(sharing: first.open)
        try second.ask()
        #expect(try second.received().hasPrefix("HTTP/1.1 503 "))
        #expect(Ending(of: second.streams[0]).end == .refused)
        first.channel.pipeline.fireChannelInactive()
        try second.ask()
        #expect(try second.received().hasPrefix("HTTP/1.1 200 "))
    }

    @Test("all are ended in order when the port closes, and none begins after")
    func closing() throws {
        let desk = try Desk()
        try desk.ask()
        _ = try desk.received()
        desk.open.finishAll()
        #expect(try desk.received() == "0\r\n\r\n")
        try desk.ask()
        #expect(try desk.received().hasPrefix("HTTP/1.1 503 "))
    }
}

@Suite("What has changed")
struct ChangeBoardTests {
    private func text(of stream: AnswerStream) -> String {
        guard case .write(let bytes) = stream.next(isWritable: true) else { return "" }
        return String(buffer: bytes)
    }

    @Test("watchers get each name once, with the number of its latest change; nobody else makes work")
    func telling() async throws {
        let board = ChangeBoard()
        board.note(.functions, "unwatched")
        let stream = AnswerStream()
        board.watch(stream)
        #expect(text(of: stream).hasPrefix("event: hello\nid: "))
        for name in ["b", "a", "b"] { board.note(.functions, name) }
        board.note(.experiments, "rounding")
        var told = ""
        for _ in 0..<500 where !told.contains("event: functions") {
            try await Task.sleep(for: .milliseconds(10))
            told += text(of: stream)
        }
        let functions = try #require(told.split(separator: "\n\n").first { $0.hasPrefix("event: functions") })
        let names = try #require(functions.firstRange(of: #/\{"changed":\{"a":\d+,"b":\d+\}\}/#))
        #expect(functions[names].contains("unwatched") == false)
        #expect(told.contains(#"event: experiments"#))
        stream.end(.clientLeft)
        #expect(board.watchers == 0)
    }
}
