import AWSAPI
import JSON

extension REST {
    /// With everything below it.
    struct DeleteResource: GatewayOperation {
        static let name = "DeleteResource"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE", "/restapis/{restApiId}/resources/{resourceId}", status: 202)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let id = try input.required("resourceId")
            try await gateway.change(.rest, try input.required("restApiId"), call) { definition throws(AWSError) in
                _ = try definition.resource(id)
                guard id != definition.rootID else { throw .badRequest("Root resource cannot be deleted") }
                let lost = definition.all(.resource).compactMap { $0["id"]?.stringValue }.filter {
                    definition.isBelow($0, id)
                }
                for id in lost { definition[.resource, id] = nil }
            }
            return Output()
        }
    }
}
