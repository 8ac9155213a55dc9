import AWSAPI

extension HTTP {
    struct DeleteAuthorizer: GatewayOperation {
        static let name = "DeleteAuthorizer"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE", "/v2/apis/{apiId}/authorizers/{authorizerId}", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let id = try input.required("authorizerId")
            try await gateway.change(.http, try input.required("apiId"), call) { definition throws(AWSError) in
                _ = try definition.authorizer(id)
                definition[.authorizer, id] = nil
            }
            return Output()
        }
    }
}
