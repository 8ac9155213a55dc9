import AWSAPI
import JSON

/// HTTP APIs from OpenAPI documents.
extension Definition {
    /// Puts the document's routes and integrations in the place of all that there are.
    mutating func importHTTP(_ document: OpenAPIDocument) throws(AWSError) {
        let info = document.json["info"]
        if let title = document.title { api.set("name", .string(title)) }
        for name in ["description", "version"] {
            if let value = info?[name]?.ifNotEmpty { api.set(name, value) }
        }
        if let cors = document.json["x-amazon-apigateway-cors"] {
            api.set("corsConfiguration", try HTTPAPI.cors(Parameters(["corsConfiguration": cors])))
        }
        for (kind, key) in [(Kind.route, "routeId"), (.integration, "integrationId")] {
            for thing in all(kind) { self[kind, thing[key]?.stringValue ?? ""] = nil }
        }
        var integrations: [JSON: String] = [:]
        for method in document.methods { try add(method, &integrations) }
    }

    /// - Parameter integrations: those of this document that are there already: methods may share one.
    private mutating func add(
        _ method: OpenAPIDocument.Method, _ integrations: inout [JSON: String]
    ) throws(AWSError) {
        let isDefault = method.path == "/$default" || method.path == "$default"
        var route: JSON = .members([
            "apiKeyRequired": false, "authorizationType": "NONE", "operationName": method.operation["operationId"],
            "routeKey": .string(isDefault ? "$default" : "\(method.method) \(method.path)"),
        ])
        if let given = method.integration {
            let integration = try Self.httpIntegration(given)
            let id = integrations[integration] ?? add(.integration, integration, idKey: "integrationId")
            integrations[integration] = id
            route.set("target", .string("integrations/\(id)"))
        }
        try HTTPRules.check(route: route, in: self)
        _ = add(.route, route, idKey: "routeId")
    }

    private static func httpIntegration(_ given: JSON) throws(AWSError) -> JSON {
        let type = (given["type"]?.stringValue ?? "").uppercased()
        let integration: JSON = .members([
            "connectionType": given["connectionType"] ?? "INTERNET", "connectionId": given["connectionId"],
            "credentialsArn": given["credentials"], "description": given["description"],
            "integrationMethod": given["httpMethod"] ?? (type == "AWS_PROXY" ? "POST" : JSON?.none),
            "integrationSubtype": given["integrationSubtype"], "integrationType": .string(type),
            "integrationUri": given["uri"], "payloadFormatVersion": given["payloadFormatVersion"] ?? "1.0",
            "requestParameters": given["requestParameters"]?.ifNotEmpty,
            "timeoutInMillis": given["timeoutInMillis"] ?? 30_000,
        ])
        try HTTPRules.check(integration: integration)
        return integration
    }
}
