/// What AWS keeps of a function and gives back, and what no environment is made from here.
public struct FunctionDetails: Sendable, Hashable, Codable {
    public var description = ""
    /// An ARN; empty for functions of a configuration file, which have none.
    public var role = ""
    /// Of the zip, in base64; empty where only the file's path is known.
    public var codeSHA256 = ""
    public var codeSizeBytes = 0
    public var ephemeralStorageMB = 512
    /// `PassThrough` or `Active`.
    public var tracingMode = "PassThrough"
    /// In the order in which they are unpacked.
    public var layers: [LayerUse] = []
    public var deadLetterTargetARN: String?
    public var kmsKeyARN: String?
    /// Whether `Environment` was given, if only without variables: AWS then gives it back.
    public var hasEnvironment = false
    /// Members that are kept as they came (`VpcConfig`, `FileSystemConfigs`, `SnapStart`): name to JSON text.
    public var others: [String: String] = [:]

    public init() {}
}

/// A version of a layer, as a function uses it.
public struct LayerUse: Sendable, Hashable, Codable {
    /// `arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION`
    public var arn: String
    public var codeSizeBytes: Int
    /// Of its zip, in base64.
    public var codeSHA256: String
    /// Where its zip lies; absolute.
    public var path: String

    public init(arn: String, codeSizeBytes: Int, codeSHA256: String, path: String) {
        self.path = path
        self.arn = arn
        self.codeSizeBytes = codeSizeBytes
        self.codeSHA256 = codeSHA256
    }
}
