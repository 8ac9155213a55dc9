import AWSAPI
import JSON

extension REST {
    /// Puts an integration, in the place of the one that there was.
    ///
    /// AWS_PROXY and MOCK are carried out; HTTP, HTTP_PROXY and AWS are stored, and answer calls with 500.
    struct PutIntegration: GatewayOperation {
        static let name = "PutIntegration"
        static let binding: HTTPBinding? = HTTPBinding(
            "PUT", "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration", status: 201,
            body: ["httpMethod": "integrationHttpMethod"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try MethodPlace(input)
            let type = try input.string("type") ?? ""
            let isHTTP = type.hasPrefix("HTTP")
            let integration: JSON = .members([
                "type": .string(type), "httpMethod": input["integrationHttpMethod"], "uri": input["uri"],
                "connectionType": input["connectionType"] ?? (isHTTP ? "INTERNET" : JSON?.none),
                "connectionId": input["connectionId"], "credentials": input["credentials"],
                "requestParameters": input["requestParameters"]?.ifNotEmpty,
                "requestTemplates": input["requestTemplates"]?.ifNotEmpty,
                "passthroughBehavior": input["passthroughBehavior"] ?? "WHEN_NO_MATCH",
                "contentHandling": input["contentHandling"],
                "timeoutInMillis": .integer(try input.integer("timeoutInMillis") ?? 29_000),
                "cacheNamespace": input["cacheNamespace"] ?? .string(place.resource),
                "cacheKeyParameters": input["cacheKeyParameters"] ?? [], "tlsConfig": input["tlsConfig"],
                "responseTransferMode": input["responseTransferMode"],
            ])
            try await gateway.change(place, call) { definition throws(AWSError) in
                let method = try definition.method(place)
                try IntegrationRules.check(integration)
                try definition.setMethod(place, method.setting("methodIntegration", integration))
            }
            return Output(integration)
        }
    }
}

/// What AWS demands of an integration before it takes it.
enum IntegrationRules {
    static let timeouts = 50...29_000
    static let timeoutRefusal = "Timeout should be between 50 ms and 29000 ms"

    static func check(_ integration: JSON) throws(AWSError) {
        let type = integration["type"]?.stringValue ?? ""
        guard ["HTTP", "AWS", "MOCK", "HTTP_PROXY", "AWS_PROXY"].contains(type) else {
            throw .badRequest("Invalid integration type specified: \(type)")
        }
        guard let timeout = integration["timeoutInMillis"]?.intValue, timeouts.contains(timeout) else {
            throw .badRequest(timeoutRefusal)
        }
        if let passthrough = integration["passthroughBehavior"]?.stringValue,
            !["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"].contains(passthrough)
        {
            throw .badRequest("Invalid passthrough behavior specified: \(passthrough)")
        }
        if type != "MOCK" { try checkTarget(of: integration, type) }
    }

    private static func checkTarget(of integration: JSON, _ type: String) throws(AWSError) {
        guard let method = integration["httpMethod"]?.stringValue, !method.isEmpty else {
            throw .badRequest("Enumeration value for HttpMethod must be non-empty")
        }
        let uri = integration["uri"]?.stringValue ?? ""
        if type.hasPrefix("HTTP") {
            guard uri.hasPrefix("http://") || uri.hasPrefix("https://") || uri.hasPrefix("${") else {
                throw .badRequest("Invalid HTTP endpoint specified for URI")
            }
            return
        }
        guard IntegrationURI(uri).isWellFormed else { throw .badRequest("Invalid ARN specified in the request") }
        guard uri.contains(":path/") || uri.contains(":action/") || uri.contains(":lambda:") else {
            throw .badRequest("AWS ARN for integration must contain path or action")
        }
    }
}
