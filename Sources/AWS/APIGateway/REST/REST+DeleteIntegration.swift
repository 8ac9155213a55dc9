import AWSAPI

extension REST {
    struct DeleteIntegration: GatewayOperation {
        static let name = "DeleteIntegration"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE", "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try MethodPlace(input)
            try await gateway.change(place, call) { definition throws(AWSError) in
                _ = try definition.integration(place)
                try definition.setMethod(place, try definition.method(place).setting("methodIntegration", nil))
            }
            return Output()
        }
    }
}
