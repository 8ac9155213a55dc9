/// Who asks, and where: the account and region in which names without an ARN are looked up.
///
/// Both come from the credential scope of a signed request (`AKID/20260101/eu-west-1/lambda/aws4_request`); a 12-digit
/// access key id is the account id. Unsigned requests get the defaults.
public struct Scope: Sendable, Hashable, Codable {
    public var account: String
    public var region: String

    public init(account: String = "000000000000", region: String = "eu-west-1") {
        self.account = account
        self.region = region
    }

    /// `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, followed by `:QUALIFIER` if there is one.
    public func functionARN(_ name: String, qualifier: String? = nil) -> String {
        let arn = "arn:aws:lambda:\(region):\(account):function:\(name)"
        guard let qualifier else { return arn }
        return "\(arn):\(qualifier)"
    }
}

extension Scope {
    /// Where a reference leads: what it leaves out is that of this scope.
    public func completed(by reference: FunctionReference) -> Scope {
        Scope(account: reference.account ?? account, region: reference.region ?? region)
    }
}
