/// A function as callers write it: a name, a partial or a full ARN, each with or without a qualifier.
///
/// ```
/// my-fn    my-fn:v1    function:my-fn    123456789012:function:my-fn:7
/// arn:aws:lambda:us-west-2:123456789012:function:my-fn:$LATEST
/// ```
/// What a form leaves out (region, account) comes from the ``Scope`` of the request.
public struct FunctionReference: Sendable, Hashable {
    /// `aws`, `aws-cn` and so on; nil unless a full ARN was given.
    public var partition: String?
    public var region: String?
    public var account: String?
    public var name: String
    /// A version number, `$LATEST` or an alias; nil means `$LATEST` without saying so.
    public var qualifier: String?

    public init(
        name: String, qualifier: String? = nil, partition: String? = nil, region: String? = nil, account: String? = nil
    ) {
        self.partition = partition
        self.region = region
        self.account = account
        self.name = name
        self.qualifier = qualifier
    }

    /// Reads any of the forms.
    ///
    /// - Throws: a ValidationException in AWS's words if the text has none of the forms or is too long for `syntax`.
    ///   A bare name of more than 64 characters is *not* an error here: such a function is merely not found.
    public init(parsing text: String, as syntax: Syntax = .invocation) throws(CloudError) {
        guard text.utf8.count <= syntax.maximumLength, let parsed = FunctionReference(matching: text, syntax) else {
            throw FunctionReference.refusal(of: text, syntax)
        }
        self = parsed
    }

    /// The reference with the qualifier that the request's query adds.
    ///
    /// - Throws: InvalidParameterValueException if name and query carry different qualifiers, ValidationException if
    ///   the query's is malformed.
    public func qualified(by queryQualifier: String?) throws(CloudError) -> FunctionReference {
        guard let queryQualifier else { return self }
        try Qualifier.validate(queryQualifier)
        guard qualifier == nil || qualifier == queryQualifier else {
            throw CloudError(
                .invalidParameterValue,
                "The derived qualifier from the function name does not match the specified qualifier.")
        }
        var result = self
        result.qualifier = queryQualifier
        return result
    }
}

extension FunctionReference {
    /// Whether both mean the same function in the same version or alias, each seen from where it is written.
    public func means(_ other: FunctionReference, from scope: Scope, otherFrom otherScope: Scope) -> Bool {
        name == other.name && (qualifier ?? "$LATEST") == (other.qualifier ?? "$LATEST")
            && scope.completed(by: self) == otherScope.completed(by: other)
    }
}

// MARK: Syntax

extension FunctionReference {
    /// The two families of operations, which differ in what they let pass.
    public enum Syntax: Sendable {
        /// Invoke, GetFunction, DeleteFunction and permissions: botocore's NamespacedFunctionName.
        case invocation
        /// Creating and updating: botocore's FunctionName; no dot in the name.
        case controlPlane

        /// In characters; all of the allowed ones are ASCII.
        public var maximumLength: Int {
            switch self {
            case .invocation: 256
            case .controlPlane: 140
            }
        }

        /// As AWS prints it in messages.
        var pattern: String {
            let prefix =
                #"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?"#
                + #"(\d{12}:)?(function:)?"#
            return switch self {
            case .invocation: prefix + #"([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"#
            case .controlPlane: prefix + #"([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?"#
            }
        }

        fileprivate func allows(name: Substring) -> Bool {
            !name.isEmpty
                && name.utf8.allSatisfy { $0.isNameCharacter || (self == .invocation && $0 == UInt8(ascii: ".")) }
        }

        fileprivate func allows(qualifier: Substring) -> Bool {
            if qualifier == "$LATEST" { return true }
            if qualifier == "$LATEST.PUBLISHED" { return self == .invocation }
            return !qualifier.isEmpty && qualifier.utf8.allSatisfy(\.isNameCharacter)
        }
    }

    /// The pattern, read by hand: each optional prefix is taken where the part after it can still be a name.
    private init?(matching text: String, _ syntax: Syntax) {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)[...]
        var partition: Substring?

        if parts.count >= 4, parts[0] == "arn", parts[2] == "lambda", parts[1].isPartition {
            partition = parts[1]
            parts = parts.dropFirst(3)
        }
        let region = parts.takeFirst(if: \.isRegion, syntax)
        let account = parts.takeFirst(if: \.isAccount, syntax)
        _ = parts.takeFirst(if: { $0 == "function" }, syntax)

        guard let name = parts.popFirst(), syntax.allows(name: name) else { return nil }
        let qualifier = parts.popFirst()
        guard parts.isEmpty, qualifier.map({ syntax.allows(qualifier: $0) }) ?? true else { return nil }

        self.init(
            name: String(name), qualifier: qualifier.map(String.init), partition: partition.map(String.init),
            region: region.map(String.init), account: account.map(String.init))
    }

    private static func refusal(of text: String, _ syntax: Syntax) -> CloudError {
        var violations = ConstraintViolations()
        if FunctionReference(matching: text, syntax) == nil {
            let pattern = "Member must satisfy regular expression pattern: \(syntax.pattern)"
            violations.add(text, at: "functionName", pattern)
        }
        if text.utf8.count > syntax.maximumLength {
            let length = "Member must have length less than or equal to \(syntax.maximumLength)"
            violations.add(text, at: "functionName", length)
        }
        return violations.error
    }
}

extension ArraySlice<Substring> {
    /// Removes and returns the first part if it satisfies `condition` and a name follows it.
    fileprivate mutating func takeFirst(
        if condition: (Substring) -> Bool, _ syntax: FunctionReference.Syntax
    ) -> Substring? {
        guard let first, condition(first), count > 1, syntax.allows(name: self[startIndex + 1]) else { return nil }
        return removeFirst()
    }
}

extension Substring {
    /// `(aws[a-zA-Z-]*)?`
    fileprivate var isPartition: Bool {
        isEmpty || (hasPrefix("aws") && utf8.dropFirst(3).allSatisfy { $0.isLetter || $0 == UInt8(ascii: "-") })
    }

    /// `\d{12}`
    fileprivate var isAccount: Bool {
        utf8.count == 12 && utf8.allSatisfy(\.isDigit)
    }

    /// `(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}`
    fileprivate var isRegion: Bool {
        var parts = split(separator: "-", omittingEmptySubsequences: false)[...]
        if parts.first == "eusc" { parts.removeFirst() }
        guard let country = parts.popFirst(), country.utf8.count == 2, country.utf8.allSatisfy(\.isLowercase) else {
            return false
        }
        if parts.count == 3, let partition = parts.first, partition == "gov" || partition.isIsolatedPartition {
            parts.removeFirst()
        }
        guard parts.count == 2, let area = parts.first, let number = parts.last else { return false }
        return !area.isEmpty && area.utf8.allSatisfy(\.isLowercase)
            && number.utf8.count == 1 && number.utf8.allSatisfy(\.isDigit)
    }

    /// `iso([a-z]?)`
    private var isIsolatedPartition: Bool {
        hasPrefix("iso") && utf8.count <= 4 && utf8.allSatisfy(\.isLowercase)
    }
}
