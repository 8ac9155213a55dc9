import Cloud
import Settings

/// What a function gets from the rest of the file.
struct FunctionDefaults {
    var service: String
    var stage: String
    var region: String
    /// Where relative paths begin.
    var folder: String
    var options: ServerlessFile.Options
    var settings: FunctionSettings
    var environment: EnvironmentSection
    var artifact: PackageSection.Artifact?
    var understudy: UnderstudySection

    /// Those of Serverless, not of Lambda (128 MB, 3 s).
    static let memorySizeMB = 1024
    static let timeoutSeconds = 6
    static let runtime = "provided.al2023"
}

/// `functions.KEY`
struct FunctionSection {
    private let section: Section
    private let key: String
    private let defaults: FunctionDefaults

    init(_ section: Section, key: String, _ defaults: FunctionDefaults) throws(ConfigurationError) {
        self.section = section
        self.key = key
        self.defaults = defaults
        try section.check(Self.keys)
    }

    /// nil for a container image, which nobody here can run.
    func declared() throws(ConfigurationError) -> DeclaredFunction? {
        guard try section.value("image") == nil else {
            section.warn("image", "is not followed: container images are not run, so the function is left out")
            return nil
        }
        let artifact = try artifact()
        let version = try version(artifact)
        let events = EventsSection(section, function: version.name)
        return DeclaredFunction(
            key: key, version: version, artifact: artifact, routes: try events.routes(),
            schedules: try events.schedules())
    }

    private func version(_ artifact: String) throws(ConfigurationError) -> FunctionVersion {
        let own = try FunctionSettings(section, logs: try section.section("logs"))
        let shared = defaults.settings
        var version = FunctionVersion(
            name: try section.text("name") ?? "\(defaults.service)-\(defaults.stage)-\(key)",
            account: defaults.options.account, region: defaults.region,
            runtime: own.runtime ?? shared.runtime ?? FunctionDefaults.runtime,
            handler: try section.text("handler") ?? "bootstrap",
            architecture: own.architecture ?? shared.architecture ?? .x86_64,
            memorySizeMB: own.memorySizeMB ?? shared.memorySizeMB ?? FunctionDefaults.memorySizeMB,
            timeoutSeconds: own.timeoutSeconds ?? shared.timeoutSeconds ?? FunctionDefaults.timeoutSeconds,
            environment: try EnvironmentSection(section).merged(over: defaults.environment),
            logging: own.logging ?? shared.logging ?? .init(), code: .zip(path: artifact))
        switch defaults.options.files.state(artifact) {
        case .missing: break  // About to be built; otherwise `artifact()` has refused it.
        case .file(let identity): version.codeIdentity = identity
        case .folder(let identity):
            version.code = .folder(path: artifact)
            version.codeIdentity = identity ?? ""
        }
        let extras = try defaults.understudy.extras(of: key)
        version.cpus = extras.cpus
        version.sampleEvent = extras.event
        version.details.description = try section.text("description") ?? ""
        try check(version)
        return version
    }

    private func artifact() throws(ConfigurationError) -> String {
        guard let artifact = try PackageSection.artifact(of: section) ?? defaults.artifact else {
            throw section.error(
                "package.artifact",
                "is missing, and the file has none for all functions: name the zip, for instance 'dist/\(key).zip', "
                    + "that 'make package' builds")
        }
        let path = PathText.absolute(artifact.path, from: defaults.folder)
        if defaults.options.requiresArtifacts, defaults.options.files.state(path) == .missing {
            throw artifact.section.error(
                "artifact", "\(path) does not exist: build it with 'make package'")
        }
        return path
    }

    /// What AWS would refuse.
    private func check(_ version: FunctionVersion) throws(ConfigurationError) {
        if !version.runtime.hasPrefix("provided") {
            section.warn(
                "runtime",
                "\(version.runtime) is not at hand: the artifact's own bootstrap is run, as for provided.al2023")
        }
        do throws(CloudError) {
            try FunctionLimits.validate(version)
        } catch {
            throw section.error("name", error.message)
        }
    }

    private static let keys = KnownKeys(
        followed: FunctionSettings.keys.union([
            "name", "description", "handler", "environment", "package", "events", "logs", "image",
        ]),
        indifferent: [
            "tags", "role", "iamRoleStatements", "iamRoleStatementsName", "vpc", "tracing", "kmsKeyArn",
            "awsKmsKeyArn", "condition", "dependsOn", "logRetentionInDays", "logDataProtectionPolicy",
            "versionFunction",
            "disableLogs", "runtimeManagement", "snapStart", "build", "cfnRole",
        ],
        unsupported: [
            "capacityProvider": "functions run on this machine", "destinations": "results are not passed on",
            "durableConfig": "durable functions are not emulated",
            "ephemeralStorageSize": "the size of /tmp is not limited", "fileSystemConfig": "EFS is not emulated",
            "layers": "layers are not added to functions", "maximumEventAge": "asynchronous events keep their defaults",
            "maximumRetryAttempts": "asynchronous events keep their defaults",
            "onError": "failed events are not passed on", "provisionedConcurrency": "environments start on demand",
            "recursiveLoop": "loops are not detected", "reservedConcurrency": "concurrency is not limited",
            "tenancy": "environments are not separated by tenant", "url": "function URLs are not served",
        ])
}
