internal import JSON

/// The document that says what may be updated.
enum StackPolicy {
    /// In bytes; AWS's limit.
    static let maximumLength = 16_384

    /// Whether a text is an object with statements.
    static func isValid(_ text: String) -> Bool {
        // Why it is not JSON is not told.
        guard text.utf8.count <= maximumLength, let json = try? JSON(parsing: text) else { return false }
        return json["Statement"]?.arrayValue != nil
    }
}
