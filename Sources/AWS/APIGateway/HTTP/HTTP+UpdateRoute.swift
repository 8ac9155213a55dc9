import AWSAPI
import JSON

extension HTTP {
    struct UpdateRoute: GatewayOperation {
        static let name = "UpdateRoute"
        static let binding: HTTPBinding? = HTTPBinding("PATCH", "/v2/apis/{apiId}/routes/{routeId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let id = try input.required("routeId")
            let route = try await gateway.changeHTTP(input, call) { definition throws(AWSError) in
                let merged = try CreateRoute.merged(input, onto: try definition.route(id))
                try HTTPRules.check(route: merged, in: definition)
                definition[.route, id] = merged
                return merged
            }
            return Output(route)
        }
    }
}
