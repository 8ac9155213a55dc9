import AWSAPI

extension REST {
    struct GetResource: GatewayOperation {
        static let name = "GetResource"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/restapis/{restApiId}/resources/{resourceId}", queryLists: ["embed": "embed"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let definition = try await gateway.definition(.rest, try input.required("restApiId"), call)
            let embedsMethods = try input.strings("embed")?.contains("methods") == true
            return Output(
                try definition.resource(try input.required("resourceId")).resource(embedsMethods: embedsMethods))
        }
    }
}
