import AWSAPI

extension REST {
    /// There are none: usage plans cannot be made here.
    struct GetUsagePlans: GatewayOperation {
        static let name = "GetUsagePlans"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/usageplans", query: ["position": "position", "keyId": "keyId", "limit": "limit"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output { try Page.rest([], input) }
    }
}
