import AWSAPI
import Cloud
import JSON

extension REST {
    struct CreateRestApi: GatewayOperation {
        static let name = "CreateRestApi"
        static let binding: HTTPBinding? = HTTPBinding("POST", "/restapis", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let definition = try await gateway.newRestAPI(input, call)
            try await gateway.add(definition)
            return Output(definition.api.shown)
        }
    }
}

extension APIGateway {
    /// A REST API with nothing but its root.
    func newRestAPI(_ input: Parameters, _ call: Call) throws(AWSError) -> Definition {
        let name = try input.required("name")
        if try input.string("description") == "" { throw .badRequest("Description cannot be an empty string") }
        let id = freshID(.rest, name: name, call)
        let root = GeneratedID.resource(path: "/", api: id)
        let api: JSON = .members([
            "id": .string(id), "name": .string(name), "description": input["description"],
            "createdDate": .integer(call.time / 1000), "version": input["version"]?.ifNotEmpty,
            "binaryMediaTypes": input["binaryMediaTypes"]?.ifNotEmpty,
            "minimumCompressionSize": try REST.compressionSize(input),
            "apiKeySource": input["apiKeySource"] ?? "HEADER",
            "endpointConfiguration": try REST.endpointConfiguration(input), "policy": input["policy"]?.ifNotEmpty,
            "tags": input["tags"]?.ifNotEmpty,
            "disableExecuteApiEndpoint": .bool(try input.boolean("disableExecuteApiEndpoint") ?? false),
            "rootResourceId": .string(root), "_madeAt": .integer(call.time),
        ])
        var definition = Definition(family: .rest, scope: call.scope, id: id, api: api)
        definition[.resource, root] = ["id": .string(root), "path": "/"]
        return definition
    }
}

extension REST {
    static let compressionSizes = 0...10_485_760
    static let compressionRefusal = "Invalid minimum compression size, must be between 0 and 10485760"

    fileprivate static func compressionSize(_ input: Parameters) throws(AWSError) -> JSON? {
        guard let value = input["minimumCompressionSize"] else { return nil }
        guard let size = value.intValue, compressionSizes.contains(size) else { throw .badRequest(compressionRefusal) }
        return value
    }

    /// EDGE unless the client says otherwise.
    fileprivate static func endpointConfiguration(_ input: Parameters) throws(AWSError) -> JSON {
        let given = try input.structure("endpointConfiguration")
        let types = try given?.strings("types") ?? []
        for type in types where !["EDGE", "REGIONAL", "PRIVATE"].contains(type) {
            throw .badRequest("Invalid endpoint type \(type): it must be one of EDGE, REGIONAL, PRIVATE")
        }
        let isPrivate = types == ["PRIVATE"]
        return .members([
            "types": types.isEmpty ? ["EDGE"] : .array(types.map { .string($0) }),
            "ipAddressType": given?["ipAddressType"] ?? (isPrivate ? "dualstack" : "ipv4"),
            "vpcEndpointIds": given?["vpcEndpointIds"]?.ifNotEmpty,
        ])
    }
}
