import AWSAPI

extension REST {
    struct GetAuthorizers: GatewayOperation {
        static let name = "GetAuthorizers"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/restapis/{restApiId}/authorizers", query: ["position": "position", "limit": "limit"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let definition = try await gateway.definition(.rest, try input.required("restApiId"), call)
            return try Page.rest(definition.all(.authorizer), input)
        }
    }
}
