import AWSAPI
import JSON

extension REST {
    /// AWS's default quotas; nothing here is throttled by them.
    struct GetAccount: GatewayOperation {
        static let name = "GetAccount"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/account")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            Output([
                "throttleSettings": ["burstLimit": 5000, "rateLimit": .number("10000.0")],
                "features": ["UsagePlans"], "apiKeyVersion": "4",
            ])
        }
    }
}
