import AWSAPI

extension REST {
    struct GetTags: GatewayOperation {
        static let name = "GetTags"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/tags/{resourceArn+}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            Output(try await gateway.tags(input, .rest, call))
        }
    }
}
