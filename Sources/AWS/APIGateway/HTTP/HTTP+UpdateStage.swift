import AWSAPI
import JSON

extension HTTP {
    struct UpdateStage: GatewayOperation {
        static let name = "UpdateStage"
        static let binding: HTTPBinding? = HTTPBinding("PATCH", "/v2/apis/{apiId}/stages/{stageName}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let name = try input.required("stageName")
            let stage = try await gateway.change(
                .http, try input.required("apiId"), call
            ) { definition throws(AWSError) in
                let merged = try CreateStage.merged(input, onto: try definition.stage(name))
                try definition.setStage(name, merged, call)
                return definition[.stage, name] ?? [:]
            }
            return Output(stage)
        }
    }
}
