internal import JSON

/// An HTTP request as API Gateway hands it to a function, the same for both payload formats.
public struct HTTPRequest: Equatable, Sendable {
    public let method: String
    /// With a leading slash. An HTTP API with a named stage puts the stage first.
    public let path: String
    public let query: Query
    /// As the client sent it; empty when there was none.
    public let body: [UInt8]

    /// A REST API's event.
    ///
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#apigateway-example-event
    init(version1 event: JSON) throws(EventError) {
        method = event["httpMethod"]?.stringValue ?? ""
        path = event["path"]?.stringValue ?? "/"
        query = Query(event["queryStringParameters"])
        body = try Self.body(of: event)
    }

    /// An HTTP API's event.
    ///
    /// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    init(version2 event: JSON) throws(EventError) {
        method = event["requestContext"]?["http"]?["method"]?.stringValue ?? ""
        path = event["rawPath"]?.stringValue ?? "/"
        query = Query(event["queryStringParameters"])
        body = try Self.body(of: event)
    }

    /// Text comes as it is, anything that the gateway takes for binary in Base64; absent and null mean none.
    private static func body(of event: JSON) throws(EventError) -> [UInt8] {
        guard let text = event["body"]?.stringValue else { return [] }
        guard event["isBase64Encoded"]?.boolValue == true else { return Array(text.utf8) }
        guard let body = Base64.decode(text) else {
            throw EventError(message: "The event says that its body is Base64, but it is not")
        }
        return body
    }
}
