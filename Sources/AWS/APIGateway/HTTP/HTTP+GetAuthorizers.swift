import AWSAPI

extension HTTP {
    struct GetAuthorizers: GatewayOperation {
        static let name = "GetAuthorizers"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/v2/apis/{apiId}/authorizers", query: ["maxResults": "maxResults", "nextToken": "nextToken"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            return try Page.http(try await gateway.httpAPI(input, call).all(.authorizer), input)
        }
    }
}
