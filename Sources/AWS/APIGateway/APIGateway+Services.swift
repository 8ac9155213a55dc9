public import AWSAPI

extension APIGateway {
    /// Both services: `apigateway` and `apigatewayv2`, which share a signing name and are told apart by their paths.
    public nonisolated var services: [Service] {
        [
            Service("apigateway", wire: .restJSON, operations: REST.operations.map { $0.init(gateway: self) }),
            Service(
                "apigatewayv2", signingName: "apigateway", wire: .restJSON,
                operations: HTTP.operations.map { $0.init(gateway: self) }),
        ]
    }
}
