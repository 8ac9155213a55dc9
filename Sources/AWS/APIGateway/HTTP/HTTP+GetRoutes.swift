import AWSAPI

extension HTTP {
    struct GetRoutes: GatewayOperation {
        static let name = "GetRoutes"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/v2/apis/{apiId}/routes", query: ["maxResults": "maxResults", "nextToken": "nextToken"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            return try Page.http(try await gateway.httpAPI(input, call).all(.route), input)
        }
    }
}
