internal import JSON

/// A template, read and checked as far as that is possible without parameters.
///
/// Source: "Template anatomy" of the CloudFormation User Guide.
struct Template: Sendable, Hashable {
    /// In long form.
    var json: JSON
    var description: String?
    /// `2010-09-09`, if it says so.
    var version: String?
    var transforms: [String] = []
    var metadata: JSON?
    var parameters: [TemplateParameter] = []
    var mappings: [JSON.Member] = []
    var conditions: [JSON.Member] = []
    var resources: [TemplateResource] = []
    var outputs: [TemplateOutput] = []

    func resource(_ logicalID: String) -> TemplateResource? { resources.first { $0.logicalID == logicalID } }

    func parameter(_ key: String) -> TemplateParameter? { parameters.first { $0.key == key } }

    /// Of its resources, each once, in the order of the template.
    var resourceTypes: [String] {
        var seen: Set<String> = []
        return resources.map(\.type).filter { seen.insert($0).inserted }
    }
}

struct TemplateResource: Sendable, Hashable {
    var logicalID: String
    /// `AWS::Lambda::Function`
    var type: String
    /// An object, with functions to be evaluated.
    var properties: JSON
    var dependsOn: [String]
    /// The condition under which it exists.
    var condition: String?
    var deletionPolicy: DeletionPolicy?
    var updateReplacePolicy: DeletionPolicy?
    var metadata: JSON?
}

struct TemplateOutput: Sendable, Hashable {
    var key: String
    var description: String?
    var value: JSON
    var condition: String?
    /// To be evaluated.
    var exportName: JSON?
}

/// What becomes of a resource that leaves the stack.
enum DeletionPolicy: String, Sendable, Hashable, Codable {
    case delete = "Delete"
    case retain = "Retain"
    case retainExceptOnCreate = "RetainExceptOnCreate"
    case snapshot = "Snapshot"
}
