public import Events
public import JSON
public import LambdaRuntime

/// One of the sample endpoints: what it makes of its input. It knows nothing of gateways and events.
public protocol Endpoint {
    func answer(_ input: Input) throws(BadRequest) -> Answer
}

/// What an endpoint is given.
public enum Input {
    /// A request without a body, or by GET.
    case query(Query)
    /// The body of a request, or the event of a direct invocation.
    case json(JSON)
}

/// What an endpoint gives back.
public enum Answer: Equatable, Sendable {
    /// `text/plain` for HTTP clients; whoever invokes the function directly gets `direct`.
    case text(String, direct: JSON)
    /// `application/json` for HTTP clients, the same value for direct invocations.
    case json(JSON)
}

/// Input that an endpoint cannot use.
public struct BadRequest: Error, Equatable, Sendable {
    /// One sentence that names the parameter and what was wrong with it, for the client. Never the value of a secret.
    public let message: String

    public init(_ message: String) {
        self.message = message
    }
}

extension Endpoint {
    /// The endpoint as a Lambda function, behind REST APIs, HTTP APIs, or invoked directly.
    public func handle(_ invocation: Invocation) throws(FunctionError) -> [UInt8] {
        do throws(BadRequest) {
            switch try event(invocation.payload) {
            case .http(let request): return answer(to: request).json.bytes
            case .direct(let json): return try answer(.json(json)).direct.bytes
            }
        } catch {
            throw FunctionError(type: "Function.BadRequest", message: error.message)
        }
    }

    private func event(_ payload: [UInt8]) throws(BadRequest) -> FunctionEvent {
        let json = try json(payload, "event")
        do throws(EventError) {
            return try FunctionEvent(json)
        } catch {
            throw BadRequest(error.message)
        }
    }

    private func answer(to request: HTTPRequest) -> HTTPAnswer {
        do throws(BadRequest) {
            return try answer(input(request)).http
        } catch {
            let body: JSON = ["message": .string(error.message)]
            return HTTPAnswer(statusCode: 400, contentType: "application/json", body: body.text)
        }
    }

    private func input(_ request: HTTPRequest) throws(BadRequest) -> Input {
        if request.method == "GET" || request.body.isEmpty { return .query(request.query) }
        return .json(try json(request.body, "body"))
    }

    private func json(_ bytes: [UInt8], _ what: String) throws(BadRequest) -> JSON {
        do throws(JSON.ParseError) {
            return try JSON(parsing: bytes)
        } catch {
            throw BadRequest("The \(what) is not JSON: \(error.message), at byte \(error.offset)")
        }
    }
}

extension Answer {
    var direct: JSON {
        switch self {
        case .text(_, let direct): direct
        case .json(let json): json
        }
    }

    var http: HTTPAnswer {
        switch self {
        case .text(let text, _): HTTPAnswer(statusCode: 200, contentType: "text/plain", body: text)
        case .json(let json): HTTPAnswer(statusCode: 200, contentType: "application/json", body: json.text)
        }
    }
}
