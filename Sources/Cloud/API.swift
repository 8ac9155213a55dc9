/// An API of Amazon API Gateway: routes that lead to functions.
public struct API: Sendable, Hashable {
    /// Ten lower-case letters and digits; the first label of its host name.
    public var id: String
    public var name: String
    public var account: String
    public var region: String
    public var origin: Origin
    public var kind: Kind
    public var routes: [Route]
    public var stageVariables: [String: String]
    /// REST only: requests of these content types reach the function as base64, and answers may be binary.
    public var binaryMediaTypes: [String]

    public enum Kind: Sendable, Hashable {
        /// A REST API (v1); its URLs begin with the stage.
        case rest(stage: String)
        /// An HTTP API (v2); the stage `$default` has no segment in the URL.
        case http(stage: String)
    }

    public init(
        id: String, name: String, account: String = "000000000000", region: String = "eu-west-1",
        origin: Origin = .file,
        kind: Kind, routes: [Route] = [], stageVariables: [String: String] = [:], binaryMediaTypes: [String] = []
    ) {
        self.id = id
        self.name = name
        self.account = account
        self.region = region
        self.origin = origin
        self.kind = kind
        self.routes = routes
        self.stageVariables = stageVariables
        self.binaryMediaTypes = binaryMediaTypes
    }

    public var stage: String {
        switch kind {
        case .rest(let stage), .http(let stage): stage
        }
    }

    public var isREST: Bool {
        if case .rest = kind { true } else { false }
    }

    /// Who calls when this API invokes a function.
    public var scope: Scope { Scope(account: account, region: region) }
}
