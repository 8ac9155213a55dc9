import AWSAPI
import Cloud
import ControlPlane
import JSON

/// The members that CreateFunction and UpdateFunctionConfiguration have in common, read and held against the model.
struct SentConfiguration {
    var update = ConfigurationUpdate()

    /// - Parameters:
    ///   - requirements: may hold violations already; all are refused together.
    ///   - cloud: where layers are looked up; their zips lie where `lambda` says.
    init(
        _ input: Parameters, _ requirements: Requirements, _ lambda: Lambda, _ cloud: Cloud, _ scope: Scope
    ) throws(AWSError) {
        update.role = try input.string("Role")
        update.handler = try input.string("Handler")
        update.runtime = try input.string("Runtime")
        update.description = try input.string("Description")
        update.timeoutSeconds = try input.integer("Timeout")
        update.memorySizeMB = try input.integer("MemorySize")
        update.ephemeralStorageMB = try input.structure("EphemeralStorage")?.integer("Size")
        update.tracingMode = try input.structure("TracingConfig")?.string("Mode")
        update.kmsKeyARN = try input.string("KMSKeyArn")
        if let letters = try input.structure("DeadLetterConfig") {
            update.deadLetterTargetARN = try letters.string("TargetArn") ?? ""
        }
        if let environment = try input.structure("Environment") {
            update.environment = try environment.map("Variables") ?? [:]
        }
        let logging = try input.structure("LoggingConfig")
        let snapStart = try input.structure("SnapStart")?.string("ApplyOn")
        try check(requirements, try Self.logging(of: logging), snapStart)
        if let runtime = update.runtime { try Runtimes.check(runtime) }
        update.logging = try logging.map { members throws(AWSError) in try Self.configuration(members) }
        update.others = try Self.others(input, snapStart: snapStart)
        update.layers = try Layers.uses(of: try input.strings("Layers"), in: cloud, scope, path: lambda.plane.codePath)
    }

    private typealias LoggingTexts = (format: String?, application: String?, system: String?, group: String?)

    private func check(
        _ requirements: Requirements, _ logging: LoggingTexts, _ snapStart: String?
    ) throws(AWSError) {
        var requirements = requirements
        requirements.text(
            update.role, "role", pattern: #"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+"#)
        requirements.text(update.handler, "handler", pattern: #"[^\s]+"#, length: 0...128)
        requirements.text(update.description, "description", length: 0...256)
        requirements.number(update.timeoutSeconds, "timeout", FunctionLimits.timeoutSeconds)
        requirements.number(update.memorySizeMB, "memorySize", FunctionLimits.memorySizeMB)
        requirements.number(update.ephemeralStorageMB, "ephemeralStorage.size", 512...10_240)
        requirements.text(update.tracingMode, "tracingConfig.mode", oneOf: ["Active", "PassThrough"])
        requirements.text(update.kmsKeyARN, "kMSKeyArn", pattern: "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")
        requirements.text(
            update.deadLetterTargetARN, "deadLetterConfig.targetArn",
            pattern: "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")
        requirements.text(logging.format, "loggingConfig.logFormat", oneOf: ["JSON", "Text"])
        requirements.text(
            logging.application, "loggingConfig.applicationLogLevel",
            oneOf: ["DEBUG", "ERROR", "FATAL", "INFO", "TRACE", "WARN"])
        requirements.text(logging.system, "loggingConfig.systemLogLevel", oneOf: ["DEBUG", "INFO", "WARN"])
        requirements.text(
            logging.group, "loggingConfig.logGroup", pattern: #"[\.\-_/#A-Za-z0-9]+"#, length: 1...512)
        requirements.text(snapStart, "snapStart.applyOn", oneOf: ["PublishedVersions", "None"])
        try requirements.check()
    }

    private static func logging(of members: Parameters?) throws(AWSError) -> LoggingTexts {
        (
            try members?.string("LogFormat"), try members?.string("ApplicationLogLevel"),
            try members?.string("SystemLogLevel"), try members?.string("LogGroup")
        )
    }

    /// - Throws: InvalidParameterValueException for levels without JSON.
    private static func configuration(
        _ members: Parameters
    ) throws(AWSError) -> FunctionVersion.LoggingConfiguration {
        let texts = try logging(of: members)
        let format = texts.format.flatMap(FunctionVersion.LoggingConfiguration.Format.init(rawValue:)) ?? .text
        guard format == .json || texts.application == nil && texts.system == nil else {
            throw AWSError(
                CloudError(
                    .invalidParameterValue,
                    "To configure application or system log levels, the function's log format must be JSON."))
        }
        var configuration = FunctionVersion.LoggingConfiguration(
            format: format, applicationLevel: texts.application)
        configuration.systemLevel = texts.system
        configuration.group = texts.group
        return configuration
    }

    /// What is kept and given back, and makes no difference here.
    private static func others(_ input: Parameters, snapStart: String?) throws(AWSError) -> [String: String] {
        var others: [String: String] = [:]
        if let vpc = try input.structure("VpcConfig") {
            let subnets = try vpc.strings("SubnetIds") ?? []
            let groups = try vpc.strings("SecurityGroupIds") ?? []
            let json: JSON = [
                "SubnetIds": .array(subnets.map(JSON.string)), "SecurityGroupIds": .array(groups.map(JSON.string)),
                "VpcId": "", "Ipv6AllowedForDualStack": .bool(try vpc.boolean("Ipv6AllowedForDualStack") ?? false),
            ]
            others["VpcConfig"] = json.text
        }
        if let systems = input["FileSystemConfigs"] { others["FileSystemConfigs"] = systems.text }
        if let snapStart {
            let json: JSON = ["ApplyOn": .string(snapStart), "OptimizationStatus": "Off"]
            others["SnapStart"] = json.text
        }
        return others
    }

    /// A new function as it was described.
    func version(named name: String, in scope: Scope, _ input: Parameters) throws(AWSError) -> FunctionVersion {
        var version = FunctionVersion(
            name: name, account: scope.account, region: scope.region, runtime: update.runtime ?? "",
            handler: update.handler ?? "", code: .zip(path: ""))
        version.architecture = try SentConfiguration.architecture(input) ?? .x86_64
        version.configure(update)
        return version
    }

    /// - Throws: ValidationException unless it is exactly one that Lambda knows.
    static func architecture(_ input: Parameters) throws(AWSError) -> FunctionVersion.Architecture? {
        guard let names = try input.strings("Architectures") else { return nil }
        var requirements = Requirements()
        requirements.list(names, "architectures", size: 1...1, oneOf: ["x86_64", "arm64"])
        try requirements.check()
        return names.first.flatMap(FunctionVersion.Architecture.init(rawValue:))
    }
}
