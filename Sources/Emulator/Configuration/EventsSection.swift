import Cloud
import Settings

/// A route that a function's events declare.
struct DeclaredRoute: Sendable, Hashable {
    var kind: Kind
    var route: Route
    /// REST only.
    var cors: RESTCORS?
    var place: ConfigurationValue.Place

    enum Kind: String, CaseIterable, Sendable {
        case rest
        case http
    }

    init(kind: Kind, route: Route, cors: RESTCORS?, place: ConfigurationValue.Place) {
        self.kind = kind
        self.route = route
        self.cors = cors
        self.place = place
    }
}

/// `functions.KEY.events`
struct EventsSection {
    private let section: Section
    private let function: String

    init(_ section: Section, function: String) {
        self.section = section
        self.function = function
    }

    func routes() throws(ConfigurationError) -> [DeclaredRoute] {
        var routes: [DeclaredRoute] = []
        for event in try events() {
            for type in event.keys {
                if let route = try route(type, event) { routes.append(route) }
            }
        }
        return routes
    }

    func schedules() throws(ConfigurationError) -> [DeclaredSchedule] {
        var schedules: [DeclaredSchedule] = []
        for event in try events() where event.keys.contains("schedule") {
            guard let value = try event.value("schedule") else {
                throw event.error("schedule", "is empty: write when, as in 'schedule: rate(5 minutes)'")
            }
            schedules += try ScheduleSection(event, value).schedules()
        }
        return schedules
    }

    private func events() throws(ConfigurationError) -> [Section] {
        var events: [Section] = []
        for (index, value) in try section.list("events").enumerated() {
            // A type alone, as in `- alexaSkill`, is a mapping without a value.
            var value = value
            if case .scalar(let type) = value.content {
                let nothing = ConfigurationValue(content: .null, place: value.place)
                value.content = .mapping([.init(key: type, value: nothing)])
            }
            events.append(try section.subsection("events[\(index)]", value))
        }
        return events
    }

    /// nil for an event that is not HTTP.
    private func route(_ type: String, _ event: Section) throws(ConfigurationError) -> DeclaredRoute? {
        switch type {
        case "http": return try route(.rest, type, event)
        case "httpApi": return try route(.http, type, event)
        case "schedule": return nil
        case _ where Self.otherTypes.contains(type):
            event.warn(type, "is not followed: nothing but http, httpApi and schedule events reaches functions")
        default:
            if let meant = NearestKey.of(type, among: Self.otherTypes.union(["http", "httpApi", "schedule"])) {
                throw event.error(type, "is unknown; did you mean '\(meant)'?")
            }
            event.warn(type, "is unknown here and ignored")
        }
        return nil
    }

    private func route(
        _ kind: DeclaredRoute.Kind, _ type: String, _ event: Section
    ) throws(ConfigurationError) -> DeclaredRoute {
        guard let value = try event.value(type) else {
            throw event.error(type, "is empty: write a method and a path, as in '\(type): GET /hello'")
        }
        let place = RoutePlace(kind: kind, event: event, type: type, value: value)
        let line = try place.line()
        do throws(CloudError) {
            let route = try Route(
                method: line.method, path: try RoutePath(parsing: line.path),
                function: FunctionReference(name: function), timeout: line.timeout)
            return DeclaredRoute(kind: kind, route: route, cors: line.cors, place: value.place)
        } catch {
            throw event.error(type, error.message, at: value)
        }
    }

    private static let otherTypes: Set<String> = [
        "activemq", "alb", "alexaSkill", "alexaSmartHome", "cloudFront", "cloudwatchEvent", "cloudwatchLog",
        "cognitoUserPool", "eventBridge", "iot", "iotFleetProvisioning", "kafka", "msk", "rabbitmq", "s3", "sns", "sqs",
        "stream", "websocket",
    ]
}

/// One `http` or `httpApi` event: a short text or a mapping.
private struct RoutePlace {
    var kind: DeclaredRoute.Kind
    var event: Section
    var type: String
    var value: ConfigurationValue

    struct Line {
        var method: String
        var path: String
        var timeout: Duration
        var cors: RESTCORS?
    }

    func line() throws(ConfigurationError) -> Line {
        switch value.content {
        case .scalar(let text): return try short(text)
        case .mapping: return try long(try event.subsection(type, value))
        case .null, .sequence:
            throw event.error(type, "must be a text like 'GET /hello' or a mapping, not \(value.kind)", at: value)
        }
    }

    /// `GET hello`, `get /hello`, or `*` for everything (HTTP API).
    private func short(_ text: String) throws(ConfigurationError) -> Line {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        if kind == .http, words == ["*"] { return Line(method: "ANY", path: "$default", timeout: longest) }
        guard words.count == 2 else {
            throw event.error(type, "must be a method and a path, as in 'GET /hello', not '\(text)'", at: value)
        }
        return line(method: words[0], path: words[1], timeout: longest)
    }

    private func long(_ section: Section) throws(ConfigurationError) -> Line {
        try section.check(kind == .rest ? Self.restKeys : Self.httpKeys)
        if let integration = try section.text("integration"),
            !["lambda-proxy", "aws_proxy"].contains(integration.lowercased())
        {
            section.warn("integration", "is not followed: \(integration) is treated as lambda-proxy")
        }
        let timeout = try section.number("timeoutInMillis", in: 50...29_000).map { Duration.milliseconds($0) }
        guard let path = try section.text("path") else {
            guard kind == .http, try section.text("method") == "*" else {
                throw section.error("path", "is missing, as in 'path: /hello'")
            }
            return Line(method: "ANY", path: "$default", timeout: longest)
        }
        let method = try section.text("method")
        if kind == .http, path == "*", [nil, "*"].contains(method) {
            return Line(method: "ANY", path: "$default", timeout: longest)
        }
        guard let method else { throw section.error("method", "is missing, as in 'method: GET'") }
        var line = line(method: method, path: path, timeout: timeout ?? longest)
        if kind == .rest { line.cors = try RESTCORS(section, method: line.method) }
        return line
    }

    private func line(method: String, path: String, timeout: Duration) -> Line {
        let method = method.uppercased()
        return Line(method: kind == .http && method == "*" ? "ANY" : method, path: path, timeout: timeout)
    }

    /// How long each gateway waits at most.
    private var longest: Duration { kind == .rest ? .seconds(29) : .seconds(30) }

    private static let restKeys = KnownKeys(
        followed: ["path", "method", "integration", "timeoutInMillis", "cors"],
        indifferent: ["operationId", "documentation", "connectionType", "connectionId"],
        unsupported: [
            "private": "API keys are not demanded",
            "authorizer": "requests are not authorized", "async": "the gateway waits for the function",
            "request": "requests are neither validated nor mapped",
            "response": "answers are neither mapped nor streamed",
        ])

    private static let httpKeys = KnownKeys(
        followed: ["path", "method"],
        indifferent: ["operationId"],
        unsupported: ["authorizer": "requests are not authorized"])
}
