import AWSAPI
import JSON

extension REST {
    struct PutMethod: GatewayOperation {
        static let name = "PutMethod"
        static let binding: HTTPBinding? = HTTPBinding(
            "PUT", "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try MethodPlace(input)
            let method: JSON = .members([
                "httpMethod": .string(place.method), "authorizationType": input["authorizationType"] ?? "NONE",
                "authorizerId": input["authorizerId"],
                "apiKeyRequired": .bool(try input.boolean("apiKeyRequired") ?? false),
                "requestValidatorId": input["requestValidatorId"], "operationName": input["operationName"],
                "requestParameters": input["requestParameters"]?.ifNotEmpty,
                "requestModels": input["requestModels"]?.ifNotEmpty,
                "authorizationScopes": input["authorizationScopes"]?.ifNotEmpty,
            ])
            try await gateway.change(place, call) { definition throws(AWSError) in
                let resource = try definition.resource(place.resource)
                try MethodRules.check(method, in: definition)
                guard resource["resourceMethods"]?[place.method] == nil else {
                    throw .conflict("Method already exists for this resource")
                }
                try definition.setMethod(place, method)
            }
            return Output(method)
        }
    }
}

/// What AWS demands of a method before it takes it.
enum MethodRules {
    static let methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"]

    static func check(_ method: JSON, in definition: Definition) throws(AWSError) {
        guard let name = method["httpMethod"]?.stringValue, methods.contains(name) else {
            throw .badRequest("Invalid HttpMethod specified. Valid options are \(methods.joined(separator: ","))")
        }
        try checkAuthorization(method, in: definition)
        if method["requestValidatorId"] != nil {
            // Validators cannot be made here, so there is none of this id.
            throw .badRequest("Invalid Request Validator identifier specified")
        }
        for model in (method["requestModels"]?.texts ?? [:]).values.sorted() where !["Empty", "Error"].contains(model) {
            throw .badRequest("Invalid model identifier specified: \(model)")
        }
        let names = (method["requestParameters"]?.objectValue ?? []).compactMap { $0.key.split(separator: ".").last }
        guard Set(names).count == names.count else {
            throw .badRequest("Parameter names must be unique across querystring, header and path")
        }
    }

    private static func checkAuthorization(_ method: JSON, in definition: Definition) throws(AWSError) {
        switch method["authorizationType"]?.stringValue {
        case "NONE", "AWS_IAM": return
        case "CUSTOM", "COGNITO_USER_POOLS":
            guard let id = method["authorizerId"]?.stringValue, definition[.authorizer, id] != nil else {
                throw .badRequest(
                    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS "
                        + "requires a valid authorizer.")
            }
        case let type:
            throw .badRequest(
                "Invalid authorization type specified: \(type ?? "null"). Valid options are NONE, AWS_IAM, CUSTOM, "
                    + "COGNITO_USER_POOLS")
        }
    }
}
