import AWSAPI
import JSON

/// REST APIs from OpenAPI documents.
extension Definition {
    /// - Parameter overwrites: what is not in the document goes; otherwise the document's methods are put beside those that
    ///   there are, or in their place.
    mutating func importREST(_ document: OpenAPIDocument, overwrites: Bool) throws(AWSError) {
        let info = document.json["info"]
        if let title = document.title { api.set("name", .string(title)) }
        for name in ["description", "version"] {
            if let value = info?[name]?.ifNotEmpty { api.set(name, value) }
        }
        for (key, member) in Self.extensions {
            if let value = document.json["x-amazon-apigateway-\(key)"] { api.set(member, value.ifNotEmpty) }
        }
        if overwrites { removeTree() }
        for method in document.methods { try add(method) }
    }

    private static let extensions = [
        ("binary-media-types", "binaryMediaTypes"), ("minimum-compression-size", "minimumCompressionSize"),
        ("api-key-source", "apiKeySource"),
    ]

    private mutating func removeTree() {
        for resource in all(.resource) {
            let id = resource["id"]?.stringValue ?? ""
            self[.resource, id] = id == rootID ? resource.setting("resourceMethods", nil) : nil
        }
    }

    private mutating func add(_ method: OpenAPIDocument.Method) throws(AWSError) {
        let place = MethodPlace(api: id, resource: try resource(at: method.path), method: method.method)
        var made: JSON = .members([
            "httpMethod": .string(method.method), "authorizationType": "NONE", "apiKeyRequired": false,
            "operationName": method.operation["operationId"],
        ])
        let responses = (method.operation["responses"]?.objectValue ?? []).filter { Int($0.key) != nil }
        made.set(
            "methodResponses",
            JSON.object(responses.map { JSON.Member($0.key, Self.methodResponse($0.key, $0.value)) }).ifNotEmpty)
        if let integration = method.integration {
            made.set("methodIntegration", try Self.restIntegration(integration, resource: place.resource))
        }
        try MethodRules.check(made, in: self)
        try setMethod(place, made)
    }

    /// The id of the resource of a path, which is made with all above it where it is not there.
    private mutating func resource(at path: String) throws(AWSError) -> String {
        var id = rootID
        for part in path.split(separator: "/").map(String.init) {
            let child = children(of: id).first { $0["pathPart"]?.stringValue == part }
            let next = if let child { child } else { try addResource(part, below: id) }
            id = next["id"]?.stringValue ?? ""
        }
        return id
    }

    private static func methodResponse(_ status: String, _ response: JSON) -> JSON {
        let headers = (response["headers"]?.objectValue ?? []).map {
            JSON.Member("method.response.header.\($0.key)", false)
        }
        return .members(["statusCode": .string(status), "responseParameters": JSON.object(headers).ifNotEmpty])
    }

    private static func restIntegration(_ given: JSON, resource: String) throws(AWSError) -> JSON {
        let upper = { (name: String) in given[name]?.stringValue.map { JSON.string($0.uppercased()) } }
        let type = upper("type") ?? ""
        let responses = (given["responses"]?.objectValue ?? []).compactMap { member -> JSON.Member? in
            guard let status = member.value["statusCode"].map({ $0.stringValue ?? $0.text }) else { return nil }
            return JSON.Member(
                status,
                .members([
                    "statusCode": .string(status),
                    "selectionPattern": member.key == "default" ? JSON?.none : .string(member.key),
                    "responseParameters": member.value["responseParameters"]?.ifNotEmpty,
                    "responseTemplates": member.value["responseTemplates"]?.ifNotEmpty,
                    "contentHandling": member.value["contentHandling"],
                ]))
        }
        let integration: JSON = .members([
            "type": type, "httpMethod": upper("httpMethod"), "uri": given["uri"], "credentials": given["credentials"],
            "connectionType": given["connectionType"]
                ?? (type.stringValue?.hasPrefix("HTTP") == true ? "INTERNET" : JSON?.none),
            "connectionId": given["connectionId"], "requestParameters": given["requestParameters"]?.ifNotEmpty,
            "requestTemplates": given["requestTemplates"]?.ifNotEmpty,
            "passthroughBehavior": upper("passthroughBehavior") ?? "WHEN_NO_MATCH",
            "contentHandling": upper("contentHandling"), "timeoutInMillis": given["timeoutInMillis"] ?? 29_000,
            "cacheNamespace": given["cacheNamespace"] ?? .string(resource),
            "cacheKeyParameters": given["cacheKeyParameters"] ?? [],
            "integrationResponses": JSON.object(responses).ifNotEmpty,
        ])
        try IntegrationRules.check(integration)
        return integration
    }
}
