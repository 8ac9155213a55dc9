import AWSAPI

extension HTTP {
    struct GetIntegration: GatewayOperation {
        static let name = "GetIntegration"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/v2/apis/{apiId}/integrations/{integrationId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let definition = try await gateway.httpAPI(input, call)
            return Output(try definition.httpIntegration(try input.required("integrationId")))
        }
    }
}
