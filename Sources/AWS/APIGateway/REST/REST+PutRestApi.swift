import AWSAPI
import JSON

extension REST {
    /// Puts what an OpenAPI document says into a REST API: beside what there is, or in its place.
    struct PutRestApi: GatewayOperation {
        static let name = "PutRestApi"
        static let binding: HTTPBinding? = {
            var binding = HTTPBinding(
                "PUT", "/restapis/{restApiId}", query: ["mode": "mode", "failonwarnings": "failOnWarnings"],
                payload: "body")
            binding.takesBytes = true
            return binding
        }()
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let document = try OpenAPIDocument(input.body)
            let mode = try input.string("mode") ?? "merge"
            guard ["merge", "overwrite"].contains(mode) else {
                throw .badRequest("Invalid mode '\(mode)': it must be merge or overwrite")
            }
            let api = try await gateway.change(
                .rest, try input.required("restApiId"), call
            ) { definition throws(AWSError) in
                try definition.importREST(document, overwrites: mode == "overwrite")
                return definition.api
            }
            return Output(api.shown)
        }
    }
}
