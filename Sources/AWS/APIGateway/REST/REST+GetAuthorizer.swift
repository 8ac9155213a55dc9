import AWSAPI

extension REST {
    struct GetAuthorizer: GatewayOperation {
        static let name = "GetAuthorizer"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/restapis/{restApiId}/authorizers/{authorizerId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let definition = try await gateway.definition(.rest, try input.required("restApiId"), call)
            return Output(try definition.authorizer(try input.required("authorizerId")))
        }
    }
}
