import AWSAPI

extension REST {
    /// There are none: API keys cannot be made here.
    struct GetApiKeys: GatewayOperation {
        static let name = "GetApiKeys"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/apikeys",
            query: [
                "position": "position", "limit": "limit", "name": "nameQuery", "customerId": "customerId",
                "includeValues": "includeValues",
            ])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output { try Page.rest([], input) }
    }
}
