import AWSAPI

extension REST {
    struct DeleteRestApi: GatewayOperation {
        static let name = "DeleteRestApi"
        static let binding: HTTPBinding? = HTTPBinding("DELETE", "/restapis/{restApiId}", status: 202)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            try await gateway.remove(.rest, try input.required("restApiId"), call)
            return Output()
        }
    }
}
