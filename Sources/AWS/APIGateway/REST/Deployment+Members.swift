import AWSAPI
import JSON

extension Definition {
    /// - Throws: NotFoundException.
    func deployment(_ id: String) throws(AWSError) -> JSON {
        guard let deployment = self[.deployment, id] else { throw .notFound("Invalid Deployment identifier specified") }
        return deployment
    }

    func checkUnused(deployment id: String) throws(AWSError) {
        guard !all(.stage).contains(where: { $0["deploymentId"]?.stringValue == id }) else {
            throw .badRequest("Active stages pointing to this deployment must be moved or deleted")
        }
    }
}

extension JSON {
    /// `embed=apisummary`: for each path and method, whether callers have to say who they are.
    var apiSummary: JSON {
        var summary: JSON = [:]
        for resource in self["_snapshot"]?["resources"]?.arrayValue ?? [] {
            let methods = (resource["resourceMethods"]?.objectValue ?? []).map { method in
                Member(
                    method.key,
                    .members([
                        "authorizationType": method.value["authorizationType"],
                        "apiKeyRequired": method.value["apiKeyRequired"],
                    ]))
            }
            if !methods.isEmpty { summary.set(resource["path"]?.stringValue ?? "/", .object(methods)) }
        }
        return summary
    }
}
