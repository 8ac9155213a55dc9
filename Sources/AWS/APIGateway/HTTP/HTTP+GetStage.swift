import AWSAPI

extension HTTP {
    struct GetStage: GatewayOperation {
        static let name = "GetStage"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/v2/apis/{apiId}/stages/{stageName}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let definition = try await gateway.httpAPI(input, call)
            return Output(try definition.stage(try input.required("stageName")))
        }
    }
}
