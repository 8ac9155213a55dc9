import AWSAPI

extension REST {
    struct TagResource: GatewayOperation {
        static let name = "TagResource"
        static let binding: HTTPBinding? = HTTPBinding("PUT", "/tags/{resourceArn+}", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            try await gateway.tag(input, .rest, call)
            return Output()
        }
    }
}
