internal import AWSAPI
internal import JSON

extension Stacks {
    /// What a resource type is told of where its resource belongs.
    func context(_ resource: StackResource, _ id: String, isRepeat: Bool = false) -> ResourceContext {
        let stack = states[id]?.stack
        return ResourceContext(
            directory: directory, call: works[id]?.call ?? Call(requestID: newIdentifier(), time: clock()),
            stackName: stack?.name ?? "", stackID: id, logicalID: resource.logicalID,
            stackTags: resource.stackTags.map { JSON.Member($0.key, .string($0.value)) },
            nameSuffix: NameSuffix.text(of: newIdentifier()), isRepeat: isRepeat)
    }

    /// - Throws: ValidationError for an unknown type, and for properties that it does not have.
    func checkedType(of resource: StackResource) throws(AWSError) -> any ResourceType {
        let type = try types.type(resource.type)
        try type.schema.check(resource.properties, of: resource.logicalID)
        return type
    }

    /// How an event tells of a failure.
    func reason(_ error: AWSError, _ context: ResourceContext) -> String {
        guard error.code != "ValidationError" else { return error.message }
        let code = error.isNotFound ? "NotFound" : error.isConflict ? "AlreadyExists" : "InvalidRequest"
        return
            "Resource handler returned message: \"\(error.message) (\(error.code), Status Code: \(error.status), Request ID: \(context.call.requestID))\" (HandlerErrorCode: \(code))"
    }
}

extension AWSError {
    /// Whether it says that something is there already.
    var isConflict: Bool {
        [
            "BucketAlreadyExists", "BucketAlreadyOwnedByYou", "ConflictException", "EntityAlreadyExists",
            "ResourceAlreadyExistsException", "ResourceConflictException",
        ].contains(code)
    }
}

/// The random end of generated names: twelve letters and digits, as AWS has them.
enum NameSuffix {
    static func text(of seed: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in seed.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var text = ""
        for _ in 0..<12 {
            text.append(alphabet[Int(hash % 36)])
            hash /= 36
        }
        return text
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
}
