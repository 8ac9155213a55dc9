internal import Foundation
internal import JSON

/// A resource of a stack, as it really is.
struct StackResource: Sendable, Hashable, Codable {
    var logicalID: String
    /// Nil before it is known, and for what could not be made.
    var physicalID: String?
    /// `AWS::Lambda::Function`
    var type: String
    var status: ResourceStatus
    var statusReason: String?
    /// In milliseconds since 1970.
    var changedAt: Int
    /// Without functions: what it was last made or changed with.
    @StoredJSON var properties: JSON = [:]
    /// What `Fn::GetAtt` gives.
    @StoredJSON var attributes: JSON = [:]
    /// Null for none.
    @StoredJSON var metadata: JSON = nil
    /// What it needs, in the template that made it.
    var dependsOn: [String] = []
    var deletionPolicy: DeletionPolicy?
    var updateReplacePolicy: DeletionPolicy?
    /// Of the stack, when it was last made or changed.
    var stackTags: [Deployment.Tag] = []

    /// Whether there is something in its service.
    var exists: Bool { physicalID != nil && status != .deleteComplete && status != .deleteSkipped }

    /// Whether it is the same thing in its service.
    func isSame(as other: StackResource) -> Bool { type == other.type && physicalID == other.physicalID }
}

/// A value that records hold as JSON text, since ``JSON`` keeps more of it than a decoder does.
@propertyWrapper
struct StoredJSON: Sendable, Hashable, Codable {
    var wrappedValue: JSON

    init(wrappedValue: JSON) {
        self.wrappedValue = wrappedValue
    }

    init(from decoder: any Decoder) throws {
        wrappedValue = try JSON(parsing: try decoder.singleValueContainer().decode(String.self))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue.text)
    }
}
