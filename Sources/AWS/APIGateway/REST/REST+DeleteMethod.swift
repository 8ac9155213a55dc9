import AWSAPI

extension REST {
    struct DeleteMethod: GatewayOperation {
        static let name = "DeleteMethod"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE", "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try MethodPlace(input)
            try await gateway.change(place, call) { definition throws(AWSError) in
                _ = try definition.method(place)
                try definition.setMethod(place, nil)
            }
            return Output()
        }
    }
}
