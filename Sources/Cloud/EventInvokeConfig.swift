/// What becomes of events that nobody waits for: `FunctionEventInvokeConfig`.
public struct EventInvokeConfig: Sendable, Hashable, Codable {
    /// 0 to 2; nil for AWS's 2.
    public var maximumRetryAttempts: Int?
    /// 60 to 21,600; nil for AWS's 21,600.
    public var maximumEventAgeInSeconds: Int?
    /// ARNs.
    public var onSuccess: String?
    public var onFailure: String?
    /// In milliseconds since 1970.
    public var lastModified: Int

    public init(
        maximumRetryAttempts: Int? = nil, maximumEventAgeInSeconds: Int? = nil, onSuccess: String? = nil,
        onFailure: String? = nil, lastModified: Int = 0
    ) {
        self.maximumRetryAttempts = maximumRetryAttempts
        self.maximumEventAgeInSeconds = maximumEventAgeInSeconds
        self.onSuccess = onSuccess
        self.onFailure = onFailure
        self.lastModified = lastModified
    }

    public static let retryAttempts = 0...2
    public static let eventAgeInSeconds = 60...21_600
}

/// Environments of a version that are started ahead, and kept.
public struct ProvisionedConcurrency: Sendable, Hashable, Codable {
    public var requested: Int
    /// In milliseconds since 1970.
    public var lastModified: Int

    public init(requested: Int, lastModified: Int) {
        self.requested = requested
        self.lastModified = lastModified
    }
}

/// Which patch of a runtime a version follows; kept and given back, as custom runtimes bring their own.
public struct RuntimeManagement: Sendable, Hashable, Codable {
    /// `Auto`, `FunctionUpdate` or `Manual`.
    public var updateOn: String
    /// Only with `Manual`.
    public var runtimeVersionARN: String?

    public init(updateOn: String, runtimeVersionARN: String? = nil) {
        self.updateOn = updateOn
        self.runtimeVersionARN = runtimeVersionARN
    }
}
