import Cloud

/// A stage of an API, made ready for requests. Made once per state of the ``Cloud``; requests share it.
final class GatewayStage: Sendable {
    let api: API
    let stage: API.Stage
    let table: RouteTable
    /// By the index of their route.
    let mocks: [Int: MockAnswer]

    init(_ api: API, _ stage: API.Stage) {
        self.api = api
        self.stage = stage
        table = RouteTable(stage.routes, precedence: api.isREST ? .resourceFirst : .fullMatchFirst)
        var mocks: [Int: MockAnswer] = [:]
        for (index, route) in stage.routes.enumerated() {
            if case .mock(let integration) = route.target { mocks[index] = MockAnswer(integration) }
        }
        self.mocks = mocks
    }

    /// Those of an API in the order in which they claim paths: `$default` takes what no other stage's name begins.
    static func all(of api: API) -> [GatewayStage] {
        let named = api.stages.filter { $0.name != "$default" }
        let nameless = api.stages.filter { $0.name == "$default" }
        return (named + nameless).map { GatewayStage(api, $0) }
    }

    /// Where a path leads once the stage is taken off; nil if it does not begin with this stage.
    ///
    /// - Parameter path: percent-encoded, with the stage unless that is `$default`.
    func path(from path: Substring) -> StagePath? {
        guard stage.name != "$default" else { return StagePath(full: path, inStage: path.isEmpty ? "/" : path) }
        let afterSlash = path.dropFirst()
        let first = afterSlash.prefix { $0 != "/" }
        guard PercentCoding.decode(first) == stage.name else { return nil }
        return StagePath(full: path, inStage: inStage(afterSlash[first.endIndex...]))
    }

    /// A REST API takes several slashes after the stage for one; both begin at `/`.
    private func inStage(_ rest: Substring) -> Substring {
        guard api.isREST else { return rest.isEmpty ? "/" : rest }
        var rest = rest
        while rest.hasPrefix("//") { rest = rest.dropFirst() }
        return rest.isEmpty ? "/" : rest
    }
}

/// A path as the client sent it, and as the API sees it; both percent-encoded.
struct StagePath: Sendable {
    /// With the stage: `/dev/round`.
    var full: Substring
    /// `/round`
    var inStage: Substring
}
