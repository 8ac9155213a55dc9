import AWSAPI

extension REST {
    /// There are none: API keys cannot be made here.
    struct GetApiKey: GatewayOperation {
        static let name = "GetApiKey"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/apikeys/{apiKey}", query: ["includeValue": "includeValue"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            throw .notFound("Invalid API Key identifier specified")
        }
    }
}
