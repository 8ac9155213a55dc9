internal import AWSAPI
internal import JSON

/// What a resource type knows of where its resource belongs.
struct ResourceContext: Sendable {
    var directory: ServiceDirectory
    var call: Call
    var stackName: String
    var stackID: String
    var logicalID: String
    /// Of the stack, which its resources get, too.
    var stackTags: [JSON.Member]
    /// What this resource's generated name ends with.
    var nameSuffix: String
    /// Whether an update comes after one that may have been done in part, so that nothing may be taken as done.
    var isRepeat = false

    /// Calls an operation with members of its input shape; absent ones are left out.
    @discardableResult
    func call(
        _ service: String, _ operation: String, _ input: KeyValuePairs<String, JSON?>, _ more: [JSON.Member] = []
    ) async throws(AWSError) -> JSON {
        let members = JSON.members(input).objectValue ?? []
        return try await directory.call(service, operation, .object(members + more), call)
    }

    /// Makes something of several parts; what has been made is deleted where a part fails.
    func whole<Value>(
        _ make: () async throws(AWSError) -> Value, undoing undo: () async throws(AWSError) -> Void
    ) async throws(AWSError) -> Value {
        do {
            return try await make()
        } catch {
            // The first failure is what counts; one while tidying up would hide it.
            try? await undo()
            throw error
        }
    }

    /// Deletes something; that it is not there any more is no error.
    func delete(
        _ service: String, _ operation: String, _ input: KeyValuePairs<String, JSON?>
    ) async throws(AWSError) {
        do {
            try await call(service, operation, input)
        } catch  where error.isNotFound {
            return
        }
    }

    /// `STACK-LOGICAL-RANDOM`, shortened where it would be longer than the service allows.
    ///
    /// Source: "Name type", Template Reference. The random part is never cut.
    func generatedName(maximumLength: Int) -> String {
        let room = maximumLength - nameSuffix.count - 2
        let full = stackName.count + logicalID.count
        let forLogicalID = full <= room ? logicalID.count : min(logicalID.count, room / 2)
        let forStack = min(stackName.count, room - forLogicalID)
        return "\(stackName.prefix(forStack))-\(logicalID.prefix(room - forStack))-\(nameSuffix)"
    }

    /// The stack's tags and the resource's own, which prevail.
    func tags(_ own: [JSON.Member]) -> [JSON.Member] {
        stackTags.filter { tag in !own.contains { $0.key == tag.key } } + own
    }
}

extension AWSError {
    /// Whether it says that something is not there, in any service's words.
    var isNotFound: Bool {
        [
            "ResourceNotFoundException", "NotFoundException", "NoSuchEntity", "NoSuchBucket", "NoSuchKey",
            "NoSuchBucketPolicy", "NotFound",
        ].contains(code) || (status == 404 && code != "UnknownOperationException")
    }
}

extension JSON {
    /// `[{Key: a, Value: b}]`, as most types write tags, as members of an object.
    static func tagMembers(_ tags: JSON?) -> [Member] {
        (tags?.arrayValue ?? []).compactMap { tag in
            guard let key = tag["Key"]?.stringValue else { return nil }
            return Member(key, .string(tag["Value"]?.scalarText ?? ""))
        }
    }

    /// The other way round.
    static func tagList(_ tags: [Member]) -> JSON {
        .array(tags.map { ["Key": .string($0.key), "Value": $0.value] })
    }

    /// Members by name, as far as they are there, in this order.
    func picked(_ names: [String]) -> [Member] {
        names.compactMap { name in self[name].map { Member(name, $0) } }
    }

    /// An object whose keys begin in lower case: what CloudFormation writes `RestApiId` is `restApiId` to API Gateway.
    /// Values stay as they are.
    var withLowerKeys: JSON {
        guard let members = objectValue else { return self }
        return .object(members.map { Member($0.key.prefix(1).lowercased() + $0.key.dropFirst(), $0.value) })
    }

    /// A member by its name in the service model, or by that on the wire, which begins in lower case.
    func member(_ name: String) -> JSON? { self[name] ?? self[name.prefix(1).lowercased() + name.dropFirst()] }

    /// The text of a document, which may be given as text or as an object.
    var documentText: JSON { stringValue.map { .string($0) } ?? .string(text) }
}
