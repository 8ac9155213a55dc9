/// A change to one function, in the words of the Lambda API.
public enum FunctionChange: Sendable, Hashable {
    case configure(ConfigurationUpdate, ifRevision: String? = nil)
    case replaceCode(CodeUpdate, ifRevision: String? = nil)
    /// What the zip of a function from a file turned out to be; changes nothing that runs.
    case identifyCode(codeIdentity: String, codeSHA256: String, codeSizeBytes: Int)
    /// Freezes `$LATEST` under the next number; nothing happens if it was published unchanged just before.
    case publish(PublishRequest = PublishRequest())
    case createAlias(Alias)
    case updateAlias(AliasUpdate)
    /// Nothing happens if there is no such alias.
    case deleteAlias(String)
    case addPermission(PolicyStatement, qualifier: String?, ifRevision: String? = nil)
    case removePermission(sid: String, qualifier: String?, ifRevision: String? = nil)
    /// nil takes the reservation away.
    case reserveConcurrency(Int?)
    /// nil takes it away.
    case provisionConcurrency(Int?, qualifier: String)
    case putEventInvokeConfig(EventInvokeConfig, qualifier: String?)
    /// Changes the members that are given.
    case updateEventInvokeConfig(EventInvokeConfig, qualifier: String?)
    case deleteEventInvokeConfig(qualifier: String?)
    case createURL(FunctionURL, qualifier: String?)
    case updateURL(FunctionURLUpdate, qualifier: String?)
    case deleteURL(qualifier: String?)
    case tag([String: String])
    case untag([String])
    case manageRuntime(RuntimeManagement, qualifier: String?)
    case detectRecursion(String)
}

/// Members of UpdateFunctionConfiguration; nil leaves what is.
public struct ConfigurationUpdate: Sendable, Hashable {
    public var role: String?
    public var handler: String?
    public var runtime: String?
    public var description: String?
    public var timeoutSeconds: Int?
    public var memorySizeMB: Int?
    public var environment: [String: String]?
    public var ephemeralStorageMB: Int?
    public var tracingMode: String?
    public var layers: [LayerUse]?
    public var logging: FunctionVersion.LoggingConfiguration?
    /// An empty text takes it away.
    public var deadLetterTargetARN: String?
    /// An empty text takes it away.
    public var kmsKeyARN: String?
    /// Of ``FunctionDetails/others``.
    public var others: [String: String] = [:]

    public init() {}
}

/// New code, and the architecture that it is for.
public struct CodeUpdate: Sendable, Hashable {
    public var code: FunctionVersion.CodeReference
    public var codeSHA256: String
    public var codeSizeBytes: Int
    public var architecture: FunctionVersion.Architecture?

    public init(
        code: FunctionVersion.CodeReference, codeSHA256: String, codeSizeBytes: Int,
        architecture: FunctionVersion.Architecture? = nil
    ) {
        self.code = code
        self.codeSHA256 = codeSHA256
        self.codeSizeBytes = codeSizeBytes
        self.architecture = architecture
    }
}

public struct PublishRequest: Sendable, Hashable {
    /// In place of that of `$LATEST`.
    public var description: String?
    /// What the code must be.
    public var codeSHA256: String?
    public var ifRevision: String?
    /// A copy of the code that nobody will change, where `$LATEST` runs a file that somebody may.
    public var frozenCode: FunctionVersion.CodeReference?

    public init(
        description: String? = nil, codeSHA256: String? = nil, ifRevision: String? = nil,
        frozenCode: FunctionVersion.CodeReference? = nil
    ) {
        self.description = description
        self.codeSHA256 = codeSHA256
        self.ifRevision = ifRevision
        self.frozenCode = frozenCode
    }
}

public struct AliasUpdate: Sendable, Hashable {
    public var name: String
    public var functionVersion: String?
    public var description: String?
    public var additionalWeights: [String: Double]?
    public var ifRevision: String?

    public init(
        name: String, functionVersion: String? = nil, description: String? = nil,
        additionalWeights: [String: Double]? = nil, ifRevision: String? = nil
    ) {
        self.name = name
        self.functionVersion = functionVersion
        self.description = description
        self.additionalWeights = additionalWeights
        self.ifRevision = ifRevision
    }
}

public struct FunctionURLUpdate: Sendable, Hashable {
    public var authType: FunctionURL.AuthType?
    public var cors: FunctionURL.CORS?
    public var invokeMode: String?

    public init(authType: FunctionURL.AuthType? = nil, cors: FunctionURL.CORS? = nil, invokeMode: String? = nil) {
        self.authType = authType
        self.cors = cors
        self.invokeMode = invokeMode
    }
}
