internal import AWSAPI
internal import JSON

/// A type of resource that stacks can hold: its properties, and which operations of its service make, change and delete it.
///
/// A type calls the same operations as any client, so that a resource is the same whoever made it.
protocol ResourceType: Sendable {
    /// `AWS::Logs::LogGroup`
    var name: String { get }
    var schema: ResourceSchema { get }

    /// The name that ``create(_:_:)`` will generate, where the properties give none and it is the physical id.
    ///
    /// What is known before it is made can be deleted after the emulator was killed while making it. A name that was
    /// given proves nothing: the resource may be somebody else's.
    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String?

    /// Makes it, whole or not at all: what has been made before a failure is deleted.
    ///
    /// - Throws: what the stack's event will say.
    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource

    /// Changes properties in place; the type's schema has found nothing that needs a replacement.
    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource

    /// Deletes it; that it is not there any more is no error.
    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError)
}

extension ResourceType {
    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? { nil }
}

/// What a resource is once it has been made or changed.
struct MadeResource: Sendable, Hashable {
    /// What `Ref` gives.
    var physicalID: String
    /// What `Fn::GetAtt` gives.
    var attributes: [JSON.Member]

    init(_ physicalID: String, _ attributes: KeyValuePairs<String, JSON?> = [:]) {
        self.physicalID = physicalID
        self.attributes = JSON.members(attributes).objectValue ?? []
    }
}

/// The properties of a resource type, as AWS's resource provider schemas have them.
struct ResourceSchema: Sendable, Hashable {
    /// Properties that can change while the resource stays.
    var mutable: Set<String> = []
    /// Properties whose change makes a new resource.
    var createOnly: Set<String> = []
    var required: [String] = []
    /// Properties that AWS has and the emulated service has not.
    var missing: Set<String> = []
    /// For `Fn::GetAtt`.
    var attributes: Set<String> = []
    /// The property that holds the name, which no two resources may have at a time.
    var nameProperty: String?
    /// Whether any property and attribute will do: for types that are only pretended.
    var isOpen = false

    func replaces(_ property: String) -> Bool { createOnly.contains(property) }

    /// - Throws: ValidationError, as the reason of the resource's failure.
    func check(_ properties: JSON, of logicalID: String) throws(AWSError) {
        guard !isOpen else { return }
        let given = (properties.objectValue ?? []).map(\.key)
        if let name = given.first(where: missing.contains) {
            throw .validation("Understudy does not emulate the property \(name) yet; take it out for local use.")
        }
        let unknown = given.filter { !mutable.contains($0) && !createOnly.contains($0) }
        let problems =
            unknown.map { "#: extraneous key [\($0)] is not permitted" }
            + required.filter { !given.contains($0) }.map { "#: required key [\($0)] not found" }
        guard problems.isEmpty else {
            throw .validation(
                "Properties validation failed for resource \(logicalID) with message:\n[\(problems.joined(separator: ", "))]"
            )
        }
    }
}
