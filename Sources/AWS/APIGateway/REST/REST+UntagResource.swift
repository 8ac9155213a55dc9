import AWSAPI

extension REST {
    struct UntagResource: GatewayOperation {
        static let name = "UntagResource"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE", "/tags/{resourceArn+}", status: 204, queryLists: ["tagKeys": "tagKeys"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            try await gateway.untag(input, .rest, call)
            return Output()
        }
    }
}
