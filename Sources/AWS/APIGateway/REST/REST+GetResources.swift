import AWSAPI
import JSON

extension REST {
    /// In the order of their paths.
    struct GetResources: GatewayOperation {
        static let name = "GetResources"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/restapis/{restApiId}/resources",
            query: ["position": "position", "limit": "limit"],
            queryLists: ["embed": "embed"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let definition = try await gateway.definition(.rest, try input.required("restApiId"), call)
            let embedsMethods = try input.strings("embed")?.contains("methods") == true
            let resources = definition.all(.resource).sorted {
                ($0["path"]?.stringValue ?? "") < ($1["path"]?.stringValue ?? "")
            }
            return try Page.rest(resources.map { $0.resource(embedsMethods: embedsMethods) }, input)
        }
    }
}
