import AWSAPI

extension HTTP {
    struct TagResource: GatewayOperation {
        static let name = "TagResource"
        static let binding: HTTPBinding? = HTTPBinding(
            "POST", "/v2/tags/{resourceArn+}", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            try await gateway.tag(input.onTheWire, .http, call)
            return Output()
        }
    }
}
