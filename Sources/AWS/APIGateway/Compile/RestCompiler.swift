import Cloud
import JSON

/// REST APIs: a stage runs what its deployment froze.
extension Definition {
    func restStage(_ stage: JSON, _ notices: inout Set<String>) -> API.Stage {
        let variables = stage["variables"]?.texts ?? [:]
        let deploymentID = stage["deploymentId"]?.stringValue ?? ""
        let snapshot = self[.deployment, deploymentID]?["_snapshot"]
        var routes: [Route] = []
        for resource in snapshot?["resources"]?.arrayValue ?? [] {
            // Paths were held against the rules when resources were made.
            guard let path = try? RoutePath(parsing: resource["path"]?.stringValue ?? "/") else { continue }
            for method in resource["resourceMethods"]?.objectValue ?? [] {
                let target = Self.target(of: method.value["methodIntegration"], variables)
                let timeout = method.value["methodIntegration"]?["timeoutInMillis"]?.intValue ?? 29_000
                // Methods were, too.
                guard
                    let route = try? Route(
                        method: method.key, path: path, target: target, timeout: .milliseconds(timeout),
                        resourceID: resource["id"]?.stringValue, payloadFormat: .one)
                else { continue }
                routes.append(route)
                notices.formUnion(Self.notices(of: method.value, route))
            }
        }
        return API.Stage(
            name: stage["stageName"]?.stringValue ?? "", deploymentID: deploymentID, routes: routes,
            variables: variables, binaryMediaTypes: snapshot?["binaryMediaTypes"]?.strings ?? [])
    }

    private static func target(of integration: JSON?, _ variables: [String: String]) -> Route.Target {
        guard let integration else { return .misconfigured("the method has no integration") }
        switch integration["type"]?.stringValue {
        case "MOCK": return .mock(mock(integration))
        case "AWS_PROXY":
            guard integration["httpMethod"]?.stringValue == "POST" else {
                return .misconfigured("the integration's HTTP method must be POST, the only one that Lambda takes")
            }
            return .function(integration["uri"], variables)
        case let type: return .misconfigured("integrations of the type \(type ?? "null") are not emulated")
        }
    }

    private static func mock(_ integration: JSON) -> MockIntegration {
        let responses = integration["integrationResponses"]?.objectValue ?? []
        return MockIntegration(
            requestTemplates: integration["requestTemplates"]?.texts ?? [:],
            passthrough: integration["passthroughBehavior"]?.stringValue
                .flatMap(MockIntegration.Passthrough.init) ?? .whenNoMatch,
            convertsToText: integration["contentHandling"]?.stringValue == "CONVERT_TO_TEXT",
            responses: responses.sorted { $0.key < $1.key }.compactMap { member in
                Int(member.key).map { status in
                    MockIntegration.Response(
                        status: status, selectionPattern: member.value["selectionPattern"]?.stringValue,
                        parameters: member.value["responseParameters"]?.texts ?? [:],
                        templates: member.value["responseTemplates"]?.texts ?? [:])
                }
            })
    }

    private static func notices(of method: JSON, _ route: Route) -> [String] {
        var notices: [String] = []
        if let type = method["authorizationType"]?.stringValue, type != "NONE" {
            notices.append("\(route.key) asks for the authorization \(type); requests are not authorized here.")
        }
        if method["apiKeyRequired"]?.boolValue == true {
            notices.append("\(route.key) asks for an API key; none is demanded here.")
        }
        return notices
    }
}

extension Route.Target {
    static func function(_ uri: JSON?, _ variables: [String: String]) -> Route.Target {
        do throws(IntegrationURI.Unresolved) {
            return .function(try IntegrationURI(uri?.stringValue ?? "").function(variables))
        } catch {
            return .misconfigured(error.sentence)
        }
    }
}
