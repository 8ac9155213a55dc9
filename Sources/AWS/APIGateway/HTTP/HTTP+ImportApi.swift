import AWSAPI
import JSON

extension HTTP {
    /// Makes an HTTP API of an OpenAPI document.
    struct ImportApi: GatewayOperation {
        static let name = "ImportApi"
        static let binding: HTTPBinding? = HTTPBinding(
            "PUT", "/v2/apis", status: 201, query: ["basepath": "basepath", "failOnWarnings": "failOnWarnings"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let document = try OpenAPIDocument(Array(try input.onTheWire.required("body").utf8))
            guard let title = document.title, !title.isEmpty else {
                throw .badRequest("Invalid OpenAPI input: 'info.title' is missing")
            }
            var definition = try await gateway.newHTTPAPI(
                Parameters(["name": .string(title), "protocolType": "HTTP"]), call)
            try definition.importHTTP(document)
            try await gateway.add(definition)
            return Output(HTTPAPI.output(definition, call))
        }
    }
}
