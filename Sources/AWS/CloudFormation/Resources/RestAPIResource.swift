internal import AWSAPI
internal import Cloud
internal import JSON

/// `AWS::ApiGateway::RestApi`. `Ref` gives its id.
struct RestAPIResource: ResourceType {
    let name = "AWS::ApiGateway::RestApi"
    let schema = ResourceSchema(
        mutable: [
            "ApiKeySourceType", "BinaryMediaTypes", "Body", "Description", "DisableExecuteApiEndpoint",
            "EndpointConfiguration", "FailOnWarnings", "MinimumCompressionSize", "Mode", "Name", "Parameters", "Policy",
            "Tags",
        ], missing: ["BodyS3Location", "CloneFrom", "EndpointAccessMode", "SecurityPolicy"],
        attributes: ["RestApiId", "RootResourceId"])

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        guard let name = properties["Name"] ?? properties["Body"]?["info"]?["title"] else {
            throw .validation("Name must be specified where no Body with a title defines the API.")
        }
        let tags = context.tags(JSON.tagMembers(properties["Tags"]))
        let output = try await context.call(
            "apigateway", "CreateRestApi",
            [
                "name": name, "description": properties["Description"],
                "binaryMediaTypes": properties["BinaryMediaTypes"],
                "minimumCompressionSize": try properties.integer("MinimumCompressionSize").map { .integer($0) },
                "apiKeySource": properties["ApiKeySourceType"],
                "endpointConfiguration": properties["EndpointConfiguration"]?.withLowerKeys,
                "policy": policy(properties), "tags": tags.nonEmpty.map { .object($0) },
                "disableExecuteApiEndpoint": try properties.boolean("DisableExecuteApiEndpoint").map { .bool($0) },
            ])
        guard let id = output["id"]?.stringValue else {
            throw AWSError("InternalFailure", "CreateRestApi gave no id.", status: 500)
        }
        return try await context.whole { () async throws(AWSError) in
            try await define(id, properties, context)
            return try await made(id, output, context)
        } undoing: { () async throws(AWSError) in
            try await delete(id, properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        var patch = Patch()
        patch.set("/name", from: old["Name"], to: new["Name"])
        patch.set("/description", from: old["Description"], to: new["Description"], otherwise: "")
        patch.set("/policy", from: policy(old), to: policy(new), otherwise: "")
        patch.set("/apiKeySource", from: old["ApiKeySourceType"], to: new["ApiKeySourceType"], otherwise: "HEADER")
        patch.set("/minimumCompressionSize", from: old["MinimumCompressionSize"], to: new["MinimumCompressionSize"])
        patch.set(
            "/disableExecuteApiEndpoint", from: old["DisableExecuteApiEndpoint"],
            to: new["DisableExecuteApiEndpoint"], otherwise: false)
        patch.setElements("/binaryMediaTypes", from: old["BinaryMediaTypes"], to: new["BinaryMediaTypes"])
        let types = { (properties: Parameters) in properties["EndpointConfiguration"]?["Types"]?[0] }
        patch.set("/endpointConfiguration/types/0", from: types(old), to: types(new), otherwise: "EDGE")
        if !patch.isEmpty {
            try await context.call(
                "apigateway", "UpdateRestApi",
                ["restApiId": .string(physicalID), "patchOperations": patch.operations])
        }
        if old["Body"] != new["Body"] || context.isRepeat { try await define(physicalID, new, context) }
        try await setTags(physicalID, from: old, to: new, context)
        return try await made(
            physicalID, try await context.call("apigateway", "GetRestApi", ["restApiId": .string(physicalID)]), context)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete("apigateway", "DeleteRestApi", ["restApiId": .string(physicalID)])
    }

    /// Makes resources and methods of an OpenAPI document, where there is one.
    private func define(_ id: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        guard let body = properties["Body"]?.documentText else { return }
        let mode = try properties.string("Mode") ?? "overwrite"
        let input: JSON = ["restApiId": .string(id), "mode": .string(mode), "body": body]
        let bytes = Array((body.stringValue ?? "").utf8)
        _ = try await context.directory.output(
            "apigateway", "PutRestApi", Parameters(input, payload: bytes), context.call)
    }

    /// The framework writes an empty text where there is none.
    private func policy(_ properties: Parameters) -> JSON? {
        guard let policy = properties["Policy"], policy != "" else { return nil }
        return policy.documentText
    }

    private func setTags(
        _ id: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        let arn = JSON.string("arn:aws:apigateway:\(context.call.scope.region)::/restapis/\(id)")
        let tags = context.tags(JSON.tagMembers(new["Tags"]))
        let gone = JSON.tagMembers(old["Tags"]).map(\.key).filter { key in !tags.contains { $0.key == key } }
        if !gone.isEmpty {
            try await context.call(
                "apigateway", "UntagResource", ["resourceArn": arn, "tagKeys": .array(gone.map { .string($0) })])
        }
        if !tags.isEmpty {
            try await context.call("apigateway", "TagResource", ["resourceArn": arn, "tags": .object(tags)])
        }
    }

    private func made(_ id: String, _ output: JSON, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        var root = output["rootResourceId"]
        if root == nil {
            let resources = try await context.call("apigateway", "GetResources", ["restApiId": .string(id)])
            let items = resources["items"] ?? resources["item"]
            root = items?.arrayValue?.first { $0["path"] == "/" }?["id"]
        }
        return MadeResource(id, ["RestApiId": .string(id), "RootResourceId": root])
    }
}

/// API Gateway's JSON patches.
struct Patch {
    private var list: [JSON] = []

    var isEmpty: Bool { list.isEmpty }
    var operations: JSON { .array(list) }

    /// - Parameter fallback: what a value that is taken away goes back to; nil leaves it as it is.
    mutating func set(_ path: String, from old: JSON?, to new: JSON?, otherwise fallback: JSON? = nil) {
        guard old != new, let value = (new ?? fallback)?.scalarText else { return }
        list.append(["op": "replace", "path": .string(path), "value": .string(value)])
    }

    /// Elements of a list of texts, each of which is a path.
    mutating func setElements(_ path: String, from old: JSON?, to new: JSON?) {
        let before = (old?.arrayValue ?? []).compactMap(\.stringValue)
        let after = (new?.arrayValue ?? []).compactMap(\.stringValue)
        for element in before where !after.contains(element) { remove("\(path)/\(Self.escaped(element))") }
        for element in after where !before.contains(element) {
            list.append(["op": "add", "path": .string("\(path)/\(Self.escaped(element))")])
        }
    }

    /// Members of a map of texts.
    mutating func setMembers(_ path: String, from old: JSON?, to new: JSON?) {
        for member in old?.objectValue ?? [] where new?[member.key] == nil {
            remove("\(path)/\(Self.escaped(member.key))")
        }
        for member in new?.objectValue ?? [] {
            set("\(path)/\(Self.escaped(member.key))", from: old?[member.key], to: member.value)
        }
    }

    mutating func remove(_ path: String) { list.append(["op": "remove", "path": .string(path)]) }

    /// RFC 6901: `~` and `/` within a part of a path.
    static func escaped(_ part: String) -> String {
        part.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}
