import AWSAPI
import JSON

extension REST {
    struct PutMethodResponse: GatewayOperation {
        static let name = "PutMethodResponse"
        static let binding: HTTPBinding? = HTTPBinding(
            "PUT",
            "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/responses/{statusCode}", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try ResponsePlace(input, .method)
            let response: JSON = .members([
                "statusCode": .string(place.status), "responseParameters": input["responseParameters"]?.ifNotEmpty,
                "responseModels": input["responseModels"]?.ifNotEmpty,
            ])
            try await gateway.change(place.method, call) { definition throws(AWSError) in
                guard try definition.method(place.method)["methodResponses"]?[place.status] == nil else {
                    throw .conflict("Response already exists for this resource")
                }
                try place.set(response, in: &definition)
            }
            return Output(response)
        }
    }
}
