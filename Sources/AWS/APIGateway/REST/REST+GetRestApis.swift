import AWSAPI

extension REST {
    struct GetRestApis: GatewayOperation {
        static let name = "GetRestApis"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/restapis", query: ["position": "position", "limit": "limit"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            try Page.rest(await gateway.all(.rest, call).map(\.api), input)
        }
    }
}
