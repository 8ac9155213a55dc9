import Cloud
import Settings

/// What both `provider` and a function can set; nil where a section says nothing.
struct FunctionSettings {
    var runtime: String?
    var memorySizeMB: Int?
    var timeoutSeconds: Int?
    var architecture: FunctionVersion.Architecture?
    var logging: FunctionVersion.LoggingConfiguration?

    static let keys: Set<String> = ["runtime", "memorySize", "timeout", "architecture"]

    /// - Parameter logs: `logs` of a function, `logs.lambda` of the provider.
    init(_ section: Section, logs: Section?) throws(ConfigurationError) {
        runtime = try section.text("runtime")
        memorySizeMB = try section.number("memorySize", in: FunctionLimits.memorySizeMB)
        timeoutSeconds = try section.number("timeout", in: FunctionLimits.timeoutSeconds)
        architecture = try section.choice("architecture", FunctionVersion.Architecture.allCases.map(\.rawValue))
            .flatMap(FunctionVersion.Architecture.init)
        logging = try logs.map { logs throws(ConfigurationError) in try Self.logging(logs) }
    }

    private static func logging(
        _ logs: Section
    ) throws(ConfigurationError) -> FunctionVersion.LoggingConfiguration {
        let format = try logs.choice("logFormat", ["Text", "JSON"])
        let levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]
        return FunctionVersion.LoggingConfiguration(
            format: format == "JSON" ? .json : .text, applicationLevel: try logs.choice("applicationLogLevel", levels))
    }
}
