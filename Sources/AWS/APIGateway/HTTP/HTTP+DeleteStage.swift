import AWSAPI

extension HTTP {
    struct DeleteStage: GatewayOperation {
        static let name = "DeleteStage"
        static let binding: HTTPBinding? = HTTPBinding("DELETE", "/v2/apis/{apiId}/stages/{stageName}", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let name = try input.required("stageName")
            try await gateway.change(.http, try input.required("apiId"), call) { definition throws(AWSError) in
                _ = try definition.stage(name)
                definition[.stage, name] = nil
            }
            return Output()
        }
    }
}
