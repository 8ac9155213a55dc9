import AWSAPI
import AWSWire
import Cloud
import Emulator
import NIOCore
import NIOHTTP1
import STS
import Synchronization

/// Between the emulator's HTTP and ``AWSEndpoint``.
final class AWSDoor: Sendable {
    private let endpoint: AWSEndpoint
    /// What answers call us, where the request's `Host` does not tell.
    private let address = Mutex("http://localhost:4566")

    init(_ services: AWSServices, scope: Scope, keys: AccessKeys?) {
        let sessions = services.sessions
        endpoint = AWSEndpoint(
            services.directory, defaults: scope, verifier: keys.map { $0.verifier(sessions) }
        ) { sessions.session($0)?.account }
    }

    /// The port is known only once it is open.
    func listens(on port: Int) { address.withLock { $0 = "http://localhost:\(port)" } }

    func answer(_ request: HTTPRequest) async -> HTTPAnswer {
        let answer = await endpoint.answer(
            WireRequest(request), requestID: RequestID.generate(), time: WallClock.epochMilliseconds(),
            endpoint: address.withLock { $0 })
        return HTTPAnswer(answer)
    }

    /// What a request gets whose signature is not true.
    func refusal(_ request: HTTPRequest) -> HTTPAnswer? {
        endpoint.refusal(
            of: WireRequest(request), of: "lambda", requestID: RequestID.generate(),
            time: WallClock.epochMilliseconds()
        ).map { HTTPAnswer($0) }
    }
}

extension WireRequest {
    init(_ request: HTTPRequest) {
        self.init(
            method: request.method.rawValue, target: request.target,
            headers: WireHeaders(request.headers.map { WireHeaders.Field($0.name, $0.value) }),
            body: Array(request.body.readableBytesView))
    }
}

extension HTTPAnswer {
    init(_ answer: WireAnswer) {
        var headers = HTTPHeaders()
        var length: Int?
        for header in answer.headers {
            // The door says how long the body is; to a HEAD it says what it would have been.
            if header.name.lowercased() == "content-length" {
                length = Int(header.value)
            } else {
                headers.add(name: header.name, value: header.value)
            }
        }
        self.init(
            status: HTTPResponseStatus(statusCode: answer.status), headers: headers,
            body: ByteBuffer(bytes: answer.body))
        lengthOfHead = length
    }
}
