import Cloud

/// A function as a definition writes it, see ``FunctionReference``, made into a full ARN.
struct FunctionARN {
    let name: String
    /// In full; with a qualifier only if one was written.
    let text: String

    /// - Returns: nil if the text has none of the forms, or a name that no function can have.
    init?(_ written: String, _ scope: DefinitionScope) {
        // AWS's sentence speaks of a request; the caller has one that speaks of the file.
        guard let reference = try? FunctionReference(parsing: written, as: .controlPlane),
            reference.name.utf8.count <= Self.longestName
        else { return nil }
        name = reference.name
        let arn = Scope(account: scope.account, region: scope.region).completed(by: reference)
            .functionARN(reference.name, qualifier: reference.qualifier)
        text = reference.partition.map { arn.replacing("arn:aws:", with: "arn:\($0):", maxReplacements: 1) } ?? arn
    }

    private static let longestName = 64
}
