import Dashboard
import Emulator
import ExperimentStore
import NIOHTTP1
import Synchronization

/// The dashboard below `/_understudy/`: which page a request means.
///
/// ```text
/// GET   /_understudy/                                         all experiments
/// GET   /_understudy/experiments/NAME                         one
/// GET   /_understudy/experiments/NAME/differences             ?candidate=&outcome=&field=&before=
/// GET   /_understudy/experiments/NAME/differences/ID          request, control and candidate
/// GET   /_understudy/functions, /_understudy/functions/NAME   ?search= (of the log; for the script)
/// GET   /_understudy/assets/NAME
/// GET   /_understudy/api/experiments/NAME/report              ?format=html|md
/// POST  what the forms of these pages ask for: see DashboardActions
/// ```
struct DashboardPages: Sendable {
    let laboratory: Laboratory
    let store: ExperimentStore
    let reports: ReportShelf
    let dashboard = Dashboard()
    let sameOrigin = SameOrigin()
    /// Known once the emulator runs.
    let functionsSource = Later<FunctionsSource>()
    /// Answers for runs at several memory sizes; there is none where functions cannot be measured.
    let tuningSource = Later<RequestHandler>()

    /// What is below `/_understudy/` besides pages.
    private static let others: Set = ["api", "health", "metrics", "grafana.json", "openapi.yaml"]

    /// Nil for paths of no business of ours.
    func answer(_ request: HTTPRequest) async -> HTTPAnswer? {
        let path = request.path.split(separator: "/").map { PercentCoding.decode($0) }
        guard path.first == "_understudy" else { return nil }
        let rest = Array(path.dropFirst())
        do {
            if let report = try await report(request, rest) { return report }
        } catch {
            return .message(.internalServerError, "\(error)")
        }
        guard rest.isEmpty || ["experiments", "functions", "assets"].contains(rest[0]) else {
            // A person has mistyped an address; programs are told so in JSON.
            return Self.others.contains(rest[0]) || !isForPeople(request) ? nil : notFound(request)
        }
        // Relative addresses of pages would lead astray.
        if rest.isEmpty, !request.path.hasSuffix("/") { return DashboardAnswer.seeOther(URLPath.root) }
        do {
            switch request.method {
            case .GET, .HEAD:
                let answer = try await read(rest, request)
                return DashboardAnswer.packed(answer, for: request)
            case .POST: return try await DashboardActions(self).answer(request, rest)
            default: return refusal(.methodNotAllowed, "Pages are read with GET, and change things with POST.")
            }
        } catch let error as LaboratoryError {
            return refusal(HTTPResponseStatus(error.kind), error.description)
        } catch {
            return refusal(.internalServerError, "\(error)")
        }
    }

    private func read(_ path: [String], _ request: HTTPRequest) async throws -> HTTPAnswer {
        if path.first == "assets" { return asset(path, request) }
        guard let page = try await page(path, request) else { return notFound(request) }
        return show(page, request)
    }

    private func page(_ path: [String], _ request: HTTPRequest) async throws -> Page? {
        switch (path.first, path.count) {
        case (nil, _): return await overview()
        case ("experiments", 2): return try await experiment(path[1])
        case ("experiments", 3) where path[2] == "differences": return try await mismatches(path[1], request)
        case ("experiments", 4) where path[2] == "differences":
            return try await Int(path[3]).asyncFlatMap { try await mismatch(path[1], $0) }
        case ("functions", 1): return try await functions()
        case ("functions", 2): return try await function(path[1])
        default: return nil
        }
    }

    private func show(_ page: Page, _ request: HTTPRequest) -> HTTPAnswer {
        if request.headers.contains(name: "x-understudy-part") {
            return DashboardAnswer.part(dashboard.main(page, token: sameOrigin.token), request)
        }
        let notice = Query.value(of: "done", in: request.query).flatMap(DashboardActions.Done.init)?.sentence
        return DashboardAnswer.html(dashboard.html(page, frame(notice)))
    }

    private func asset(_ path: [String], _ request: HTTPRequest) -> HTTPAnswer {
        guard path.count == 2, let asset = Asset.named(path[1]) else { return notFound(request) }
        return DashboardAnswer.asset(asset, request)
    }

    private func isForPeople(_ request: HTTPRequest) -> Bool {
        request.headers[canonicalForm: "accept"].contains { $0.hasPrefix("text/html") }
    }

    private func notFound(_ request: HTTPRequest) -> HTTPAnswer {
        refusal(.notFound, "There is no page at \(request.path).")
    }

    func refusal(_ status: HTTPResponseStatus, _ text: String, _ wayBack: WayBack? = nil) -> HTTPAnswer {
        let title =
            switch status {
            case .notFound: "Not here"
            case .internalServerError: "Something went wrong"
            default: "That cannot be done"
            }
        let message = Message(title: title, text: text, backLink: wayBack?.link, kept: wayBack?.kept)
        return DashboardAnswer.html(dashboard.html(.message(message), frame(nil)), status: status)
    }

    private func frame(_ notice: String?) -> Frame {
        Frame(token: sameOrigin.token, version: Emulator.version, notice: notice)
    }
}

extension HTTPResponseStatus {
    init(_ kind: LaboratoryError.Kind) {
        switch kind {
        case .notFound: self = .notFound
        case .conflict: self = .conflict
        case .invalid: self = .badRequest
        }
    }
}

extension Optional {
    fileprivate func asyncFlatMap<Result>(_ transform: (Wrapped) async throws -> Result?) async rethrows -> Result? {
        guard let value = self else { return nil }
        return try await transform(value)
    }
}

/// Answers a request, or leaves it to others.
typealias RequestHandler = @Sendable (HTTPRequest) async -> HTTPAnswer?

/// Something that is known only later, and then for good.
final class Later<Value: Sendable>: Sendable {
    private let state = Mutex<Value?>(nil)

    var value: Value? { state.withLock { $0 } }

    func set(_ value: Value) {
        state.withLock { $0 = value }
    }
}
