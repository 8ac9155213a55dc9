import AWSAPI

extension REST {
    struct DeleteStage: GatewayOperation {
        static let name = "DeleteStage"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE", "/restapis/{restApiId}/stages/{stageName}", status: 202)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let name = try input.required("stageName")
            try await gateway.change(.rest, try input.required("restApiId"), call) { definition throws(AWSError) in
                _ = try definition.stage(name)
                definition[.stage, name] = nil
            }
            return Output()
        }
    }
}
