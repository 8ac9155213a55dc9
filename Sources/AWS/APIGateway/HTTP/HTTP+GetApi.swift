import AWSAPI

extension HTTP {
    struct GetApi: GatewayOperation {
        static let name = "GetApi"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/v2/apis/{apiId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            Output(HTTPAPI.output(try await gateway.httpAPI(input.onTheWire, call), call))
        }
    }
}
