import AWSAPI
import Cloud
import JSON

/// The shape of an HTTP API.
enum HTTPAPI {
    /// What operations give back: the endpoint is where this emulator can be reached as the API's host.
    static func output(_ definition: Definition, _ call: Call) -> JSON {
        var members = definition.api.shown.objectValue ?? []
        members.insert(JSON.Member("apiEndpoint", .string(endpoint(definition.id, call))), at: 0)
        return .object(members)
    }

    /// `http://ID.execute-api.localhost:4566`: every system resolves names below localhost to itself.
    private static func endpoint(_ id: String, _ call: Call) -> String {
        let parts = call.endpoint.split(separator: ":")
        let scheme = parts.first ?? "http"
        let port = parts.count == 3 ? ":\(parts[2])" : ""
        return "\(scheme)://\(id).execute-api.localhost\(port)"
    }

    /// botocore's `Cors`, with the types that it has there.
    static func cors(_ input: Parameters) throws(AWSError) -> JSON? {
        guard let cors = try input.structure("corsConfiguration") else { return nil }
        let maxAge = try cors.integer("maxAge")
        if let maxAge, !(-1...86_400).contains(maxAge) {
            throw .badRequest("Invalid value for maxAge: \(maxAge). It must be from -1 to 86400.")
        }
        var members: [JSON.Member] = []
        if let allows = try cors.boolean("allowCredentials") {
            members.append(JSON.Member("allowCredentials", .bool(allows)))
        }
        for name in ["allowHeaders", "allowMethods", "allowOrigins", "exposeHeaders"] {
            guard let values = try cors.strings(name), !values.isEmpty else { continue }
            members.append(JSON.Member(name, .array(values.map { .string($0) })))
        }
        if let maxAge { members.append(JSON.Member("maxAge", .integer(maxAge))) }
        return .object(members)
    }
}

extension APIGateway {
    func httpAPI(_ input: Parameters, _ call: Call) throws(AWSError) -> Definition {
        try definition(.http, try input.required("apiId"), call)
    }

    /// Changes an HTTP API. Stages that deploy by themselves get a deployment where the change is one of what they run.
    func changeHTTP<Value: Sendable>(
        _ input: Parameters, _ call: Call, _ body: @Sendable (inout Definition) throws(AWSError) -> Value
    ) async throws(AWSError) -> Value {
        try await change(.http, try input.required("apiId"), call) { definition throws(AWSError) in
            let before = definition.snapshot
            let value = try body(&definition)
            if definition.snapshot != before { definition.deployAutomatically(call) }
            return value
        }
    }
}

extension Definition {
    /// Gives every stage that deploys by itself one new deployment. The ones that they had go, unless another stage runs
    /// them: nothing of them is ever asked for again.
    mutating func deployAutomatically(_ call: Call) {
        let stages = all(.stage).filter { $0["autoDeploy"]?.boolValue == true }
        guard !stages.isEmpty, count(.route) > 0 else { return }
        let id = freshID(.deployment, length: 6)
        self[.deployment, id] = [
            "autoDeployed": true, "createdDate": JSON.isoTime(call.time), "deploymentId": .string(id),
            "deploymentStatus": "DEPLOYED",
            "description": "Automatic deployment triggered by changes to the Api configuration",
        ]
        for stage in stages {
            let name = stage["stageName"]?.stringValue ?? ""
            var moved = stage.setting("deploymentId", .string(id))
            moved.set(
                "lastDeploymentStatusMessage", .string("Successfully deployed stage with deployment ID '\(id)'"))
            moved.set("lastUpdatedDate", JSON.isoTime(call.time))
            self[.stage, name] = moved
            guard let old = stage["deploymentId"]?.stringValue, self[.deployment, old]?["autoDeployed"] == true,
                !all(.stage).contains(where: { $0["deploymentId"]?.stringValue == old })
            else { continue }
            self[.deployment, old] = nil
        }
    }
}
