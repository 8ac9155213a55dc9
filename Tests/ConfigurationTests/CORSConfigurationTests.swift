import Cloud
import Testing

@testable import Emulator

@Suite("CORS in serverless.yml") struct CORSConfigurationTests {
    private func rest(_ events: String) throws -> [Route] {
        try read(file(function: "events: [\(events)]")).apis[0].routes.filter { $0.method == "OPTIONS" }
    }

    /// What the route's mock sets, by header.
    private func headers(_ route: Route) -> [String: String] {
        guard case .mock(let mock) = route.target, let response = mock.responses.first else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: response.parameters.map {
                ($0.dropFirst("method.response.header.".count).description, $1)
            }
        )
    }

    @Test("cors: true makes one OPTIONS route for each path, as the framework's template has it")
    func rest() throws {
        let routes = try rest(
            "{http: {method: GET, path: a, cors: true}}, {http: {method: post, path: /a, cors: true}}, "
                + "{http: {method: any, path: b, cors: true}}, {http: {method: GET, path: c, cors: false}}")
        #expect(routes.map(\.key) == ["OPTIONS /a", "OPTIONS /b"])
        #expect(
            headers(routes[0]) == [
                "Access-Control-Allow-Origin": "'*'",
                "Access-Control-Allow-Headers":
                    "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id'",
                "Access-Control-Allow-Methods": "'OPTIONS,POST,GET'",
            ])
        #expect(
            headers(routes[1])["Access-Control-Allow-Methods"] == "'OPTIONS,DELETE,GET,HEAD,PATCH,POST,PUT'")
        guard case .mock(let mock) = routes[0].target else { return }
        #expect(mock.requestTemplates == ["application/json": "{statusCode:200}"])
        #expect(mock.convertsToText)
        #expect(mock.responses[0].templates == ["application/json": ""])
    }

    @Test("The settings of cors are followed")
    func settings() throws {
        let cors =
            "{origins: [https://a.example, 'https://*.b.example'], headers: [X-A], allowCredentials: true, maxAge: 60, cacheControl: no-store}"
        let routes = try rest("{http: {method: GET, path: a, cors: \(cors)}}")
        #expect(
            headers(routes[0]) == [
                "Access-Control-Allow-Origin": "'https://a.example'", "Access-Control-Allow-Headers": "'X-A'",
                "Access-Control-Allow-Methods": "'OPTIONS,GET'", "Access-Control-Allow-Credentials": "'true'",
                "Access-Control-Max-Age": "'60'", "Cache-Control": "'no-store'",
            ])
        guard case .mock(let mock) = routes[0].target else { return }
        #expect(
            mock.responses[0].templates["application/json"]?.contains(#"$origin.matches("https://.+[.]b[.]example")"#)
                == true)
    }

    @Test(
        "provider.httpApi.cors is the API's configuration",
        arguments: [
            (
                "true",
                CORS(
                    allowOrigins: ["*"], allowMethods: ["OPTIONS", "GET", "POST"], allowHeaders: RESTCORS.defaultHeaders
                )
            ),
            (
                "{allowedOrigins: 'https://a.example', allowedHeaders: [X-A], allowedMethods: [GET], "
                    + "allowCredentials: true, exposedResponseHeaders: [X-B], maxAge: 60}",
                CORS(
                    allowOrigins: ["https://a.example"], allowMethods: ["GET"], allowHeaders: ["X-A"],
                    exposeHeaders: ["X-B"], allowCredentials: true, maxAge: 60)
            ), ("false", nil),
        ] as [(String, CORS?)])
    func http(setting: String, expected: CORS?) throws {
        let file = try read(
            file(
                function: "events: [{httpApi: GET /a}, {httpApi: POST /a}]",
                provider: ["httpApi: {cors: \(setting)}"]))
        #expect(file.apis[0].stages[0].cors == expected)
        #expect(file.warnings == [])
    }

    @Test("Ids are those that the same API gets when it is deployed")
    func ids() throws {
        let api = try read(file(function: "events: [{http: GET a}]")).apis[0]
        #expect(api.id == GeneratedID.api(name: "dev-app", kind: "rest", scope: Scope()))
        #expect(api.routes[0].resourceID == GeneratedID.resource(path: "/a", api: api.id))
    }
}
