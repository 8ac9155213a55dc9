package import NIOCore
package import NIOHTTP1

/// One HTTP/1.1 connection: gathers each request, hands it to a service, and writes the answer that comes back.
///
/// Confined to its event loop. Requests of one connection are served one at a time and in order; what a client sends
/// ahead waits here, up to a limit beyond which the connection is not read.
package final class HTTPDoor: ChannelDuplexHandler {
    package typealias InboundIn = HTTPServerRequestPart
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    /// What makes one door differ from another.
    package struct Policy: Sendable {
        /// Longer bodies get 413 with ``tooLarge``.
        package var bodyLimitBytes: Int
        /// Asked about a request whose body is longer than ``bodyLimitBytes``: how long that one may be. nil for a door
        /// that makes no difference.
        package var longerBodyLimitBytes: (@Sendable (HTTPRequest) -> Int)?
        /// The answer to a body over the limit.
        package var tooLarge: @Sendable (HTTPRequest) -> HTTPAnswer
        package var guarding: DoorGuard
        /// The port's answers without an end; nil where it gives none.
        package var streams: OpenStreams?

        package init(
            bodyLimitBytes: Int, guarding: DoorGuard = DoorGuard(), streams: OpenStreams? = nil,
            tooLarge: @escaping @Sendable (HTTPRequest) -> HTTPAnswer
        ) {
            self.bodyLimitBytes = bodyLimitBytes
            self.guarding = guarding
            self.streams = streams
            self.tooLarge = tooLarge
        }
    }

    package typealias Service = (HTTPRequest, Reply) -> Void

    /// How many parts of further requests may wait; a head, a body and an end are three.
    private static let aheadLimit = 64

    /// How much of an oversized body is read and thrown away so that the client gets to read its 413.
    private static let drainLimitBytes = 64 << 20

    private enum State {
        case idle
        case reading(HTTPRequest, keepAlive: Bool)
        /// The body is over the limit: the request without its body, and how much was thrown away.
        case draining(HTTPRequest, bytes: Int, keepAlive: Bool)
        case answering(keepAlive: Bool, isHead: Bool)
        /// The head of an answer is written, and chunks follow.
        case streaming(AnswerStream, keepAlive: Bool)
        case closed
    }

    private let policy: Policy
    private let service: Service
    private var state = State.idle
    private var context: ChannelHandlerContext?
    /// Parts of requests that came before their turn.
    private var ahead = CircularBuffer<HTTPServerRequestPart>(initialCapacity: 0)
    private var sourceAddress = ""
    /// Counts requests, so that a late reply to an earlier one is recognised.
    private var number = 0
    private var isReadHeldBack = false
    private var isTakingWaiting = false
    /// The last Host that passed: clients repeat it with every request.
    private var knownHost: String?
    /// Whether the present request's client understands chunks.
    private var takesChunks = true

    package init(policy: Policy, service: @escaping Service) {
        self.policy = policy
        self.service = service
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        sourceAddress = context.remoteAddress?.ipAddress ?? ""
    }

    package func channelActive(context: ChannelHandlerContext) {
        sourceAddress = context.remoteAddress?.ipAddress ?? ""
        context.fireChannelActive()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        close()
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        close()
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError, case .idle = state {
            state = .answering(keepAlive: false, isHead: false)
            write(.message(.badRequest, "The request is not HTTP/1.1: \(error)"))
        } else {
            // A broken connection: the client is gone, there is nobody to tell.
            context.close(promise: nil)
        }
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = Self.unwrapInboundIn(data)
        switch state {
        case .answering, .streaming: ahead.append(part)
        case .idle, .reading, .draining, .closed: take(part, context: context)
        }
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        carryOn()
        context.fireChannelWritabilityChanged()
    }

    /// The next read is asked for here: not while too much waits.
    package func read(context: ChannelHandlerContext) {
        if ahead.count < Self.aheadLimit { context.read() } else { isReadHeldBack = true }
    }

    private func take(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        switch part {
        case .head(let head): begin(head, context: context)
        case .body(let bytes): gather(bytes)
        case .end: finish()
        }
    }

    /// Serves what came ahead, as far as it goes.
    private func takeWaiting() {
        guard !isTakingWaiting else { return }
        isTakingWaiting = true
        defer { isTakingWaiting = false }
        while case .idle = state, let context, !ahead.isEmpty {
            repeat { take(ahead.removeFirst(), context: context) } while !ahead.isEmpty && isReading
        }
        if isReadHeldBack, ahead.count < Self.aheadLimit, let context {
            isReadHeldBack = false
            context.read()
        }
    }

    private var isReading: Bool {
        switch state {
        case .reading, .draining: true
        case .idle, .answering, .streaming, .closed: false
        }
    }

    private func begin(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        number += 1
        let request = HTTPRequest(
            method: head.method, target: head.uri, headers: head.headers, sourceAddress: sourceAddress)
        state = .reading(request, keepAlive: head.isKeepAlive)
        takesChunks = head.version != .http1_0
        if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
            let interim = ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
            context.writeAndFlush(Self.wrapOutboundOut(interim), promise: nil)
        }
    }

    private func gather(_ bytes: ByteBuffer) {
        switch state {
        case .reading(var request, let keepAlive):
            state = .idle  // so that the body is not copied when it grows
            if isTooLong(request.body.readableBytes + bytes.readableBytes, request) {
                request.body = ByteBuffer()
                state = .draining(request, bytes: bytes.readableBytes, keepAlive: keepAlive)
            } else {
                if request.body.readableBytes == 0 {
                    request.body = bytes
                } else {
                    request.body.writeImmutableBuffer(bytes)
                }
                state = .reading(request, keepAlive: keepAlive)
            }
        case .draining(let request, let count, let keepAlive):
            let total = count + bytes.readableBytes
            if total > Self.drainLimitBytes {
                state = .answering(keepAlive: false, isHead: false)
                write(policy.tooLarge(request))
            } else {
                state = .draining(request, bytes: total, keepAlive: keepAlive)
            }
        case .idle, .answering, .streaming, .closed:
            break
        }
    }

    private func isTooLong(_ bytes: Int, _ request: HTTPRequest) -> Bool {
        bytes > policy.bodyLimitBytes && bytes > (policy.longerBodyLimitBytes?(request) ?? 0)
    }

    private func finish() {
        switch state {
        case .reading(let request, let keepAlive):
            state = .answering(keepAlive: keepAlive, isHead: request.method == .HEAD)
            if let refusal = refusal(of: request) {
                write(.message(.forbidden, refusal))
            } else {
                service(request, Reply(door: self, number: number))
            }
        case .draining(let request, _, let keepAlive):
            state = .answering(keepAlive: keepAlive, isHead: false)
            write(refusal(of: request).map { .message(.forbidden, $0) } ?? policy.tooLarge(request))
        case .idle, .answering, .streaming, .closed:
            break
        }
    }

    private func refusal(of request: HTTPRequest) -> String? {
        let host = request.headers.first(name: "host")
        let refusal = policy.guarding.refusal(host: host == knownHost ? nil : host, headers: request.headers)
        if refusal == nil { knownHost = host }
        return refusal
    }

    fileprivate func isWaiting(for number: Int) -> Bool {
        if number == self.number, case .answering = state { true } else { false }
    }

    fileprivate func answer(_ answer: HTTPAnswer, to number: Int, written: EventLoopPromise<Void>? = nil) {
        if isWaiting(for: number) { write(answer, written: written) } else { lose(answer, written) }
    }

    /// There is nobody any more who could get it.
    private func lose(_ answer: HTTPAnswer, _ written: EventLoopPromise<Void>?) {
        answer.stream?.end(.clientLeft)
        written?.fail(ChannelError.alreadyClosed)
    }

    fileprivate func makePromise() -> EventLoopPromise<Void>? { context?.eventLoop.makePromise() }

    private func write(_ answer: HTTPAnswer, written: EventLoopPromise<Void>? = nil) {
        guard case .answering(let keepAlive, let isHead) = state, let context else {
            return lose(answer, written)
        }
        if let stream = answer.stream {
            return begin(stream, answer, keepAlive: keepAlive, isHead: isHead, written, context)
        }
        state = .idle
        var buffer = context.channel.allocator.buffer(capacity: 512 + answer.body.readableBytes)
        answer.write(into: &buffer, keepAlive: keepAlive, isHead: isHead)
        context.writeAndFlush(Self.wrapOutboundOut(buffer), promise: written)
        answered(keepAlive: keepAlive, context)
    }

    /// All of an answer is written.
    private func answered(keepAlive: Bool, _ context: ChannelHandlerContext) {
        if keepAlive {
            takeWaiting()
        } else {
            close()
            context.close(mode: .output, promise: nil)
            // The client is given time to read the answer; one that never closes its end does not keep the socket.
            context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(5)) { context.close(promise: nil) }
        }
    }

    // MARK: Answers without an end

    private func begin(
        _ stream: AnswerStream, _ answer: HTTPAnswer, keepAlive: Bool, isHead: Bool,
        _ written: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
    ) {
        guard let streams = policy.streams, streams.admit(stream) else {
            stream.end(.refused)
            let limit = policy.streams?.limit ?? 0
            return write(
                .message(.serviceUnavailable, "\(limit) clients are listening already, and more are not served."),
                written: written)
        }
        let keepAlive = keepAlive && takesChunks
        var buffer = context.channel.allocator.buffer(capacity: 512)
        answer.writeHead(into: &buffer, isChunked: takesChunks, keepAlive: keepAlive)
        context.writeAndFlush(Self.wrapOutboundOut(buffer), promise: written)
        state = .streaming(stream, keepAlive: keepAlive)
        if isHead { return endStream(stream, .finished, keepAlive: keepAlive, context) }
        let loop = context.eventLoop
        let door = NIOLoopBound(self, eventLoop: loop)
        stream.carry { loop.execute { door.value.carryOn() } }
        carryOn()
    }

    /// Writes what waits in the stream, as far as the connection takes it.
    private func carryOn() {
        guard case .streaming(let stream, let keepAlive) = state, let context else { return }
        switch stream.next(isWritable: context.channel.isWritable) {
        case .nothing: break
        case .write(let bytes):
            write(chunk: bytes, context)
            carryOn()
        case .finish:
            if takesChunks {
                context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(staticString: "0\r\n\r\n")), promise: nil)
            }
            endStream(stream, .finished, keepAlive: keepAlive, context)
        case .drop:
            endStream(stream, .clientTooSlow, keepAlive: nil, context)
            context.close(promise: nil)
        }
    }

    private func write(chunk bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard takesChunks else { return context.writeAndFlush(Self.wrapOutboundOut(bytes), promise: nil) }
        var buffer = context.channel.allocator.buffer(capacity: bytes.readableBytes + 16)
        buffer.writeString(String(bytes.readableBytes, radix: 16))
        buffer.writeStaticString("\r\n")
        buffer.writeImmutableBuffer(bytes)
        buffer.writeStaticString("\r\n")
        context.writeAndFlush(Self.wrapOutboundOut(buffer), promise: nil)
    }

    /// - Parameter keepAlive: nil where the connection is not to be used any more.
    private func endStream(
        _ stream: AnswerStream, _ end: AnswerStream.End, keepAlive: Bool?, _ context: ChannelHandlerContext
    ) {
        state = .idle
        policy.streams?.remove(stream)
        stream.end(end)
        if let keepAlive { answered(keepAlive: keepAlive, context) } else { close() }
    }

    private func close() {
        if case .streaming(let stream, _) = state {
            policy.streams?.remove(stream)
            stream.end(.clientLeft)
        }
        state = .closed
        context = nil
        ahead.removeAll()
    }
}

/// The right to answer one request, once. Confined to the connection's event loop.
///
/// An answer to a client that has left is dropped; a second answer is ignored.
package struct Reply {
    private let door: HTTPDoor
    private let number: Int

    fileprivate init(door: HTTPDoor, number: Int) {
        self.door = door
        self.number = number
    }

    /// Whether the client still waits for this answer.
    package var isAwaited: Bool { door.isWaiting(for: number) }

    package func callAsFunction(_ answer: HTTPAnswer) {
        door.answer(answer, to: number)
    }

    /// - Parameter written: told once, on the event loop: whether the last byte went to the client.
    package func callAsFunction(_ answer: HTTPAnswer, written: @escaping (Bool) -> Void) {
        guard let promise = door.makePromise() else { return written(false) }
        promise.futureResult.assumeIsolated().whenComplete { result in
            if case .success = result { written(true) } else { written(false) }
        }
        door.answer(answer, to: number, written: promise)
    }
}
