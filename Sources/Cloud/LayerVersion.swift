/// One published version of a layer: files that functions find besides their own.
public struct LayerVersion: Sendable, Hashable, Codable {
    public var name: String
    public var account: String
    public var region: String
    public var number: Int
    public var description: String
    /// Of the zip, in base64.
    public var codeSHA256: String
    public var codeSizeBytes: Int
    /// nil where they were not given, and are not given back.
    public var compatibleRuntimes: [String]?
    public var compatibleArchitectures: [String]?
    public var licenseInfo: String?
    /// In milliseconds since 1970.
    public var created: Int

    public init(
        name: String, scope: Scope, number: Int = 0, description: String = "", codeSHA256: String, codeSizeBytes: Int,
        compatibleRuntimes: [String]? = nil, compatibleArchitectures: [String]? = nil, licenseInfo: String? = nil,
        created: Int
    ) {
        self.name = name
        account = scope.account
        region = scope.region
        self.number = number
        self.description = description
        self.codeSHA256 = codeSHA256
        self.codeSizeBytes = codeSizeBytes
        self.compatibleRuntimes = compatibleRuntimes
        self.compatibleArchitectures = compatibleArchitectures
        self.licenseInfo = licenseInfo
        self.created = created
    }

    public var scope: Scope { Scope(account: account, region: region) }
    public var layerARN: String { "arn:aws:lambda:\(region):\(account):layer:\(name)" }
    public var arn: String { "\(layerARN):\(number)" }
}

/// A layer: all of its versions that were not deleted.
public struct Layer: Sendable, Hashable, Codable {
    /// Oldest first.
    public var versions: [LayerVersion] = []
    /// Numbers are never used again.
    public var nextNumber = 1

    public init() {}
}
