import AWSAPI
import JSON

/// What AWS demands of the parts of an HTTP API before it takes them.
enum HTTPRules {
    static let timeouts = 50...30_000

    static func check(integration: JSON) throws(AWSError) {
        let type = integration["integrationType"]?.stringValue ?? ""
        guard ["AWS_PROXY", "HTTP_PROXY"].contains(type) else {
            throw .badRequest("HTTP protocol Apis only support AWS_PROXY or HTTP_PROXY integrations")
        }
        guard let timeout = integration["timeoutInMillis"]?.intValue, timeouts.contains(timeout) else {
            throw .badRequest("Timeout should be between 50 ms and 30000 ms")
        }
        let format = integration["payloadFormatVersion"]?.stringValue
        guard format == "1.0" || format == "2.0" && type == "AWS_PROXY" else {
            throw .badRequest("Invalid payload format version specified: \(format ?? "null")")
        }
        let uri = integration["integrationUri"]?.stringValue ?? ""
        if type == "AWS_PROXY" {
            guard integration["integrationSubtype"] != nil || IntegrationURI(uri).isWellFormed else {
                throw .badRequest("Invalid function ARN or invalid uri: '\(uri)'")
            }
        } else if integration["connectionType"]?.stringValue != "VPC_LINK" {
            guard uri.hasPrefix("http://") || uri.hasPrefix("https://") || uri.hasPrefix("${") else {
                throw .badRequest("Invalid HTTP endpoint specified for URI")
            }
            guard integration["integrationMethod"] != nil else {
                throw .badRequest("HttpMethod must be specified for HTTP_PROXY integrations")
            }
        }
    }

    static func check(routeKey: String) throws(AWSError) {
        guard RouteKey(routeKey) != nil else {
            throw .badRequest(
                "The provided route key is not formatted properly for HTTP protocol. Format should be "
                    + #""<HTTP METHOD> /<RESOURCE PATH>" or "$default""#)
        }
    }

    static func check(route: JSON, in definition: Definition) throws(AWSError) {
        let key = route["routeKey"]?.stringValue ?? ""
        try check(routeKey: key)
        let id = route["routeId"]
        if definition.all(.route).contains(where: { $0["routeKey"]?.stringValue == key && $0["routeId"] != id }) {
            throw .conflict("Route with key \(key) already exists for this API")
        }
        if let target = route["target"]?.stringValue {
            let parts = target.split(separator: "/").map(String.init)
            guard parts.count == 2, parts[0] == "integrations" else {
                throw .badRequest("Invalid target specified: \(target). It must be integrations/INTEGRATION_ID")
            }
            _ = try definition.httpIntegration(parts[1])
        }
        try checkAuthorization(route, in: definition)
    }

    private static func checkAuthorization(_ route: JSON, in definition: Definition) throws(AWSError) {
        switch route["authorizationType"]?.stringValue {
        case "NONE", "AWS_IAM": return
        case "JWT", "CUSTOM":
            guard let id = route["authorizerId"]?.stringValue, definition[.authorizer, id] != nil else {
                throw .badRequest(
                    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or JWT requires a valid "
                        + "authorizer.")
            }
        case let type: throw .badRequest("Invalid authorization type specified: \(type ?? "null")")
        }
    }
}

extension Definition {
    /// - Throws: NotFoundException.
    func httpIntegration(_ id: String) throws(AWSError) -> JSON {
        guard let integration = self[.integration, id] else {
            throw .notFound("Invalid Integration identifier specified \(id)")
        }
        return integration
    }

    func route(_ id: String) throws(AWSError) -> JSON {
        guard let route = self[.route, id] else { throw .notFound("Invalid Route identifier specified \(id)") }
        return route
    }
}
