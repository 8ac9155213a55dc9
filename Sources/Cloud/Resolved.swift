/// What a reference means at the moment of a call.
public struct Resolved: Sendable, Hashable {
    public var version: FunctionVersion
    /// `X-Amz-Executed-Version`: the number that runs, or `$LATEST`; shows which way an alias sent the call.
    public var executedVersion: String
    /// The ARN that the function sees; with a qualifier only if the caller used one.
    public var invokedARN: String
    /// nil for a function without reserved concurrency.
    public var reservation: Reservation?

    public init(version: FunctionVersion, invokedARN: String, reservation: Reservation? = nil) {
        self.reservation = reservation
        self.version = version
        self.executedVersion = version.version
        self.invokedARN = invokedARN
    }
}
