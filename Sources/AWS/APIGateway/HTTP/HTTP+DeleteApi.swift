import AWSAPI

extension HTTP {
    struct DeleteApi: GatewayOperation {
        static let name = "DeleteApi"
        static let binding: HTTPBinding? = HTTPBinding("DELETE", "/v2/apis/{apiId}", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            try await gateway.remove(.http, try input.onTheWire.required("apiId"), call)
            return Output()
        }
    }
}
