import AWSAPI

extension REST {
    struct GetMethod: GatewayOperation {
        static let name = "GetMethod"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try MethodPlace(input)
            return Output(try await gateway.definition(of: place, call).method(place))
        }
    }
}
