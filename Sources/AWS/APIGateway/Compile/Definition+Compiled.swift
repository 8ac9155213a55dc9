import Cloud
import JSON

/// A definition made executable.
struct CompiledAPI: Sendable {
    var api: API
    /// One sentence each, for what is defined and not carried out.
    var notices: [String]
}

extension Definition {
    /// What is deployed of the API. What cannot be carried out becomes a route that says so, so that one mistake costs
    /// one route.
    func compiled() -> CompiledAPI {
        var notices: Set<String> = []
        let stages = all(.stage).map { stage in
            family == .rest ? restStage(stage, &notices) : httpStage(stage, &notices)
        }
        let api = API(
            id: id, name: api["name"]?.stringValue ?? id, account: scope.account, region: scope.region, origin: .api,
            kind: family == .rest ? .rest : .http, stages: stages, madeAt: madeAt)
        return CompiledAPI(api: api, notices: notices.sorted().map { "The API \(api.name) (\(id)): \($0)" })
    }
}
