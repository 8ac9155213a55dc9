import AWSAPI
import Cloud
import JSON

/// HTTP APIs: a stage that deploys by itself runs the present definition, others what their deployment froze.
extension Definition {
    func httpStage(_ stage: JSON, _ notices: inout Set<String>) -> API.Stage {
        let variables = stage["stageVariables"]?.texts ?? [:]
        let deploymentID = stage["deploymentId"]?.stringValue ?? ""
        let isAutomatic = stage["autoDeploy"]?.boolValue == true
        let source = isAutomatic ? snapshot : self[.deployment, deploymentID]?["_snapshot"] ?? [:]
        var integrations: [String: JSON] = [:]
        for integration in source["integrations"]?.arrayValue ?? [] {
            integrations[integration["integrationId"]?.stringValue ?? ""] = integration
        }
        var routes: [Route] = []
        for route in source["routes"]?.arrayValue ?? [] {
            guard let key = RouteKey(route["routeKey"]?.stringValue ?? "") else { continue }
            let id = route["target"]?.stringValue?.split(separator: "/").last.map(String.init)
            let integration = id.flatMap { integrations[$0] }
            // The method was held against the list when the route was made.
            guard
                let compiled = try? Route(
                    method: key.method, path: key.path, target: Self.target(of: integration, variables),
                    timeout: .milliseconds(integration?["timeoutInMillis"]?.intValue ?? 30_000),
                    payloadFormat: integration?["payloadFormatVersion"]?.stringValue == "1.0" ? .one : .two)
            else { continue }
            routes.append(compiled)
            if let type = route["authorizationType"]?.stringValue, type != "NONE" {
                notices.insert(
                    "\(compiled.key) asks for the authorization \(type); requests are not authorized here.")
            }
        }
        return API.Stage(
            name: stage["stageName"]?.stringValue ?? "", deploymentID: deploymentID, routes: routes,
            variables: variables, cors: source["corsConfiguration"].map(CORS.init))
    }

    /// What a deployment of an HTTP API freezes.
    var snapshot: JSON {
        .members([
            "routes": .array(all(.route)), "integrations": .array(all(.integration)),
            "corsConfiguration": api["corsConfiguration"],
        ])
    }

    private static func target(of integration: JSON?, _ variables: [String: String]) -> Route.Target {
        guard let integration else { return .misconfigured("the route has no integration") }
        guard integration["integrationType"]?.stringValue == "AWS_PROXY", integration["integrationSubtype"] == nil
        else {
            let type = integration["integrationSubtype"] ?? integration["integrationType"]
            return .misconfigured("integrations of the type \(type?.stringValue ?? "null") are not emulated")
        }
        return .function(integration["integrationUri"], variables)
    }
}

extension CORS {
    /// botocore's `Cors`, with its names on the wire.
    init(_ json: JSON) {
        self.init(
            allowOrigins: json["allowOrigins"]?.strings ?? [], allowMethods: json["allowMethods"]?.strings ?? [],
            allowHeaders: json["allowHeaders"]?.strings ?? [], exposeHeaders: json["exposeHeaders"]?.strings ?? [],
            allowCredentials: json["allowCredentials"]?.boolValue ?? false, maxAge: json["maxAge"]?.intValue)
    }
}

/// `GET /pets/{id}`, or `$default`.
struct RouteKey: Sendable {
    var method: String
    var path: RoutePath

    /// nil for what is neither.
    init?(_ text: String) {
        guard text != "$default" else {
            method = "ANY"
            path = .default
            return
        }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, Route.methods.contains(String(parts[0])), parts[1].hasPrefix("/"),
            // Why a path is none does not matter to whoever asks for the key.
            let path = try? RoutePath(parsing: String(parts[1]))
        else { return nil }
        method = String(parts[0])
        self.path = path
    }
}
