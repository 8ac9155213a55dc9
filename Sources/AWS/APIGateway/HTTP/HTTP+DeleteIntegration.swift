import AWSAPI

extension HTTP {
    struct DeleteIntegration: GatewayOperation {
        static let name = "DeleteIntegration"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE", "/v2/apis/{apiId}/integrations/{integrationId}", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let id = try input.required("integrationId")
            try await gateway.changeHTTP(input, call) { definition throws(AWSError) in
                _ = try definition.httpIntegration(id)
                definition[.integration, id] = nil
            }
            return Output()
        }
    }
}
