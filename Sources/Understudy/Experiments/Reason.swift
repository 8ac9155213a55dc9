/// Why somebody decides what the Scientist cannot: that a difference is the control's defect, or does not count.
struct Reason {
    /// Characters.
    static let limit = 1_000

    let text: String

    /// - Throws: ``LaboratoryError`` where nothing is written, or more than ``limit``.
    init(_ text: String?) throws(LaboratoryError) {
        guard let text, !text.allSatisfy(\.isWhitespace) else {
            throw LaboratoryError(.invalid, "A reason is missing: who looks at the verdict later will ask for it.")
        }
        guard text.count <= Self.limit else {
            throw LaboratoryError(
                .invalid, "The reason has \(text.count) characters; write it in up to \(Self.limit).")
        }
        self.text = text
    }
}
