import AWSAPI

extension REST {
    struct GetStage: GatewayOperation {
        static let name = "GetStage"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/restapis/{restApiId}/stages/{stageName}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let definition = try await gateway.definition(.rest, try input.required("restApiId"), call)
            return Output(try definition.stage(try input.required("stageName")))
        }
    }
}
