/// An HTTP endpoint of one function, or of one of its aliases: `FunctionUrlConfig`.
public struct FunctionURL: Sendable, Hashable, Codable {
    /// The first label of its host name: 32 lower-case letters and digits.
    public var id: String
    public var authType: AuthType
    public var cors: CORS?
    /// `BUFFERED` or `RESPONSE_STREAM`; answers are buffered here in any case.
    public var invokeMode: String
    /// Both in milliseconds since 1970.
    public var created: Int
    public var lastModified: Int

    public enum AuthType: String, Sendable, Hashable, Codable, CaseIterable {
        case iam = "AWS_IAM"
        case none = "NONE"
    }

    /// nil members were not given, and are not given back.
    public struct CORS: Sendable, Hashable, Codable {
        public var allowCredentials: Bool?
        public var allowHeaders: [String]?
        public var allowMethods: [String]?
        public var allowOrigins: [String]?
        public var exposeHeaders: [String]?
        /// In seconds, 0 to 86,400.
        public var maxAge: Int?

        public init() {}
    }

    public init(
        id: String, authType: AuthType, cors: CORS? = nil, invokeMode: String = "BUFFERED", created: Int,
        lastModified: Int
    ) {
        self.id = id
        self.authType = authType
        self.cors = cors
        self.invokeMode = invokeMode
        self.created = created
        self.lastModified = lastModified
    }
}
