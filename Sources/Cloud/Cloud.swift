/// The model of what is deployed: functions, their versions and aliases, and APIs.
///
/// A value: a change makes a new one (``apply(_:)``), and whoever holds an older one keeps a consistent picture. Knows
/// no sockets, files or clocks.
public struct Cloud: Sendable {
    var functionsByKey: [FunctionKey: Function] = [:]
    var apisByID: [String: API] = [:]
    /// The revision that the next change of a function gets; never given out twice.
    var nextRevision = 1

    public init() {}

    /// What makes a function one of its kind.
    struct FunctionKey: Sendable, Hashable {
        var name: String
        var account: String
        var region: String
    }

    /// All functions, sorted by name, then account and region.
    public var functions: [Function] {
        functionsByKey.values.sorted { ($0.name, $0.account, $0.region) < ($1.name, $1.account, $1.region) }
    }

    /// The regions in which any account has a function of this name, sorted: what a log can say after a 404.
    public func regions(of name: String) -> [String] {
        Set(functionsByKey.keys.filter { $0.name == name }.map(\.region)).sorted()
    }

    /// All APIs, sorted by id.
    public var apis: [API] {
        apisByID.values.sorted { $0.id < $1.id }
    }

    public func api(id: String) -> API? {
        apisByID[id]
    }
}
