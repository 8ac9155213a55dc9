/// A name for a version of a function, which may share its traffic with one other version.
public struct Alias: Sendable, Hashable, Codable {
    public var name: String
    /// The version that gets whatever the weights leave over: a number or `$LATEST`.
    public var functionVersion: String
    /// `RoutingConfig.AdditionalVersionWeights`: at most one version, with a weight of 0.0 to 1.0.
    public var additionalWeights: [String: Double]
    public var description: String
    /// A UUID that changes with the alias.
    public var revisionID: String

    public init(
        name: String, functionVersion: String, additionalWeights: [String: Double] = [:], description: String = "",
        revisionID: String = ""
    ) {
        self.name = name
        self.functionVersion = functionVersion
        self.additionalWeights = additionalWeights
        self.description = description
        self.revisionID = revisionID
    }

    /// The version that a call runs.
    ///
    /// - Parameter draw: a number from 0 up to, not including, 1; asked for only if the alias shares its traffic.
    public func version(draw: () -> Double) -> String {
        guard !additionalWeights.isEmpty else { return functionVersion }
        var remaining = draw()
        for (version, weight) in additionalWeights.sorted(by: { $0.key < $1.key }) {
            if remaining < weight { return version }
            remaining -= weight
        }
        return functionVersion
    }
}
