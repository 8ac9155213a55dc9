import AWSAPI
import JSON

extension REST {
    struct UpdateRestApi: GatewayOperation {
        static let name = "UpdateRestApi"
        static let binding: HTTPBinding? = HTTPBinding("PATCH", "/restapis/{restApiId}")
        let gateway: APIGateway

        private static let patch = Patch([
            Patch.Rule("/name"), Patch.Rule("/description", .text, ["replace", "remove"]), Patch.Rule("/version"),
            Patch.Rule("/policy"), Patch.Rule("/apiKeySource"), Patch.Rule("/disableExecuteApiEndpoint", .flag),
            Patch.Rule("/minimumCompressionSize", .integer(compressionSizes, refusal: compressionRefusal)),
            Patch.Rule("/binaryMediaTypes/*", .element), Patch.Rule("/endpointConfiguration/types/*", .element),
            Patch.Rule("/endpointConfiguration/vpcEndpointIds/*", .element),
            Patch.Rule("/endpointConfiguration/ipAddressType"),
        ])

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let operations = try Patch.operations(in: input)
            let api = try await gateway.change(
                .rest, try input.required("restApiId"), call
            ) { definition throws(AWSError) in
                try Self.patch.apply(operations, to: &definition.api)
                if definition.api["tags"] == nil { definition.api.set("tags", [:]) }
                return definition.api
            }
            return Output(api.shown)
        }
    }
}
