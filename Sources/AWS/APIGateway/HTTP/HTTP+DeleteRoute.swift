import AWSAPI

extension HTTP {
    struct DeleteRoute: GatewayOperation {
        static let name = "DeleteRoute"
        static let binding: HTTPBinding? = HTTPBinding("DELETE", "/v2/apis/{apiId}/routes/{routeId}", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let id = try input.required("routeId")
            try await gateway.changeHTTP(input, call) { definition throws(AWSError) in
                _ = try definition.route(id)
                definition[.route, id] = nil
            }
            return Output()
        }
    }
}
