import AWSAPI
import Cloud
import JSON

extension HTTP {
    /// An HTTP API; with `target`, one that can be called at once ("quick create").
    struct CreateApi: GatewayOperation {
        static let name = "CreateApi"
        static let binding: HTTPBinding? = HTTPBinding("POST", "/v2/apis", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let definition = try await gateway.newHTTPAPI(input.onTheWire, call)
            try await gateway.add(definition)
            return Output(HTTPAPI.output(definition, call))
        }
    }
}

extension APIGateway {
    func newHTTPAPI(_ input: Parameters, _ call: Call) throws(AWSError) -> Definition {
        let name = try input.required("name")
        let type = try input.required("protocolType")
        guard type == "HTTP" else {
            throw .badRequest(
                type == "WEBSOCKET"
                    ? "Understudy does not emulate WebSocket APIs; the protocol type must be HTTP."
                    : "Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]")
        }
        let id = freshID(.http, name: name, call)
        let api: JSON = .members([
            "apiId": .string(id),
            "apiKeySelectionExpression": input["apiKeySelectionExpression"] ?? "$request.header.x-api-key",
            "corsConfiguration": try HTTPAPI.cors(input), "createdDate": .isoTime(call.time),
            "description": input["description"]?.ifNotEmpty,
            "disableExecuteApiEndpoint": .bool(try input.boolean("disableExecuteApiEndpoint") ?? false),
            "ipAddressType": input["ipAddressType"] ?? "ipv4", "name": .string(name), "protocolType": "HTTP",
            "routeSelectionExpression": input["routeSelectionExpression"] ?? "$request.method $request.path",
            "tags": input["tags"] ?? [:], "version": input["version"]?.ifNotEmpty, "_madeAt": .integer(call.time),
        ])
        var definition = Definition(family: .http, scope: call.scope, id: id, api: api)
        if let target = try input.string("target") {
            let key = try input.string("routeKey") ?? "$default"
            try definition.quickCreate(target: target, routeKey: key, input["credentialsArn"], call)
        }
        return definition
    }
}

extension Definition {
    /// The integration, route and stage that come with `target`; API Gateway counts them as its own.
    fileprivate mutating func quickCreate(
        target: String, routeKey: String, _ credentials: JSON?, _ call: Call
    ) throws(AWSError) {
        let isHTTP = target.hasPrefix("http://") || target.hasPrefix("https://")
        let integration: JSON = .members([
            "apiGatewayManaged": true, "connectionType": "INTERNET", "credentialsArn": credentials,
            "integrationMethod": isHTTP ? "ANY" : "POST",
            "integrationType": isHTTP ? "HTTP_PROXY" : "AWS_PROXY", "integrationUri": .string(target),
            "payloadFormatVersion": isHTTP ? "1.0" : "2.0", "timeoutInMillis": 30_000,
        ])
        try HTTPRules.check(integration: integration)
        let id = add(.integration, integration, idKey: "integrationId")
        try HTTPRules.check(routeKey: routeKey)
        _ = add(
            .route,
            [
                "apiGatewayManaged": true, "apiKeyRequired": false, "authorizationType": "NONE",
                "routeKey": .string(routeKey), "target": .string("integrations/\(id)"),
            ], idKey: "routeId")
        self[.stage, "$default"] = HTTP.newStage("$default", call)
            .setting("apiGatewayManaged", true).setting("autoDeploy", true)
        deployAutomatically(call)
    }

    /// Keeps a thing under a new id, which becomes one of its members.
    ///
    /// - Returns: the id.
    mutating func add(_ kind: Kind, _ thing: JSON, idKey: String) -> String {
        let id = freshID(kind, length: 7)
        self[kind, id] = thing.setting(idKey, .string(id))
        return id
    }
}
