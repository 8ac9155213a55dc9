import AWSAPI

extension HTTP {
    struct GetTags: GatewayOperation {
        static let name = "GetTags"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/v2/tags/{resourceArn+}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            Output(try await gateway.tags(input.onTheWire, .http, call))
        }
    }
}
