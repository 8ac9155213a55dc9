/// What AWS demands of a function's name and configuration before it takes it.
///
/// Sources: botocore's lambda/2015-03-31 model; Lambda quotas; recorded messages.
public enum FunctionLimits {
    /// In characters.
    public static let maximumNameLength = 64
    public static let memorySizeMB = 128...10_240
    public static let timeoutSeconds = 1...900
    /// Of the variables' JSON text.
    public static let maximumEnvironmentBytes = 4096

    /// Variables that Lambda sets itself and does not let a function set.
    public static let reservedVariables: Set<String> = [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION",
        "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_MAX_CONCURRENCY", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT",
    ]

    /// - Throws: ValidationException for all violated constraints at once, InvalidParameterValueException for what
    ///   AWS finds out afterwards.
    public static func validate(_ version: FunctionVersion) throws(CloudError) {
        try validateConstraints(version)
        try validateReservedNames(version.environment)
        try validateSize(version.environment)
    }
}

// MARK: Constraints of the model

extension FunctionLimits {
    private static func validateConstraints(_ version: FunctionVersion) throws(CloudError) {
        try validateName(version.name)
        var violations = ConstraintViolations()
        violations.check(version.memorySizeMB, isIn: memorySizeMB, at: "memorySize")
        violations.check(version.timeoutSeconds, isIn: timeoutSeconds, at: "timeout")
        violations.check(handler: version.handler)
        violations.check(variableNames: version.environment.keys)
        try violations.check()
    }

    /// - Throws: ValidationException for a wrong character, InvalidParameterValueException for more than 64.
    public static func validateName(_ name: String) throws(CloudError) {
        guard !name.isEmpty, name.utf8.allSatisfy(\.isNameCharacter) else {
            var violations = ConstraintViolations()
            let pattern = FunctionReference.Syntax.controlPlane.pattern
            violations.add(name, at: "functionName", "Member must satisfy regular expression pattern: \(pattern)")
            throw violations.error
        }
        guard name.utf8.count <= maximumNameLength else {
            var violations = ConstraintViolations()
            violations.add(
                name, at: "functionName", "Member must have length less than or equal to \(maximumNameLength)")
            throw CloudError(.invalidParameterValue, violations.error.message)
        }
    }
}

extension ConstraintViolations {
    fileprivate mutating func check(_ value: Int, isIn range: ClosedRange<Int>, at member: String) {
        if value < range.lowerBound {
            add(String(value), at: member, "Member must have value greater than or equal to \(range.lowerBound)")
        } else if value > range.upperBound {
            add(String(value), at: member, "Member must have value less than or equal to \(range.upperBound)")
        }
    }

    /// `[^\s]+`, at most 128 characters.
    fileprivate mutating func check(handler: String) {
        if handler.isEmpty || handler.contains(where: \.isWhitespace) {
            add(handler, at: "handler", #"Member must satisfy regular expression pattern: [^\s]+"#)
        }
        if handler.count > 128 {
            add(handler, at: "handler", "Member must have length less than or equal to 128")
        }
    }

    /// The names are marked sensitive in the model, so the message shows none.
    fileprivate mutating func check(variableNames names: some Collection<String>) {
        guard !names.allSatisfy({ FunctionLimits.isVariableName($0) }) else { return }
        add(
            nil, at: "environment.variables",
            "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: "
                + "[a-zA-Z]([a-zA-Z0-9_])+]")
    }
}

// MARK: Environment variables

extension FunctionLimits {
    /// `[a-zA-Z]([a-zA-Z0-9_])+`: a letter first, two characters at least.
    public static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first.isLetter, name.utf8.count >= 2 else { return false }
        return name.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
    }

    private static func validateReservedNames(_ environment: [String: String]) throws(CloudError) {
        let reserved = environment.keys.filter(reservedVariables.contains).sorted()
        guard reserved.isEmpty else {
            throw CloudError(
                .invalidParameterValue,
                "Lambda was unable to configure your environment variables because the environment variables you have "
                    + "provided contains reserved keys that are currently not supported for modification. Reserved "
                    + "keys used in this request: \(reserved.joined(separator: ", "))")
        }
    }

    private static func validateSize(_ environment: [String: String]) throws(CloudError) {
        let members = environment.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }
        let text = "{\(members.joined(separator: ","))}"
        guard text.utf8.count <= maximumEnvironmentBytes else {
            throw CloudError(
                .invalidParameterValue,
                "Lambda was unable to configure your environment variables because the environment variables you have "
                    + "provided exceeded the 4KB limit. String measured: \(text)")
        }
    }
}
