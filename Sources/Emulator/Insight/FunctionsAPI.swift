import Cloud
import JSON
import NIOCore
import NIOHTTP1

/// What the emulator knows of functions beyond what AWS tells. Confined to the event loop.
///
/// ```text
/// GET /_understudy/api/functions
/// GET /_understudy/api/functions/NAME
/// GET /_understudy/api/functions/NAME/logs           ?search=&after=&since=&limit=
/// GET /_understudy/api/functions/NAME/logs/follow    the same as server-sent events
/// ```
///
/// The name may be an ARN, and carry a qualifier.
struct FunctionsAPI {
    enum Route: Equatable {
        case list
        case detail(name: String)
        case logs(name: String)
        case follow(name: String)

        /// Nil for what is somebody else's.
        init?(_ request: HTTPRequest) {
            guard request.method == .GET || request.method == .HEAD,
                let rest = request.path.after("/_understudy/api/functions"), rest.isEmpty || rest.first == "/"
            else { return nil }
            let steps = rest.split(separator: "/").map { PercentCoding.decode($0) }
            switch (steps.count, steps.dropFirst().joined(separator: "/")) {
            case (0, _): self = .list
            case (1, _): self = .detail(name: steps[0])
            case (2, "logs"): self = .logs(name: steps[0])
            case (3, "logs/follow"): self = .follow(name: steps[0])
            default: return nil
            }
        }
    }

    let dataPlane: DataPlane

    func serve(_ route: Route, _ request: HTTPRequest, _ reply: Reply) {
        do {
            switch route {
            case .list: reply(.json(.ok, list))
            case .detail(let name): detail(try function(name), reply)
            case .logs(let name): try logs(try function(name), request, reply)
            case .follow(let name): try follow(try function(name), request, reply)
            }
        } catch {
            reply(LambdaError.answer(error, requestID: RequestID.generate()))
        }
    }

    private var dispatcher: Dispatcher { dataPlane.dispatcher }

    func function(_ name: String) throws(CloudError) -> FunctionVersion {
        let reference = try FunctionReference(parsing: name)
        let scope = dataPlane.defaults.completed(by: reference)
        return try dataPlane.cloud.function(reference, scope: scope) { 0 }.version
    }

    // MARK: Activity

    var list: JSON {
        let environments = Dictionary(grouping: dispatcher.environments, by: \.arn)
        let functions = dataPlane.cloud.functions.map(\.latest).sorted { ($0.name, $0.region) < ($1.name, $1.region) }
        return [
            "functions": .array(
                functions.map { function in
                    let snapshot = dispatcher.activities.activity(of: function).snapshot
                    return .object(
                        FunctionJSON.configuration(function) + [
                            JSON.Member("activity", FunctionJSON.activity(snapshot)),
                            JSON.Member(
                                "environmentCounts", FunctionJSON.counts(environments[function.unqualifiedARN] ?? [])),
                        ])
                })
        ]
    }

    private func detail(_ function: FunctionVersion, _ reply: Reply) {
        let words = words(about: function)
        dispatcher.aside {
            HTTPAnswer.json(.ok, words())
        } completion: {
            reply($0)
        }
    }

    /// Everything about a function, put into words wherever that takes nobody's time.
    func words(about function: FunctionVersion) -> @Sendable () -> JSON {
        let snapshot = dispatcher.activities.activity(of: function).snapshot
        let environments = dispatcher.environments.filter { $0.arn == function.unqualifiedARN }
        return {
            .object(
                FunctionJSON.configuration(function) + FunctionJSON.sampleEvent(function) + [
                    JSON.Member("activity", FunctionJSON.activity(snapshot)),
                    JSON.Member("environmentCounts", FunctionJSON.counts(environments)),
                    JSON.Member("environments", .array(environments.sorted { $0.age > $1.age }.map(\.json))),
                    JSON.Member("logLines", .number("\(snapshot.logLines)")),
                ])
        }
    }

    // MARK: Logs

    private func logs(_ function: FunctionVersion, _ request: HTTPRequest, _ reply: Reply) throws(CloudError) {
        let query = try LogQuery(request)
        let pages = dispatcher.activities.activity(of: function).log.pages
        dispatcher.aside {
            HTTPAnswer.json(
                .ok,
                [
                    "function": .string(function.name), "lines": .array(query.lines(of: pages).map(\.json)),
                    "oldest": .number("\(pages.oldest)"), "next": .number("\(pages.next)"),
                ])
        } completion: {
            reply($0)
        }
    }

    private func follow(_ function: FunctionVersion, _ request: HTTPRequest, _ reply: Reply) throws(CloudError) {
        let query = try LogQuery(request)
        let stream = AnswerStream()
        let answer = HTTPAnswer.events(stream)
        // A client that lost the connection goes on where it was.
        let again = request.headers.first(name: "last-event-id").flatMap { Int($0) }
        dispatcher.activities.activity(of: function).log
            .follow(stream, after: again ?? query.after, search: query.search)
        reply(answer)
    }
}

extension LogQuery {
    /// - Throws: `InvalidParameterValueException` for a number that is none, or not allowed.
    fileprivate init(_ request: HTTPRequest) throws(CloudError) {
        let query = request.query
        do throws(Query.Mistake) {
            after = try Query.number("after", in: query, 0...Int.max)
            sinceEpochMilliseconds = try Query.number("since", in: query, 0...Int.max)
            limit = try Query.number("limit", in: query, Self.limits) ?? Self.defaultLimit
        } catch {
            throw CloudError(.invalidParameterValue, error.message)
        }
        search = Query.value(of: "search", in: query, plusIsSpace: true).flatMap { $0.isEmpty ? nil : $0 }
    }
}
