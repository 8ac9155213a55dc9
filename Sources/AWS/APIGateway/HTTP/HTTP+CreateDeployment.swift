import AWSAPI
import JSON

extension HTTP {
    /// Freezes the API's routes, and makes a stage run them where one is named.
    struct CreateDeployment: GatewayOperation {
        static let name = "CreateDeployment"
        static let binding: HTTPBinding? = HTTPBinding("POST", "/v2/apis/{apiId}/deployments", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let stageName = try input.string("stageName")
            let deployment = try await gateway.change(
                .http, try input.required("apiId"), call
            ) { definition throws(AWSError) in
                guard definition.count(.route) > 0 else {
                    throw .badRequest("At least one route is required before deploying the Api.")
                }
                let id = definition.freshID(.deployment, length: 6)
                let deployment: JSON = .members([
                    "autoDeployed": false, "createdDate": .isoTime(call.time), "deploymentId": .string(id),
                    "deploymentStatus": "DEPLOYED", "description": input["description"]?.ifNotEmpty,
                ])
                definition[.deployment, id] = deployment.setting("_snapshot", definition.snapshot)
                if let stageName, !stageName.isEmpty {
                    let stage = try definition.stage(stageName).setting("deploymentId", .string(id))
                    try definition.setStage(stageName, stage, call)
                }
                return deployment
            }
            return Output(deployment)
        }
    }
}
