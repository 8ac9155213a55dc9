/// A function with everything that was published of it.
public struct Function: Sendable, Hashable, Codable {
    public var origin: Origin
    /// `$LATEST`: the only state that can still change.
    public var latest: FunctionVersion
    /// What was published, oldest first; each carries its number.
    public var versions: [FunctionVersion]
    public var aliases: [String: Alias]
    /// The number that the next published version gets; numbers are never used again, not even after a deletion.
    public var nextVersionNumber: Int
    public var tags: [String: String] = [:]
    /// How many invocations may run at a time; nil for what the account leaves.
    public var reservedConcurrency: Int?
    /// By version number or alias; `$LATEST` stands for the function without a qualifier.
    public var policies: [String: ResourcePolicy] = [:]
    /// By version number, alias or `$LATEST`.
    public var eventInvokeConfigs: [String: EventInvokeConfig] = [:]
    /// By alias or `$LATEST`.
    public var urls: [String: FunctionURL] = [:]
    /// By version number or alias.
    public var provisionedConcurrency: [String: ProvisionedConcurrency] = [:]
    /// By version number or `$LATEST`; absent for AWS's default, `Auto`.
    public var runtimeManagement: [String: RuntimeManagement] = [:]
    /// `RecursiveLoop` as it was set; nil for `Terminate`.
    public var recursiveLoop: String?

    public init(
        origin: Origin, latest: FunctionVersion, versions: [FunctionVersion] = [], aliases: [String: Alias] = [:],
        nextVersionNumber: Int = 1
    ) {
        self.origin = origin
        self.latest = latest
        self.versions = versions
        self.aliases = aliases
        self.nextVersionNumber = nextVersionNumber
    }

    public var name: String { latest.name }
    public var account: String { latest.account }
    public var region: String { latest.region }
    public var scope: Scope { Scope(account: account, region: region) }
    public var unqualifiedARN: String { latest.unqualifiedARN }

    /// `$LATEST` or a published version by its number.
    public func version(_ version: String) -> FunctionVersion? {
        version == "$LATEST" ? latest : versions.first { $0.version == version }
    }

    /// The version that a call with this qualifier runs; nil if the function has no such version or alias.
    ///
    /// - Parameter draw: see ``Alias/version(draw:)``.
    public func version(qualifier: String?, draw: () -> Double) -> FunctionVersion? {
        guard let qualifier else { return latest }
        switch Qualifier(qualifier) {
        case .latest: return latest
        case .version(let number): return version(number)
        case .alias(let name): return aliases[name].flatMap { version($0.version(draw: draw)) }
        }
    }
}
