internal import AWSAPI
internal import JSON

/// CloudFormation's functions, by the key that stands for them in JSON.
enum Intrinsic: String, CaseIterable, Sendable {
    case ref = "Ref"
    case condition = "Condition"
    case and = "Fn::And"
    case base64 = "Fn::Base64"
    case equals = "Fn::Equals"
    case findInMap = "Fn::FindInMap"
    case getAtt = "Fn::GetAtt"
    case getAZs = "Fn::GetAZs"
    case `if` = "Fn::If"
    case importValue = "Fn::ImportValue"
    case join = "Fn::Join"
    case not = "Fn::Not"
    case or = "Fn::Or"
    case select = "Fn::Select"
    case split = "Fn::Split"
    case sub = "Fn::Sub"

    /// Names of YAML's short tags for those in `Fn::`, among them functions that we do not have: they are refused by name
    /// where they stand.
    static let shortNames: Set<String> = Set(
        allCases.filter { $0.rawValue.hasPrefix("Fn::") }.map { String($0.rawValue.dropFirst(4)) }
            + ["Cidr", "Length", "ToJsonString", "Transform"])

    /// The function that an object calls, and its argument: an object of one member that is named as one.
    ///
    /// `Condition` counts only where a condition is asked for: elsewhere it is an ordinary key, as in policies.
    ///
    /// - Returns: nil for any other value.
    /// - Throws: ValidationError for a function that does not exist.
    static func call(in json: JSON) throws(AWSError) -> (function: Intrinsic, argument: JSON)? {
        guard case .object(let members) = json, members.count == 1 else { return nil }
        let key = members[0].key
        if let function = Intrinsic(rawValue: key), function != .condition { return (function, members[0].value) }
        guard key.hasPrefix("Fn::") else { return nil }
        let supported = allCases.map(\.rawValue).joined(separator: ", ")
        throw .validation(
            "Template error: Encountered unsupported function: \(key) Supported functions are: [\(supported)]")
    }
}
