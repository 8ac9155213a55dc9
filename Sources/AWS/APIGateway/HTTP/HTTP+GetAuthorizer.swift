import AWSAPI

extension HTTP {
    struct GetAuthorizer: GatewayOperation {
        static let name = "GetAuthorizer"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/v2/apis/{apiId}/authorizers/{authorizerId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let definition = try await gateway.httpAPI(input, call)
            return Output(try definition.authorizer(try input.required("authorizerId")))
        }
    }
}
