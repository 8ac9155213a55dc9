/// Something that happened to a stack or one of its resources.
struct StackEvent: Sendable, Hashable, Codable {
    /// Unique; for resources it says which and what.
    var id: String
    /// In milliseconds since 1970; within a stack no two have the same.
    var time: Int
    var logicalID: String
    /// Empty while it is not known.
    var physicalID: String
    var type: String
    var status: String
    var reason: String?
    /// As JSON text.
    var properties: String?
    var clientToken: String?

    /// The type of a stack's own events.
    static let stackType = "AWS::CloudFormation::Stack"
}
