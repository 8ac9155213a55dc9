package import Cloud
package import Settings

/// A `serverless.yml`, read and understood: the functions and APIs that it declares.
///
/// A value of this type is right: names, limits, artifacts and routes were checked. Source: Serverless Framework
/// documentation, "serverless.yml reference" (AWS, v4).
package struct ServerlessFile: Sendable {
    /// Absolute.
    package let path: String
    package let service: String
    package let stage: String
    package let region: String
    /// In the order of the file; those that are container images are missing.
    package let functions: [DeclaredFunction]
    /// At most one of each kind.
    package let apis: [API]
    /// One sentence each, with file, line and key, for everything that would make a difference on AWS and makes none
    /// here.
    package let warnings: [String]

    /// What makes the ``Cloud`` as the file says.
    package var commands: [Command] {
        [.replaceFileResources(functions: functions.map(\.version), apis: apis)]
    }

    /// What is not in the file.
    package struct Options: Sendable {
        /// `--stage`; prevails over the file's.
        package var stage: String?
        /// `--region`; prevails over the file's.
        package var region: String?
        /// Other options of the command line, for `${opt:...}`.
        package var others: [String: String]
        /// `--param`, for `${param:...}`.
        package var parameters: [String: String]
        /// The variables of this process, for `${env:...}` alone: functions inherit none of them.
        package var environment: [String: String]
        package var account: String
        /// Whether every function's artifact must exist; not so for whoever is about to build them.
        package var requiresArtifacts: Bool
        package var files: ConfigurationFiles

        package init(
            stage: String? = nil, region: String? = nil, others: [String: String] = [:],
            parameters: [String: String] = [:], environment: [String: String] = [:], account: String = "000000000000",
            requiresArtifacts: Bool = true, files: ConfigurationFiles = .disk
        ) {
            self.stage = stage
            self.region = region
            self.others = others
            self.parameters = parameters
            self.environment = environment
            self.account = account
            self.requiresArtifacts = requiresArtifacts
            self.files = files
        }
    }

    /// Reads a file.
    ///
    /// - Parameter path: absolute, or relative to the folder that the process works in.
    /// - Throws: the first mistake found.
    package init(path: String, options: Options = Options()) throws(ConfigurationError) {
        let absolute = PathText.absolute(path, from: PathText.current())
        guard let text = options.files.read(absolute) else {
            let place = ConfigurationValue.Place(file: path, line: nil)
            throw ConfigurationError(place, "", "cannot be read; name another file with --config")
        }
        let root = try YAMLReader.read(text, file: path)
        let resolver = try Self.resolver(for: root, absolute, options)
        let reading = Reading { value, key throws(ConfigurationError) in try resolver.resolve(value, key: key) }
        let file = try FileSection(root, reading, resolver)
        self.path = absolute
        service = file.service
        stage = file.stage
        region = file.region
        functions = try file.functions()
        apis = try file.apis(of: functions)
        warnings = reading.warnings
    }

    /// `.env.STAGE` prevails over `.env`, and the process' own variables over both.
    private static func resolver(
        for root: ConfigurationValue, _ path: String, _ options: Options
    ) throws(ConfigurationError) -> VariableResolver {
        var resolver = VariableResolver(
            root: root, options: options, folder: PathText.folder(of: path), environment: options.environment)
        for name in [".env.\(try resolver.stage())", ".env"] {
            guard let text = options.files.read("\(resolver.folder)/\(name)") else { continue }
            resolver.environment.merge(DotEnvironment.variables(in: text)) { earlier, _ in earlier }
        }
        return resolver
    }
}

/// A function as the file declares it.
package struct DeclaredFunction: Sendable, Hashable {
    /// The key under `functions`.
    package var key: String
    package var version: FunctionVersion
    /// Absolute; a zip, or for development a folder.
    package var artifact: String
    var routes: [DeclaredRoute]
    package var schedules: [DeclaredSchedule]
}
