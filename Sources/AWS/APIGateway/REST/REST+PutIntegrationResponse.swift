import AWSAPI
import JSON

extension REST {
    struct PutIntegrationResponse: GatewayOperation {
        static let name = "PutIntegrationResponse"
        static let binding: HTTPBinding? = HTTPBinding(
            "PUT",
            "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration/responses/{statusCode}",
            status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try ResponsePlace(input, .integration)
            let response: JSON = .members([
                "statusCode": .string(place.status), "selectionPattern": input["selectionPattern"],
                "responseParameters": input["responseParameters"]?.ifNotEmpty,
                "responseTemplates": input["responseTemplates"]?.ifNotEmpty,
                "contentHandling": input["contentHandling"],
            ])
            try await gateway.change(place.method, call) { definition throws(AWSError) in
                _ = try definition.integration(place.method)
                try IntegrationResponseRules.check(response, place, in: definition)
                try place.set(response, in: &definition)
            }
            return Output(response)
        }
    }
}
