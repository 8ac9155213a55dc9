import Cloud
import JSON
import NIOCore
import NIOHTTP1
import Testing

@testable import Emulator

@Suite("MOCK integrations")
struct MockAnswerTests {
    /// A REST API with one mock at `OPTIONS /round`, asked as a browser asks.
    private func routed(
        _ integration: MockIntegration, headers: HTTPHeaders = ["Host": "localhost"], binaryMediaTypes: [String] = [],
        body: String = "", target: String = "/dev/round"
    ) throws -> Routed {
        let route = try Route(
            method: "OPTIONS", path: try RoutePath(parsing: "/round"), target: .mock(integration), timeout: .seconds(29)
        )
        let stage = API.Stage(
            name: "dev", deploymentID: "dep123", routes: [route], variables: ["colour": "green"],
            binaryMediaTypes: binaryMediaTypes)
        var cloud = Cloud()
        try cloud.apply(.putAPI(API(id: GatewaySample.restID, name: "sample", kind: .rest, stages: [stage])))
        let request = HTTPRequest(
            method: .OPTIONS, target: target, headers: headers, body: ByteBuffer(string: body))
        return GatewayRouter(cloud: cloud).route(request, stamp: GatewaySample.stamp)
    }

    private func text(_ routed: Routed) -> String {
        switch routed {
        case .invoke: "invoke"
        case .answer(let answer), .noRoute(let answer): answer.text
        case .misconfigured(let answer, let sentence): "\(sentence)\n\(answer.text)"
        }
    }

    private func preflight(_ response: MockIntegration.Response) -> MockIntegration {
        MockIntegration(
            requestTemplates: ["application/json": "{statusCode:200}"], convertsToText: true, responses: [response])
    }

    @Test("A preflight as the Serverless Framework's templates have it is answered without a function")
    func preflight() throws {
        let integration = preflight(
            MockIntegration.Response(
                status: 200,
                parameters: [
                    "method.response.header.Access-Control-Allow-Origin": "'*'",
                    "method.response.header.Access-Control-Allow-Headers": "'Content-Type,X-Api-Key'",
                    "method.response.header.Access-Control-Allow-Methods": "'OPTIONS,GET'",
                ], templates: ["application/json": ""]))
        #expect(
            text(try routed(integration)) == """
                200
                Access-Control-Allow-Headers: Content-Type,X-Api-Key
                Access-Control-Allow-Methods: OPTIONS,GET
                Access-Control-Allow-Origin: *
                Content-Type: application/json
                x-amzn-RequestId: 8476a536-e9f4-11e8-9739-2dfe598c3fcd
                x-amz-apigw-id: hHalNun0EeiXOS0=


                """)
    }

    /// The template that the framework writes for several origins.
    static let origins =
        "#set($origin = $input.params(\"Origin\"))\n#if($origin == \"\") #set($origin = $input.params(\"origin\")) #end\n"
        + "#if($origin.matches(\"http://a[.]example\") || $origin.matches(\"https://.+[.]b[.]example\")) "
        + "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin) #end"

    @Test(
        "One of several origins is given back, another gets the first",
        arguments: [
            ("https://www.b.example", "https://www.b.example"), ("http://a.example", "http://a.example"),
            ("http://axexample", "http://a.example"), ("https://b.example.evil", "http://a.example"),
        ])
    func severalOrigins(origin: String, allowed: String) throws {
        let integration = preflight(
            MockIntegration.Response(
                status: 200, parameters: ["method.response.header.Access-Control-Allow-Origin": "'http://a.example'"],
                templates: ["application/json": Self.origins]))
        guard case .answer(let answer) = try routed(integration, headers: ["Host": "localhost", "origin": origin])
        else {
            Issue.record("The mock did not answer.")
            return
        }
        #expect(answer.headers["Access-Control-Allow-Origin"] == [allowed])
    }

    @Test(
        "The request template's status code chooses the response",
        arguments: [("200", "200", "found"), ("404", "404", "gone"), ("418", "200", "found")])
    func selection(asked: String, status: String, body: String) throws {
        let integration = MockIntegration(
            requestTemplates: ["application/json": #"{"statusCode": $input.params('code')}"#],
            responses: [
                MockIntegration.Response(
                    status: 404, selectionPattern: "4\\d4", templates: ["application/json": "gone"]),
                MockIntegration.Response(status: 200, templates: ["application/json": "found"]),
            ])
        let answer = text(try routed(integration, target: "/dev/round?code=\(asked)"))
        #expect(answer.hasPrefix(status))
        #expect(answer.hasSuffix("\n\n\(body)"))
    }

    @Test("Templates see the request, the context and the stage's variables")
    func surroundings() throws {
        let template = """
            ## a comment
            {"path": "$context.resourcePath", "stage": "$context.stage", "colour": "$stageVariables.colour",
            "name": "$util.escapeJavaScript($input.path('$.pet.names[1]'))", "all": $input.json('$.pet'),
            "agent": "$context.identity.userAgent", "none": "$!context.nothing", "kept": "$nothing.at.all"}
            """
        let integration = MockIntegration(
            requestTemplates: ["application/json": "{\"statusCode\": 200}"],
            responses: [MockIntegration.Response(status: 200, templates: ["application/json": template])])
        let answer = text(
            try routed(
                integration, headers: ["Host": "localhost", "User-Agent": "curl"],
                body: #"{"pet": {"names": ["a", "O\"Neil"]}}"#))
        #expect(
            answer.hasSuffix(
                """
                {"path": "/round", "stage": "dev", "colour": "green",
                "name": "O\\"Neil", "all": {"names":["a","O\\"Neil"]},
                "agent": "curl", "none": "", "kept": "$nothing.at.all"}
                """))
    }

    @Test(
        "What is null has no value",
        arguments: [
            ("#if($nothing == null)yes#end", "yes"), ("#if($input.path('$.a') == null)yes#end", "yes"),
            ("#if($input.path('$.b') != null)yes#end", "yes"), ("#set($x = $input.path('$.a'))[$!x]", "[]"),
        ])
    func null(template: String, expected: String) throws {
        let integration = preflight(
            MockIntegration.Response(status: 200, templates: ["application/json": template]))
        #expect(text(try routed(integration, body: #"{"a": null, "b": 1}"#)).hasSuffix("\n\n\(expected)"))
    }

    @Test("A status can be overridden by a response template")
    func override() throws {
        let integration = preflight(
            MockIntegration.Response(
                status: 200, templates: ["application/json": "#set($context.responseOverride.status = 202)done"]))
        #expect(text(try routed(integration)).hasPrefix("202\n"))
    }

    @Test(
        "What cannot be carried out is 500 for the client and a sentence for the log",
        arguments: [
            (
                MockIntegration(requestTemplates: ["application/json": "{}"]),
                "OPTIONS /round: the mock's request template must make JSON with a statusCode from 100 to 599, not \"{}\""
            ),
            (
                MockIntegration(requestTemplates: ["application/json": "{statusCode:200}"]),
                "OPTIONS /round: no integration response fits the mock's status code 200"
            ),
            (
                MockIntegration(requestTemplates: ["application/json": "a\n#foreach($x in $y)$x#end"]),
                "OPTIONS /round: line 2 of the template: '#foreach' is not emulated"
            ),
            (
                MockIntegration(requestTemplates: ["application/json": "#if($x)never closed"]),
                "OPTIONS /round: line 1 of the template: an #if has no #end"
            ),
        ])
    func misconfigured(integration: MockIntegration, sentence: String) throws {
        guard case .misconfigured(let answer, let said) = try routed(integration) else {
            Issue.record("It was carried out.")
            return
        }
        #expect(said == sentence)
        #expect(answer.status == .internalServerError)
        #expect(answer.body.text == #"{"message":"Internal server error"}"#)
    }

    @Test("A content type without a template passes, or is refused where the integration says so")
    func passthrough() throws {
        let responses = [MockIntegration.Response(status: 200)]
        let headers: HTTPHeaders = ["Host": "localhost", "Content-Type": "text/plain"]
        var integration = MockIntegration(
            requestTemplates: ["application/json": "{statusCode:500}"], responses: responses)
        #expect(text(try routed(integration, headers: headers, body: "{\"statusCode\":200}")).hasPrefix("200\n"))
        for passthrough in [MockIntegration.Passthrough.never, .whenNoTemplates] {
            integration.passthrough = passthrough
            #expect(text(try routed(integration, headers: headers)).hasPrefix("415\n"))
        }
    }

    @Test("Binary media types that cover everything break a mock that does not convert to text")
    func binary() throws {
        var integration = preflight(MockIntegration.Response(status: 200))
        #expect(text(try routed(integration, binaryMediaTypes: ["*/*"])).hasPrefix("200\n"))
        integration.convertsToText = false
        #expect(text(try routed(integration, binaryMediaTypes: ["*/*"])).hasPrefix("502\n"))
    }

    @Test(
        "No template can hang or crash the emulator",
        arguments: [
            String(repeating: "(", count: 100_000), "#if(" + String(repeating: "!", count: 100_000) + "$x)#end",
            String(repeating: "#if(true)", count: 100_000), "#set($x = " + String(repeating: "(", count: 100_000),
            "$x" + String(repeating: "[$x", count: 100_000), "$", "${", "$!{", "#", "#set", "#set(", "\\", "#if", "\"",
            "#set($x = \"$x\")#set($x = \"$x$x\")$x", "#*", "##", "$input.params(", "$a.", "$a[",
        ])
    func hostileTemplates(text: String) {
        var run = TemplateRun(NothingAround())
        if let template = try? MappingTemplate(parsing: text) { _ = run.render(template) }
    }

    private struct NothingAround: TemplateSurroundings {
        var body: String { "" }
        var context: JSON { [:] }
        var stageVariables: JSON { [:] }
        func parameter(_ name: String) -> String? { nil }
    }
}
