internal import AWSAPI
internal import Foundation
internal import JSON

/// `AWS::Lambda::Function`. `Ref` gives its name.
struct FunctionResource: ResourceType {
    let name = "AWS::Lambda::Function"
    let schema = ResourceSchema(
        mutable: Set(FunctionSettings.properties).union([
            "Architectures", "Code", "RecursiveLoop", "ReservedConcurrentExecutions", "Tags",
        ]), createOnly: ["FunctionName", "PackageType"], required: ["Code", "Role"],
        missing: [
            "CapacityProviderConfig", "CodeSigningConfigArn", "DurableConfig", "FunctionScalingConfig",
            "PublishToLatestPublished", "RuntimeManagementConfig", "TenancyConfig",
        ],
        attributes: ["Arn"], nameProperty: "FunctionName")

    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? {
        try properties.string("FunctionName") == nil ? context.generatedName(maximumLength: 64) : nil
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let name = try properties.string("FunctionName") ?? context.generatedName(maximumLength: 64)
        let tags = context.tags(JSON.tagMembers(properties["Tags"]))
        let settings = try FunctionSettings(properties).members
        let output = try await context.call(
            "lambda", "CreateFunction",
            [
                "FunctionName": .string(name), "PackageType": properties["PackageType"],
                "Architectures": properties["Architectures"], "Code": .object(try FunctionCode(properties).members),
                "Tags": tags.nonEmpty.map { .object($0) },
            ], settings)
        return try await context.whole { () async throws(AWSError) in
            try await setConcurrency(name, from: Parameters([:]), to: properties, context)
            return MadeResource(name, ["Arn": output["FunctionArn"]])
        } undoing: { () async throws(AWSError) in
            try await delete(name, properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        let function = JSON.string(physicalID)
        var output: JSON?
        let isOtherCode = old["Code"] != new["Code"] || old["Architectures"] != new["Architectures"]
        if isOtherCode || context.isRepeat {
            output = try await context.call(
                "lambda", "UpdateFunctionCode",
                ["FunctionName": function, "Architectures": new["Architectures"]], try FunctionCode(new).members)
        }
        let settings = try FunctionSettings(new, over: old)
        if settings.isChanged || context.isRepeat {
            output = try await context.call(
                "lambda", "UpdateFunctionConfiguration", ["FunctionName": function], settings.members)
        }
        if output == nil {
            output = try await context.call("lambda", "GetFunctionConfiguration", ["FunctionName": function])
        }
        let arn = output?["FunctionArn"]
        try await setConcurrency(physicalID, from: old, to: new, context)
        try await setTags(arn, from: old, to: new, context)
        return MadeResource(physicalID, ["Arn": arn])
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete("lambda", "DeleteFunction", ["FunctionName": .string(physicalID)])
    }

    private func setConcurrency(
        _ function: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        let function = JSON.string(function)
        if let reserved = try new.integer("ReservedConcurrentExecutions") {
            try await context.call(
                "lambda", "PutFunctionConcurrency",
                ["FunctionName": function, "ReservedConcurrentExecutions": .integer(reserved)])
        } else if old["ReservedConcurrentExecutions"] != nil {
            try await context.delete("lambda", "DeleteFunctionConcurrency", ["FunctionName": function])
        }
        if let loop = new["RecursiveLoop"], loop != old["RecursiveLoop"] {
            try await context.call(
                "lambda", "PutFunctionRecursionConfig", ["FunctionName": function, "RecursiveLoop": loop])
        }
    }

    private func setTags(
        _ arn: JSON?, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        let tags = context.tags(JSON.tagMembers(new["Tags"]))
        let gone = JSON.tagMembers(old["Tags"]).map(\.key).filter { key in !tags.contains { $0.key == key } }
        if !gone.isEmpty {
            try await context.call(
                "lambda", "UntagResource", ["Resource": arn, "TagKeys": .array(gone.map { .string($0) })])
        }
        if !tags.isEmpty {
            try await context.call("lambda", "TagResource", ["Resource": arn, "Tags": .object(tags)])
        }
    }
}

/// The settings of a function that CreateFunction and UpdateFunctionConfiguration take alike.
struct FunctionSettings {
    /// Members of the operations' input.
    private(set) var members: [JSON.Member] = []
    /// Whether they differ from the old ones.
    private(set) var isChanged = false

    /// What a property that is taken away goes back to; nil where there is nothing to go back to.
    private static let defaults: KeyValuePairs<String, JSON?> = [
        "Role": nil, "Runtime": nil, "Handler": nil, "Description": "", "Timeout": 3, "MemorySize": 128,
        "VpcConfig": ["SubnetIds": [], "SecurityGroupIds": []], "Environment": ["Variables": [:]],
        "DeadLetterConfig": ["TargetArn": ""], "KmsKeyArn": "", "TracingConfig": ["Mode": "PassThrough"],
        "Layers": [], "FileSystemConfigs": [], "ImageConfig": [:], "EphemeralStorage": ["Size": 512],
        "SnapStart": ["ApplyOn": "None"], "LoggingConfig": ["LogFormat": "Text"],
    ]

    static var properties: [String] { defaults.map(\.key) }

    init(_ properties: Parameters, over old: Parameters = Parameters([:])) throws(AWSError) {
        for (name, fallback) in Self.defaults {
            let value = try Self.value(of: name, properties)
            if old[name] != properties[name] { isChanged = true }
            guard let value = value ?? old[name].flatMap({ _ in fallback }) else { continue }
            members.append(JSON.Member(name == "KmsKeyArn" ? "KMSKeyArn" : name, value))
        }
    }

    /// Numbers and variables may come as either texts or numbers.
    private static func value(of name: String, _ properties: Parameters) throws(AWSError) -> JSON? {
        switch name {
        case "Timeout", "MemorySize": return try properties.integer(name).map { .integer($0) }
        case "EphemeralStorage":
            return try properties.structure(name)?.integer("Size").map { ["Size": .integer($0)] }
        case "Environment":
            let variables = properties[name]?["Variables"]?.objectValue
            return variables.map { variables in
                [
                    "Variables": .object(
                        variables.map { JSON.Member($0.key, .string($0.value.scalarText ?? $0.value.text)) })
                ]
            }
        default: return properties[name]
        }
    }
}

/// The code of a function: an object in S3, or a source text, which becomes a zip of one file.
struct FunctionCode {
    /// Members of CreateFunction's `Code`, and of UpdateFunctionCode's input.
    let members: [JSON.Member]

    init(_ properties: Parameters) throws(AWSError) {
        guard let code = try properties.structure("Code") else {
            throw .validation("Code must be a map.")
        }
        guard let source = try code.string("ZipFile") else {
            members = code.json.picked(["S3Bucket", "S3Key", "S3ObjectVersion", "ImageUri", "SourceKMSKeyArn"])
            return
        }
        let isPython = try properties.string("Runtime")?.hasPrefix("python") ?? false
        let zip = StoredZip(name: isPython ? "index.py" : "index.js", contents: Array(source.utf8))
        members = [JSON.Member("ZipFile", .string(Data(zip.bytes).base64EncodedString()))]
    }
}
