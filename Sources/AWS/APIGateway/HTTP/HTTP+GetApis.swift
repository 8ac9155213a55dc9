import AWSAPI

extension HTTP {
    struct GetApis: GatewayOperation {
        static let name = "GetApis"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/v2/apis", query: ["maxResults": "maxResults", "nextToken": "nextToken"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            try Page.http(await gateway.all(.http, call).map { HTTPAPI.output($0, call) }, input.onTheWire)
        }
    }
}
