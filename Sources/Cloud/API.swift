/// An API of Amazon API Gateway as it can be called: its stages, each with the routes that were deployed to it.
public struct API: Sendable, Hashable {
    /// Ten lower-case letters and digits; the first label of its host name.
    public var id: String
    public var name: String
    public var account: String
    public var region: String
    public var origin: Origin
    public var kind: Kind
    /// No two of the same name.
    public var stages: [Stage]
    /// When it was made, in milliseconds since 1970: where several APIs could answer, the youngest does.
    public var madeAt: Int

    public enum Kind: Sendable, Hashable {
        /// A REST API (v1); its URLs begin with the stage.
        case rest
        /// An HTTP API (v2); the stage `$default` has no segment in the URL.
        case http
    }

    public init(
        id: String, name: String, account: String = "000000000000", region: String = "eu-west-1",
        origin: Origin = .file, kind: Kind, stages: [Stage] = [], madeAt: Int = 0
    ) {
        self.id = id
        self.name = name
        self.account = account
        self.region = region
        self.origin = origin
        self.kind = kind
        self.stages = stages
        self.madeAt = madeAt
    }

    public var isREST: Bool { kind == .rest }

    /// The routes of all stages.
    public var routes: [Route] { stages.flatMap(\.routes) }

    /// Who calls when this API invokes a function.
    public var scope: Scope { Scope(account: account, region: region) }
}
