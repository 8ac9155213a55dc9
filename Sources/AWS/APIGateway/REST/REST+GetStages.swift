import AWSAPI
import JSON

extension REST {
    struct GetStages: GatewayOperation {
        static let name = "GetStages"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/restapis/{restApiId}/stages", query: ["deploymentId": "deploymentId"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let definition = try await gateway.definition(.rest, try input.required("restApiId"), call)
            let deployment = try input.string("deploymentId")
            let stages = definition.all(.stage).filter {
                deployment == nil || $0["deploymentId"]?.stringValue == deployment
            }
            return Output(["item": .array(stages)])
        }
    }
}
