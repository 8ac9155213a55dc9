internal import AWSAPI
internal import JSON

/// The resource types that there are.
struct ResourceTypes: Sendable {
    private let types: [String: any ResourceType]
    private let inert: (any ResourceType)?

    /// - Parameter pretendsOthers: whether types that are not there are pretended: nothing is made, and nothing fails.
    init(_ types: [any ResourceType], pretendsOthers: Bool = false) {
        self.types = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        inert = pretendsOthers ? InertResource() : nil
    }

    subscript(name: String) -> (any ResourceType)? { types[name] ?? inert }

    /// - Throws: the reason with which a resource of an unknown type fails.
    func type(_ name: String) throws(AWSError) -> any ResourceType {
        guard let type = self[name] else {
            throw .validation(
                "Resource type \(name) is not supported by Understudy; take it out of the template for local use, or start with --inert-unknown-resources to have such resources pretended."
            )
        }
        return type
    }
}

/// A resource that is only pretended: it has a name, which is the value of all its attributes, too.
struct InertResource: ResourceType {
    /// Stands for the attributes that a resource has no value of its own for.
    static let anyAttribute = "*"

    var name: String { "*" }
    var schema: ResourceSchema { ResourceSchema(isOpen: true) }

    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? {
        context.generatedName(maximumLength: 255)
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        made(context.generatedName(maximumLength: 255))
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        made(physicalID)
    }

    private func made(_ id: String) -> MadeResource { MadeResource(id, ["*": .string(id)]) }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {}
}
