package import Cloud
import NIOHTTP1

/// Decides which function a request is for. Made once per state of the ``Cloud``; immutable from then on.
package struct GatewayRouter: Sendable {
    private let stagesByAPI: [String: [GatewayStage]]
    /// Of the app's port: those of the configuration file first, then the youngest.
    private let restStages: [GatewayStage]
    private let httpStages: [GatewayStage]
    /// An HTTP API of ours, for experiments whose path no route has.
    private let experiments: GatewayStage?

    package init(cloud: Cloud, experiments plans: [MirrorPlan] = []) {
        let apis = cloud.apis.sorted {
            ($0.origin == .file ? 0 : 1, -$0.madeAt) < ($1.origin == .file ? 0 : 1, -$1.madeAt)
        }
        let ready = apis.map { (id: $0.id, stages: GatewayStage.all(of: $0)) }
        stagesByAPI = Dictionary(uniqueKeysWithValues: ready.map { ($0.id, $0.stages) })
        let stages = ready.flatMap(\.stages)
        restStages = stages.filter(\.api.isREST)
        let http = stages.filter { !$0.api.isREST }
        // A stage by name before all of those that take every path.
        httpStages = http.filter { $0.stage.name != "$default" } + http.filter { $0.stage.name == "$default" }
        experiments = plans.isEmpty ? nil : .serving(plans)
    }

    /// Routes on the application's own port: a first segment equal to the stage of a REST API goes there, everything
    /// else to the HTTP APIs.
    package func route(_ request: HTTPRequest, stamp: RequestStamp) -> Routed {
        let routed = route(request, among: stages(for: request), stamp)
        guard case .noRoute = routed, let experiments,
            case .invoke(let call) = route(request, to: request.path, in: experiments, stamp)
        else { return routed }
        return .invoke(call)
    }

    /// Routes on the AWS endpoint, where the host or the path names the API.
    ///
    /// - Returns: nil if the request names none: it is for one of the other AWS APIs.
    package func routeByID(_ request: HTTPRequest, stamp: RequestStamp) -> Routed? {
        guard let address = GatewayAddress(request) else { return nil }
        guard let stages = stagesByAPI[address.apiID], let first = stages.first else {
            return .answer(GatewayRefusal.unknownStage.answer(.rest, stamp))
        }
        let family = first.api.family
        if let refusal = refusal(of: request, family, stamp) { return refusal }
        guard let stage = stages.first(where: { $0.path(from: address.path) != nil }) else {
            return .answer(GatewayRefusal.unknownStage.answer(family, stamp))
        }
        return route(request, to: address.path, in: stage, stamp)
    }

    /// The answer to a request whose body is over ``GatewayLimits/bodyBytes``, whoever counted it.
    package func tooLarge(_ request: HTTPRequest, stamp: RequestStamp) -> HTTPAnswer {
        let addressed = GatewayAddress(request).flatMap { stagesByAPI[$0.apiID]?.first }
        let family = (addressed ?? stages(for: request).first)?.api.family ?? .http
        return GatewayRefusal.bodyTooLarge.answer(family, stamp)
    }
}

/// What becomes of a request.
package enum Routed: Sendable {
    /// A function answers it.
    case invoke(GatewayCall)
    /// The gateway answers by itself: a refusal, a preflight, a mock.
    case answer(HTTPAnswer)
    /// The gateway answers by itself for a reason that whoever defined the API should know, in one sentence.
    case misconfigured(HTTPAnswer, String)
    /// No route fits; this is what AWS would say. (Other things may be served here instead.)
    case noRoute(HTTPAnswer)
}

extension GatewayRouter {
    private func stages(for request: HTTPRequest) -> [GatewayStage] {
        let path = request.path
        let fitting = restStages.filter { $0.path(from: path) != nil }
        return fitting.isEmpty ? httpStages : fitting
    }

    /// The first stage with a fitting route takes the request.
    private func route(_ request: HTTPRequest, among stages: [GatewayStage], _ stamp: RequestStamp) -> Routed {
        let family = stages.first?.api.family ?? .http
        if let refusal = refusal(of: request, family, stamp) { return refusal }
        for stage in stages {
            let routed = route(request, to: request.path, in: stage, stamp)
            if case .noRoute = routed { continue }
            return routed
        }
        return .noRoute(GatewayRefusal.noRoute.answer(family, stamp))
    }

    private func route(
        _ request: HTTPRequest, to fullPath: Substring, in stage: GatewayStage, _ stamp: RequestStamp
    ) -> Routed {
        let family = stage.api.family
        guard let path = stage.path(from: fullPath) else {
            return .noRoute(GatewayRefusal.unknownStage.answer(family, stamp))
        }
        if let cors = stage.stage.cors, let answer = CORSHeaders(cors).preflight(request, stamp) {
            return .answer(answer)
        }
        guard let match = stage.table.match(path: path.inStage, method: request.method.rawValue) else {
            return .noRoute(GatewayRefusal.noRoute.answer(family, stamp))
        }
        switch match.route.target {
        case .function(let function):
            return .invoke(
                GatewayCall(stage, match, function: function, path: path, request: request, stamp: stamp))
        case .mock:
            // Every mock of a stage's routes is made with the stage.
            guard let mock = stage.mocks[match.index] else { preconditionFailure("A mock was not made ready.") }
            return mock.answer(MockAnswer.Request(request, path, match, stage, stamp))
        case .misconfigured(let reason):
            return .misconfigured(
                GatewayRefusal.misconfigured.answer(family, stamp), "\(match.route.key): \(reason)")
        }
    }

    private func refusal(of request: HTTPRequest, _ family: GatewayFamily, _ stamp: RequestStamp) -> Routed? {
        GatewayLimits.violation(of: request).map { .answer($0.answer(family, stamp)) }
    }
}

extension GatewayStage {
    /// Every experiment's path, leading to its control.
    fileprivate static func serving(_ plans: [MirrorPlan]) -> GatewayStage {
        let scope = plans[0].scope
        let routes = plans.flatMap { plan in
            plan.methods.compactMap { method in
                // They are methods of routes, so this is one.
                try? Route(method: method, path: plan.path, function: plan.control, timeout: .seconds(30))
            }
        }
        let stage = API.Stage(name: "$default", routes: routes)
        let api = API(
            id: GeneratedID.api(name: "experiments", kind: "http", scope: scope), name: "experiments",
            account: scope.account, region: scope.region, kind: .http, stages: [stage])
        return GatewayStage(api, stage)
    }
}
