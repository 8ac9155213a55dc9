/// A function as a definition writes it: a name, a partial or a full ARN, each with or without a qualifier.
///
/// Source: Lambda API reference, "Invoke", FunctionName.
struct FunctionARN {
    let name: String
    /// In full.
    let text: String

    /// - Returns: nil if the text has none of the forms.
    init?(_ written: String, _ scope: DefinitionScope) {
        var parts = written.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var partition = "aws"
        var region = scope.region
        var account = scope.account
        if parts.count >= 7, parts[0] == "arn" {
            guard parts[1].hasPrefix("aws"), parts[2] == "lambda", parts[3].isRegion, parts[5] == "function" else {
                return nil
            }
            partition = parts[1]
            region = parts[3]
            account = parts[4]
            parts.removeFirst(6)
        } else if parts.count >= 3, parts[1] == "function" {
            account = parts[0]
            parts.removeFirst(2)
        } else if parts.count >= 2, parts[0] == "function" {
            parts.removeFirst()
        }
        guard account.isAccount, (1...2).contains(parts.count), parts[0].isFunctionName,
            parts.count == 1 || parts[1].isQualifier
        else { return nil }
        name = parts[0]
        text = "arn:\(partition):lambda:\(region):\(account):function:\(parts.joined(separator: ":"))"
    }
}

extension String {
    fileprivate var isAccount: Bool { utf8.count == 12 && utf8.allSatisfy { (48...57).contains($0) } }

    fileprivate var isRegion: Bool {
        !isEmpty && allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    }

    fileprivate var isFunctionName: Bool { (1...64).contains(utf8.count) && allSatisfy(\.isPartOfFunctionName) }

    fileprivate var isQualifier: Bool {
        self == "$LATEST" || ((1...128).contains(utf8.count) && allSatisfy(\.isPartOfFunctionName))
    }
}

extension Character {
    fileprivate var isPartOfFunctionName: Bool { isASCII && (isLetter || isNumber || self == "-" || self == "_") }
}
