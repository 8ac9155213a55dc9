import AWSAPI
import JSON

extension HTTP {
    /// Stores an authorizer. Requests are not authorized: what asks for one is said in the log when it is deployed.
    struct CreateAuthorizer: GatewayOperation {
        static let name = "CreateAuthorizer"
        static let binding: HTTPBinding? = HTTPBinding("POST", "/v2/apis/{apiId}/authorizers", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            _ = try input.required("name")
            let authorizer = try Self.merged(input, onto: [:])
            let made = try await gateway.change(
                .http, try input.required("apiId"), call
            ) { definition throws(AWSError) in
                let name = authorizer["name"]
                guard !definition.all(.authorizer).contains(where: { $0["name"] == name }) else {
                    throw .conflict(
                        "Authorizer name must be unique. Authorizer '\(name?.stringValue ?? "")' already exists.")
                }
                let id = definition.add(.authorizer, authorizer, idKey: "authorizerId")
                return definition[.authorizer, id] ?? [:]
            }
            return Output(made)
        }

        /// What the input has, in the place of what there was.
        static func merged(_ input: Parameters, onto authorizer: JSON) throws(AWSError) -> JSON {
            var merged = authorizer
            for member in input.members(members) { merged.set(member.key, member.value) }
            if let ttl = try input.integer("authorizerResultTtlInSeconds") {
                guard (0...3600).contains(ttl) else {
                    throw .badRequest("Invalid authorizer result TTL: it must be from 0 to 3600 seconds")
                }
                merged.set("authorizerResultTtlInSeconds", .integer(ttl))
            }
            if let isSimple = try input.boolean("enableSimpleResponses") {
                merged.set("enableSimpleResponses", .bool(isSimple))
            }
            guard let type = merged["authorizerType"]?.stringValue, ["JWT", "REQUEST"].contains(type) else {
                throw .badRequest("Invalid authorizer type specified: it must be one of REQUEST, JWT")
            }
            if type == "REQUEST", merged["authorizerUri"] == nil {
                throw .badRequest("An authorizer of the type REQUEST needs an authorizerUri")
            }
            if type == "JWT", merged["jwtConfiguration"] == nil {
                throw .badRequest("An authorizer of the type JWT needs a jwtConfiguration")
            }
            return merged
        }

        private static let members = [
            "authorizerCredentialsArn", "authorizerPayloadFormatVersion", "authorizerType", "authorizerUri",
            "identitySource", "identityValidationExpression", "jwtConfiguration", "name",
        ]
    }
}
