/// The model of what is deployed: functions, their versions and aliases, and APIs.
///
/// A value: a change makes a new one (``apply(_:)``), and whoever holds an older one keeps a consistent picture. Knows
/// no sockets, files or clocks.
public struct Cloud: Sendable {
    var functionsByKey: [FunctionKey: Function] = [:]
    var layersByKey: [LayerKey: Layer] = [:]
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

    struct LayerKey: Sendable, Hashable {
        var name: String
        var scope: Scope
    }

    /// The function of exactly this name and place.
    public func function(named name: String, in scope: Scope) -> Function? {
        functionsByKey[FunctionKey(name: name, account: scope.account, region: scope.region)]
    }

    /// An account's functions in a region, sorted by name.
    public func functions(in scope: Scope) -> [Function] {
        functionsByKey.values.filter { $0.scope == scope }.sorted { $0.name < $1.name }
    }

    public func layer(named name: String, in scope: Scope) -> Layer? {
        layersByKey[LayerKey(name: name, scope: scope)]
    }

    /// An account's layers in a region that have a version, sorted by name.
    public func layers(in scope: Scope) -> [(name: String, layer: Layer)] {
        layersByKey.filter { $0.key.scope == scope && !$0.value.versions.isEmpty }
            .map { (name: $0.key.name, layer: $0.value) }.sorted { $0.name < $1.name }
    }

    /// Whether any version of a function or layer has the zip with this SHA-256 (base64).
    public func usesCode(_ codeSHA256: String) -> Bool {
        functionsByKey.values.contains { function in
            ([function.latest] + function.versions).contains { $0.details.codeSHA256 == codeSHA256 }
        } || layersByKey.values.contains { $0.versions.contains { $0.codeSHA256 == codeSHA256 } }
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
