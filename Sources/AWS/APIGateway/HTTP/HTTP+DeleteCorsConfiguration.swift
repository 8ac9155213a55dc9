import AWSAPI

extension HTTP {
    struct DeleteCorsConfiguration: GatewayOperation {
        static let name = "DeleteCorsConfiguration"
        static let binding: HTTPBinding? = HTTPBinding("DELETE", "/v2/apis/{apiId}/cors", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            try await gateway.changeHTTP(input.onTheWire, call) { $0.api.set("corsConfiguration", nil) }
            return Output()
        }
    }
}
