import AWSAPI
import JSON

extension HTTP {
    struct UpdateDeployment: GatewayOperation {
        static let name = "UpdateDeployment"
        static let binding: HTTPBinding? = HTTPBinding("PATCH", "/v2/apis/{apiId}/deployments/{deploymentId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let id = try input.required("deploymentId")
            let deployment = try await gateway.change(
                .http, try input.required("apiId"), call
            ) { definition throws(AWSError) in
                var deployment = try definition.deployment(id)
                if let description = input["description"] { deployment.set("description", description.ifNotEmpty) }
                definition[.deployment, id] = deployment
                return deployment
            }
            return Output(deployment.shown)
        }
    }
}
