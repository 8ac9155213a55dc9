import AWSAPI
import JSON

extension REST {
    /// Makes a REST API of an OpenAPI document.
    struct ImportRestApi: GatewayOperation {
        static let name = "ImportRestApi"
        static let binding: HTTPBinding? = {
            var binding = HTTPBinding(
                "POST", "/restapis?mode=import", status: 201, query: ["failonwarnings": "failOnWarnings"],
                payload: "body")
            binding.takesBytes = true
            return binding
        }()
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let document = try OpenAPIDocument(input.body)
            guard let title = document.title, !title.isEmpty else {
                throw .badRequest("Invalid OpenAPI input: 'info.title' is missing")
            }
            var definition = try await gateway.newRestAPI(Parameters(["name": .string(title)]), call)
            try definition.importREST(document, overwrites: true)
            try await gateway.add(definition)
            return Output(definition.api.shown)
        }
    }
}

extension Parameters {
    /// The document: bytes from the wire, a text from callers within.
    var body: [UInt8] { payload ?? Array((self["body"]?.stringValue ?? "").utf8) }
}
