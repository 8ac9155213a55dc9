import AWSAPI

extension REST {
    struct DeleteAuthorizer: GatewayOperation {
        static let name = "DeleteAuthorizer"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE", "/restapis/{restApiId}/authorizers/{authorizerId}", status: 202)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let id = try input.required("authorizerId")
            try await gateway.change(.rest, try input.required("restApiId"), call) { definition throws(AWSError) in
                _ = try definition.authorizer(id)
                definition[.authorizer, id] = nil
            }
            return Output()
        }
    }
}
