import Cloud

/// The environment of a function on `provided.al2023`, as recorded on AWS, and nothing of this machine's.
enum EnvironmentVariables {
    /// What an environment was started for.
    enum Initialization: String {
        case onDemand = "on-demand"
        case provisionedConcurrency = "provisioned-concurrency"
    }

    /// `NAME=value`, sorted by name.
    ///
    /// - Parameters:
    ///   - runtimeAPI: host and port of the environment's Runtime API.
    ///   - code: where the code lies, which stands for `/var/task` in every value, and its layers', for `/opt`.
    ///   - logStream: the environment's log stream.
    static func list(
        for function: FunctionVersion, runtimeAPI: String, code: CodeFolder, logStream: String,
        initialization: Initialization = .onDemand
    ) -> [String] {
        var variables = defaults(code)
        variables.merge(function.environment) { _, own in own }
        variables.merge(reserved(function, folder: code.path)) { _, platform in platform }
        variables["AWS_LAMBDA_INITIALIZATION_TYPE"] = initialization.rawValue
        variables["UNDERSTUDY_LAYERS"] = code.layers
        variables["AWS_LAMBDA_RUNTIME_API"] = runtimeAPI
        variables["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream
        return variables.map { "\($0.key)=\($0.value)" }.sorted()
    }

    /// Set by the platform, but a function's own value wins.
    /// Source: AWS Lambda Developer Guide, "Defined runtime environment variables", the unreserved ones.
    private static func defaults(_ code: CodeFolder) -> [String: String] {
        let layers = code.layers ?? "/opt"
        return [
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:\(layers)/bin",
            "LD_LIBRARY_PATH":
                "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:\(code.path):\(code.path)/lib:"
                + "\(layers)/lib",
            "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
            "AWS_XRAY_DAEMON_ADDRESS": "169.254.100.1:2000",
        ]
    }

    private static func reserved(_ function: FunctionVersion, folder: String) -> [String: String] {
        var variables = [
            "LAMBDA_TASK_ROOT": folder,
            "LAMBDA_RUNTIME_DIR": "/var/runtime",
            "_AWS_XRAY_DAEMON_ADDRESS": "169.254.100.1",
            "_AWS_XRAY_DAEMON_PORT": "2000",
            // Stand-ins for a role's credentials: what the function signs with them, the emulator takes.
            "AWS_ACCESS_KEY_ID": "ASIAUNDERSTUDYEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "understudy",
            "AWS_SESSION_TOKEN": "understudy",
            "AWS_REGION": function.region,
            "AWS_DEFAULT_REGION": function.region,
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": function.version,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": String(function.memorySizeMB),
            "AWS_LAMBDA_LOG_GROUP_NAME": function.logGroup,
            "_HANDLER": function.handler,
        ]
        if function.logging.format == .json {
            variables["AWS_LAMBDA_LOG_FORMAT"] = "JSON"
            variables["AWS_LAMBDA_LOG_LEVEL"] = function.logging.applicationLevel ?? "INFO"
        }
        return variables
    }
}
