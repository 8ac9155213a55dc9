import AWSAPI
import JSON

extension HTTP {
    struct UpdateAuthorizer: GatewayOperation {
        static let name = "UpdateAuthorizer"
        static let binding: HTTPBinding? = HTTPBinding("PATCH", "/v2/apis/{apiId}/authorizers/{authorizerId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let id = try input.required("authorizerId")
            let authorizer = try await gateway.change(
                .http, try input.required("apiId"), call
            ) { definition throws(AWSError) in
                let merged = try CreateAuthorizer.merged(input, onto: try definition.authorizer(id))
                definition[.authorizer, id] = merged
                return merged
            }
            return Output(authorizer)
        }
    }
}
