import FunctionSupport
import JSON
import LambdaRuntime

/// Asks an endpoint in the three ways that clients have.
extension Endpoint {
    /// A direct invocation's answer.
    func invoke(_ event: String) throws -> String {
        let context = InvocationContext(
            requestID: "1", invokedFunctionARN: "", deadlineMilliseconds: .max,
            function: FunctionEnvironment { _ in nil })
        return String(
            decoding: try handle(Invocation(payload: Array(event.utf8), context: context)), as: UTF8.self)
    }

    /// Through a REST API (payload format 1.0).
    func rest(_ method: String = "GET", _ query: [String: String] = [:], body: String? = nil) throws -> HTTPResult {
        let event: JSON = [
            "httpMethod": .string(method), "path": "/", "queryStringParameters": Self.query(query) ?? .null,
            "body": body.map { .string($0) } ?? .null, "isBase64Encoded": false,
        ]
        return HTTPResult(try JSON(parsing: try invoke(event.text)))
    }

    /// Through an HTTP API (payload format 2.0).
    func http(_ method: String = "GET", _ query: [String: String] = [:], body: String? = nil) throws -> HTTPResult {
        var members = [
            JSON.Member("version", "2.0"), JSON.Member("rawPath", "/"),
            JSON.Member("requestContext", ["http": ["method": .string(method), "path": "/"]]),
        ]
        if let query = Self.query(query) { members.append(JSON.Member("queryStringParameters", query)) }
        if let body { members.append(JSON.Member("body", .string(body))) }
        return HTTPResult(try JSON(parsing: try invoke(JSON.object(members).text)))
    }

    private static func query(_ query: [String: String]) -> JSON? {
        query.isEmpty ? nil : .object(query.map { JSON.Member($0.key, .string($0.value)) })
    }
}

struct HTTPResult: Equatable {
    let status: Int?
    let contentType: String?
    let body: String?

    init(_ json: JSON) {
        status = json["statusCode"]?.intValue
        contentType = json["headers"]?["content-type"]?.stringValue
        body = json["body"]?.stringValue
    }

    init(_ status: Int, _ contentType: String, _ body: String) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    static func badRequest(_ message: String) -> HTTPResult {
        HTTPResult(400, "application/json", JSON.object([JSON.Member("message", .string(message))]).text)
    }
}
