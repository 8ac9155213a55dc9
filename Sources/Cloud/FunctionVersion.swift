/// One published or unpublished (`$LATEST`) state of a function: everything that an execution environment is made from.
///
/// Immutable: a change of code or configuration makes a new value with a new ``revision``, so environments of the old
/// one retire. Names and defaults follow AWS's `FunctionConfiguration` (Lambda API, 2015-03-31).
public struct FunctionVersion: Sendable, Hashable, Codable {
    public var name: String
    public var account: String
    public var region: String
    /// `$LATEST` or a number.
    public var version: String
    /// `provided.al2023` and the like.
    public var runtime: String
    public var handler: String
    public var architecture: Architecture
    /// 128 to 10,240.
    public var memorySizeMB: Int
    /// CPUs in place of what the memory size brings, see ``CPUAllotment/choosable``; not known to AWS.
    public var cpus: Double?
    /// 1 to 900.
    public var timeoutSeconds: Int
    /// The function's own variables.
    public var environment: [String: String]
    public var logging: LoggingConfiguration
    public var code: CodeReference
    /// Tells two states of the code under one path apart: a hash of the zip, or when it was last changed. Only ever
    /// compared; a new value makes a new revision.
    public var codeIdentity: String
    /// An event to try the function with, as JSON text; not known to AWS, and no part of the configuration.
    public var sampleEvent: String?
    /// Changes whenever code or configuration change; keys the pool of environments. Given anew in each run of the
    /// emulator.
    public var revision: Int
    /// What AWS keeps of a function besides.
    public var details = FunctionDetails()
    /// When it was changed, and the `RevisionId` that AWS's clients see.
    public var stamp = Stamp()
    /// What PublishVersion was told in place of the description of `$LATEST`.
    public var publishedDescription: String?

    public enum Architecture: String, Sendable, Hashable, CaseIterable, Codable {
        case x86_64
        case arm64
    }

    /// Where the code lies: a zip, or a folder that is run in place.
    public enum CodeReference: Sendable, Hashable, Codable {
        /// An absolute path of a zip.
        case zip(path: String)
        /// An absolute path of a folder with a `bootstrap`.
        case folder(path: String)
    }

    /// `LoggingConfig`: the environment gets `AWS_LAMBDA_LOG_FORMAT` and `_LEVEL` only for JSON.
    public struct LoggingConfiguration: Sendable, Hashable, Codable {
        public enum Format: String, Sendable, Codable {
            case text = "Text"
            case json = "JSON"
        }
        public var format: Format
        /// TRACE to FATAL; only with JSON.
        public var applicationLevel: String?
        /// DEBUG, INFO or WARN; only with JSON.
        public var systemLevel: String?
        /// In place of `/aws/lambda/NAME`.
        public var group: String?
        public init(format: Format = .text, applicationLevel: String? = nil) {
            self.format = format
            self.applicationLevel = applicationLevel
        }
    }

    public init(
        name: String, account: String = "000000000000", region: String = "eu-west-1", version: String = "$LATEST",
        runtime: String = "provided.al2023", handler: String = "bootstrap", architecture: Architecture = .x86_64,
        memorySizeMB: Int = 128, cpus: Double? = nil, timeoutSeconds: Int = 3, environment: [String: String] = [:],
        logging: LoggingConfiguration = LoggingConfiguration(), code: CodeReference, codeIdentity: String = "",
        revision: Int = 0
    ) {
        self.name = name
        self.account = account
        self.region = region
        self.version = version
        self.runtime = runtime
        self.handler = handler
        self.architecture = architecture
        self.memorySizeMB = memorySizeMB
        self.cpus = cpus
        self.timeoutSeconds = timeoutSeconds
        self.environment = environment
        self.logging = logging
        self.code = code
        self.codeIdentity = codeIdentity
        self.revision = revision
    }

    public var cpuAllotment: CPUAllotment {
        cpus.map(CPUAllotment.init(cpus:)) ?? CPUAllotment(memorySizeMB: memorySizeMB)
    }

    /// `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, without a qualifier.
    public var unqualifiedARN: String { "arn:aws:lambda:\(region):\(account):function:\(name)" }

    public var scope: Scope { Scope(account: account, region: region) }

    /// Where its log goes.
    public var logGroup: String { logging.group ?? "/aws/lambda/\(name)" }
}
