import AWSAPI

extension HTTP {
    struct GetRoute: GatewayOperation {
        static let name = "GetRoute"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/v2/apis/{apiId}/routes/{routeId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let definition = try await gateway.httpAPI(input, call)
            return Output(try definition.route(try input.required("routeId")))
        }
    }
}
