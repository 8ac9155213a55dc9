import Cloud
import JSON
import NIOCore
import NIOHTTP1

extension MockAnswer {
    /// A request to a mock, as its templates see it.
    struct Request: TemplateSurroundings {
        let request: HTTPRequest
        let path: StagePath
        let match: RouteTable.Match
        let stage: GatewayStage
        let stamp: RequestStamp

        init(
            _ request: HTTPRequest, _ path: StagePath, _ match: RouteTable.Match, _ stage: GatewayStage,
            _ stamp: RequestStamp
        ) {
            self.request = request
            self.path = path
            self.match = match
            self.stage = stage
            self.stamp = stamp
        }

        /// A request without a type counts as JSON.
        var contentType: MediaType { MediaType(request.headers.first(name: "content-type") ?? "application/json") }

        var body: String { String(buffer: request.body) }

        var stageVariables: JSON {
            .object(stage.stage.variables.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })
        }

        func parameter(_ name: String) -> String? {
            match.parameters.first { $0.name == name }.map { PercentCoding.decode($0.value) }
                ?? Query.value(of: name, in: request.query) ?? request.headers.first(name: name)
        }

        var context: JSON {
            let api = stage.api
            return [
                "accountId": .string(api.account), "apiId": .string(api.id),
                "deploymentId": .string(stage.stage.deploymentID),
                "domainName": .string(request.domainName(of: api.id, region: api.region)),
                "domainPrefix": .string(api.id), "extendedRequestId": .string(stamp.extendedRequestID),
                "httpMethod": .string(request.method.rawValue), "path": .string(String(path.full)),
                "protocol": "HTTP/1.1", "requestId": .string(stamp.requestID),
                "requestTime": .string(RequestTime.text(epochMilliseconds: stamp.epochMilliseconds)),
                "requestTimeEpoch": .number(String(stamp.epochMilliseconds)),
                "resourceId": .string(match.route.resourceID), "resourcePath": .string(match.route.path.text),
                "stage": .string(stage.stage.name),
                "identity": [
                    "sourceIp": .string(request.sourceAddress),
                    "userAgent": .string(request.headers.first(name: "user-agent") ?? ""),
                ],
            ]
        }

        /// What a response parameter is mapped from: `'a literal'`, `context.x`, `stageVariables.x`. A mock has no
        /// integration response that anything else could come from.
        func value(of expression: String) -> String? {
            if expression.count >= 2, expression.hasPrefix("'"), expression.hasSuffix("'") {
                return String(expression.dropFirst().dropLast())
            }
            let parts = expression.split(separator: ".")
            guard let root = parts.first, parts.count > 1 else { return nil }
            var value: JSON? = root == "context" ? context : root == "stageVariables" ? stageVariables : nil
            for part in parts.dropFirst() { value = value?[String(part)] }
            return value.map(TemplateRun.printed)
        }
    }
}
