import Cloud
import Settings

/// `cors` of `http` events: the framework makes an OPTIONS method with a MOCK integration of it, one per path.
///
/// Source: Serverless Framework, lib/plugins/aws/package/compile/events/api-gateway (validate.js and cors.js).
struct RESTCORS: Sendable, Hashable {
    var origin: String? = "*"
    var origins: [String] = []
    var methods = ["OPTIONS"]
    var headers = RESTCORS.defaultHeaders
    var allowCredentials = false
    var maxAge: Int?
    var cacheControl: String?

    static let defaultHeaders = [
        "Content-Type", "X-Amz-Date", "Authorization", "X-Api-Key", "X-Amz-Security-Token", "X-Amz-User-Agent",
        "X-Amzn-Trace-Id",
    ]

    /// nil for an event without CORS: `false`, or no such key.
    init?(_ event: Section, method: String) throws(ConfigurationError) {
        guard let value = try event.value("cors") else { return nil }
        if case .scalar = value.content {
            guard try event.flag("cors") == true else { return nil }
        } else {
            try read(try event.subsection("cors", value))
        }
        for method in ["OPTIONS", method] where !methods.contains(method) { methods.append(method) }
    }

    private mutating func read(_ section: Section) throws(ConfigurationError) {
        try section.check(
            KnownKeys(
                followed: [
                    "origin", "origins", "methods", "headers", "allowCredentials", "maxAge", "cacheControl",
                ], indifferent: [], unsupported: [:]))
        let texts = try section.texts("origins")
        if !texts.isEmpty {
            origin = nil
            origins = texts
        }
        origin = try section.text("origin") ?? origin
        let methods = try section.texts("methods")
        if !methods.isEmpty { self.methods = methods.map { $0.uppercased() } }
        let headers = try section.texts("headers")
        if !headers.isEmpty { self.headers = headers }
        allowCredentials = try section.flag("allowCredentials") ?? false
        maxAge = try section.number("maxAge", in: -1...86_400)
        cacheControl = try section.text("cacheControl")
    }

    /// What several events say of one path, in one; the later one comes first.
    func united(with earlier: RESTCORS) -> RESTCORS {
        var united = self
        united.headers = headers.union(earlier.headers)
        united.methods = methods.union(earlier.methods)
        united.origins = origins.union(earlier.origins)
        united.allowCredentials = allowCredentials || earlier.allowCredentials
        united.maxAge = maxAge ?? earlier.maxAge
        united.cacheControl = cacheControl ?? earlier.cacheControl
        return united
    }

    /// The integration that the framework's template has for it.
    var integration: MockIntegration {
        let listed = origin.map { $0.contains(",") ? $0.split(separator: ",").map { $0.trimmed } : [] } ?? []
        let origins = listed.isEmpty ? origins : listed
        var parameters = [
            "Access-Control-Allow-Origin": origins.first ?? origin ?? "*",
            "Access-Control-Allow-Headers": headers.joined(separator: ","),
            "Access-Control-Allow-Methods": methods.joined(separator: ",")
                .replacing("ANY", with: "DELETE,GET,HEAD,PATCH,POST,PUT"),
        ]
        if allowCredentials { parameters["Access-Control-Allow-Credentials"] = "true" }
        if let maxAge, maxAge != 0 { parameters["Access-Control-Max-Age"] = String(maxAge) }
        if let cacheControl { parameters["Cache-Control"] = cacheControl }
        let response = MockIntegration.Response(
            status: 200,
            parameters: Dictionary(
                uniqueKeysWithValues: parameters.map { ("method.response.header.\($0.key)", "'\($0.value)'") }),
            templates: ["application/json": origins.isEmpty ? "" : Self.template(choosingAmong: origins)])
        return MockIntegration(
            requestTemplates: ["application/json": "{statusCode:200}"], convertsToText: true, responses: [response])
    }

    /// Gives back the request's origin where it is one of these; `*` stands for anything.
    private static func template(choosingAmong origins: [String]) -> String {
        let conditions = origins.map { origin in
            let pattern = origin.replacing(".", with: "[.]").replacing("*", with: ".+", maxReplacements: 1)
            return #"$origin.matches("\#(pattern)")"#
        }
        return #"#set($origin = $input.params("Origin"))"# + "\n#if(" + conditions.joined(separator: " || ")
            + ")#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end"
    }
}

extension [String] {
    /// These, and then those of the others that are not among them.
    fileprivate func union(_ others: [String]) -> [String] {
        others.reduce(into: self) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
