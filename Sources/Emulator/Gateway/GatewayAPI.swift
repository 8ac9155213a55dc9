import Cloud

/// An API made ready for requests.
struct GatewayAPI: Sendable {
    let api: API
    let table: RouteTable

    init(_ api: API) {
        self.api = api
        table = RouteTable(api.routes, precedence: api.isREST ? .resourceFirst : .fullMatchFirst)
    }

    /// Where a path leads once the stage is taken off; nil if it does not begin with the API's stage.
    ///
    /// - Parameter path: percent-encoded, with the stage unless that is `$default`.
    func path(from path: Substring) -> StagePath? {
        guard api.stage != "$default" else { return StagePath(full: path, inStage: path.isEmpty ? "/" : path) }
        let afterSlash = path.dropFirst()
        let stage = afterSlash.prefix { $0 != "/" }
        guard PercentCoding.decode(stage) == api.stage else { return nil }
        return StagePath(full: path, inStage: inStage(afterSlash[stage.endIndex...]))
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
