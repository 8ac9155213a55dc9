package import Cloud
import NIOHTTP1

/// Decides which function a request is for. Made once per state of the ``Cloud``; immutable from then on.
package struct GatewayRouter: Sendable {
    private let apisByID: [String: GatewayAPI]
    /// Those of the app at hand: the ones of the configuration file, or all if there is none.
    private let restAPIs: [GatewayAPI]
    private let httpAPIs: [GatewayAPI]
    /// An HTTP API of ours, for experiments whose path no route has.
    private let experiments: GatewayAPI?

    package init(cloud: Cloud, experiments plans: [MirrorPlan] = []) {
        let apis = cloud.apis.map(GatewayAPI.init)
        apisByID = Dictionary(uniqueKeysWithValues: apis.map { ($0.api.id, $0) })
        let ofFile = apis.filter { $0.api.origin == .file }
        let atHand = ofFile.isEmpty ? apis : ofFile
        restAPIs = atHand.filter(\.api.isREST)
        httpAPIs = atHand.filter { !$0.api.isREST }
        experiments = plans.isEmpty ? nil : GatewayAPI(.serving(plans))
    }

    /// Routes on the application's own port: a first segment equal to the stage of a REST API goes there, everything
    /// else to the HTTP API.
    package func route(_ request: HTTPRequest, stamp: RequestStamp) -> Routed {
        let routed = route(request, among: apis(for: request), stamp)
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
        guard let api = apisByID[address.apiID] else {
            return .answer(GatewayRefusal.unknownStage.answer(.rest, stamp))
        }
        return refusal(of: request, api.family, stamp) ?? route(request, to: address.path, in: api, stamp)
    }

    /// The answer to a request whose body is over ``GatewayLimits/bodyBytes``, whoever counted it.
    package func tooLarge(_ request: HTTPRequest, stamp: RequestStamp) -> HTTPAnswer {
        let address = GatewayAddress(request).flatMap { apisByID[$0.apiID] }
        let family = address?.family ?? apis(for: request).first?.family ?? .http
        return GatewayRefusal.bodyTooLarge.answer(family, stamp)
    }
}

/// What becomes of a request.
package enum Routed: Sendable {
    /// A function answers it.
    case invoke(GatewayCall)
    /// The gateway refuses it: too large, or for an API or stage that does not exist.
    case answer(HTTPAnswer)
    /// No route fits; this is what AWS would say. (Other things may be served here instead.)
    case noRoute(HTTPAnswer)
}

extension GatewayRouter {
    private func apis(for request: HTTPRequest) -> [GatewayAPI] {
        let path = request.path
        let fitting = restAPIs.filter { $0.path(from: path) != nil }
        return fitting.isEmpty ? httpAPIs : fitting
    }

    /// The first API with a fitting route takes the request.
    private func route(_ request: HTTPRequest, among apis: [GatewayAPI], _ stamp: RequestStamp) -> Routed {
        let family = apis.first?.family ?? .http
        if let refusal = refusal(of: request, family, stamp) { return refusal }
        for api in apis {
            if case .invoke(let call) = route(request, to: request.path, in: api, stamp) { return .invoke(call) }
        }
        return .noRoute(GatewayRefusal.noRoute.answer(family, stamp))
    }

    private func route(
        _ request: HTTPRequest, to fullPath: Substring, in api: GatewayAPI, _ stamp: RequestStamp
    ) -> Routed {
        guard let path = api.path(from: fullPath) else {
            return .answer(GatewayRefusal.unknownStage.answer(api.family, stamp))
        }
        guard let match = api.table.match(path: path.inStage, method: request.method.rawValue) else {
            return .noRoute(GatewayRefusal.noRoute.answer(api.family, stamp))
        }
        return .invoke(GatewayCall(api: api.api, match: match, path: path, request: request, stamp: stamp))
    }

    private func refusal(of request: HTTPRequest, _ family: GatewayFamily, _ stamp: RequestStamp) -> Routed? {
        GatewayLimits.violation(of: request).map { .answer($0.answer(family, stamp)) }
    }
}

extension API {
    /// Every experiment's path, leading to its control.
    fileprivate static func serving(_ plans: [MirrorPlan]) -> API {
        let scope = plans[0].scope
        let routes = plans.compactMap { plan in
            // ANY is a method that it knows.
            try? Route(method: "ANY", path: plan.path, function: plan.control, timeout: .seconds(30))
        }
        return API(
            id: GeneratedID.api(name: "experiments", kind: "http", scope: scope), name: "experiments",
            account: scope.account, region: scope.region, kind: .http(stage: "$default"), routes: routes)
    }
}
