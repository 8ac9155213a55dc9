/// When something was changed, and the name of the state that it has since: what the pure model cannot make up itself.
public struct Stamp: Sendable, Hashable, Codable {
    /// In milliseconds since 1970.
    public var time: Int
    /// `RevisionId`: a UUID.
    public var revisionID: String

    public init(time: Int = 0, revisionID: String = "") {
        self.time = time
        self.revisionID = revisionID
    }
}

extension Stamp {
    /// Holds a caller's `RevisionId` against the present one.
    ///
    /// - Throws: PreconditionFailedException if they differ.
    static func check(
        _ expected: String?, against present: String, refusal: CloudError = .revisionMismatch
    ) throws(CloudError) {
        guard let expected, expected != present else { return }
        throw refusal
    }
}

extension CloudError {
    /// The function or alias has changed since the caller looked at it.
    public static let revisionMismatch = revisionMismatch(of: "GetFunction/GetAlias")

    static func revisionMismatch(of operation: String) -> CloudError {
        CloudError(
            .preconditionFailed,
            "The Revision Id provided does not match the latest Revision Id. Call the \(operation) API to retrieve the "
                + "latest Revision Id")
    }
}
