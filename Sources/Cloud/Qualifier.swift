/// What a qualifier means: all digits is a version, `$LATEST` the unpublished state, everything else an alias.
public enum Qualifier: Sendable, Hashable {
    case latest
    case version(String)
    case alias(String)

    public init(_ text: String) {
        if text == "$LATEST" {
            self = .latest
        } else if !text.isEmpty, text.utf8.allSatisfy(\.isDigit) {
            self = .version(text)
        } else {
            self = .alias(text)
        }
    }

    /// Holds a `?Qualifier=` against botocore's NumericLatestPublishedOrAliasQualifier: 1 to 128 characters.
    static func validate(_ text: String) throws(CloudError) {
        var violations = ConstraintViolations()
        if text.isEmpty || !text.utf8.allSatisfy({ $0.isNameCharacter || $0 == UInt8(ascii: "$") }),
            text != "$LATEST.PUBLISHED"
        {
            let pattern = #"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"#
            violations.add(text, at: "qualifier", "Member must satisfy regular expression pattern: \(pattern)")
        }
        if text.utf8.count > 128 {
            violations.add(text, at: "qualifier", "Member must have length less than or equal to 128")
        }
        try violations.check()
    }
}
