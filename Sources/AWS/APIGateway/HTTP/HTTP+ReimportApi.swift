import AWSAPI

extension HTTP {
    /// Puts an OpenAPI document's routes in the place of an HTTP API's.
    struct ReimportApi: GatewayOperation {
        static let name = "ReimportApi"
        static let binding: HTTPBinding? = HTTPBinding(
            "PUT", "/v2/apis/{apiId}", status: 201,
            query: ["basepath": "basepath", "failOnWarnings": "failOnWarnings"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let document = try OpenAPIDocument(Array(try input.required("body").utf8))
            let definition = try await gateway.changeHTTP(input, call) { definition throws(AWSError) in
                try definition.importHTTP(document)
                return definition
            }
            return Output(HTTPAPI.output(definition, call))
        }
    }
}
