import AWSAPI
import JSON

extension REST {
    /// Stores an authorizer. Requests are not authorized: what asks for one is said in the log when it is deployed.
    struct CreateAuthorizer: GatewayOperation {
        static let name = "CreateAuthorizer"
        static let binding: HTTPBinding? = HTTPBinding("POST", "/restapis/{restApiId}/authorizers", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let type = try input.required("type")
            guard ["TOKEN", "REQUEST", "COGNITO_USER_POOLS"].contains(type) else {
                throw .badRequest("Invalid authorizer type specified: \(type)")
            }
            let members: [JSON.Member] =
                [
                    JSON.Member("name", .string(try input.required("name"))), JSON.Member("type", .string(type)),
                    JSON.Member(
                        "authType",
                        input["authType"] ?? (type == "COGNITO_USER_POOLS" ? "cognito_user_pools" : "custom")),
                ]
                + input.members([
                    "providerARNs", "authorizerUri", "authorizerCredentials", "identitySource",
                    "identityValidationExpression", "authorizerResultTtlInSeconds",
                ])
            let authorizer = try await gateway.change(.rest, try input.required("restApiId"), call) { definition in
                let id = definition.freshID(.authorizer, length: 6)
                let authorizer = JSON.object([JSON.Member("id", .string(id))] + members)
                definition[.authorizer, id] = authorizer
                return authorizer
            }
            return Output(authorizer)
        }
    }
}

extension Definition {
    /// - Throws: NotFoundException.
    func authorizer(_ id: String) throws(AWSError) -> JSON {
        guard let authorizer = self[.authorizer, id] else { throw .notFound("Invalid Authorizer identifier specified") }
        return authorizer
    }
}
