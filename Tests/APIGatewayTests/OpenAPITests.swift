import AWSAPI
import Cloud
import JSON
import Testing

@Suite("APIs from OpenAPI documents")
struct OpenAPITests {
    let bench = GatewayBench()

    /// As SAM's translator writes it for a REST API.
    static let rest: JSON = [
        "swagger": "2.0", "info": ["version": "1.0", "title": "sam-app"],
        "paths": [
            "/items/{id}": [
                "get": [
                    "x-amazon-apigateway-integration": [
                        "httpMethod": "POST", "type": "aws_proxy", "uri": .string(GatewayBench.uri),
                    ], "responses": [:],
                ],
                "options": [
                    "responses": ["200": ["headers": ["Access-Control-Allow-Origin": ["type": "string"]]]],
                    "x-amazon-apigateway-integration": [
                        "type": "mock", "requestTemplates": ["application/json": "{\"statusCode\" : 200}"],
                        "responses": [
                            "default": [
                                "statusCode": "200",
                                "responseParameters": ["method.response.header.Access-Control-Allow-Origin": "'*'"],
                            ]
                        ],
                    ],
                ],
            ],
            "/{proxy+}": [
                "x-amazon-apigateway-any-method": [
                    "x-amazon-apigateway-integration": [
                        "httpMethod": "POST", "type": "aws_proxy", "uri": .string(GatewayBench.uri),
                    ]
                ]
            ],
        ], "x-amazon-apigateway-binary-media-types": ["image/png"],
    ]

    @Test("A REST API has the document's resources, methods and integrations")
    func importREST() async throws {
        let api = try await bench.rest("ImportRestApi", ["body": .string(Self.rest.text)])
        #expect(api["name"] == "sam-app")
        #expect(api["version"] == "1.0")
        #expect(api["binaryMediaTypes"] == ["image/png"])
        let id = JSON.string(try api.text("id"))
        _ = try await bench.rest("CreateDeployment", ["restApiId": id, "stageName": "Prod"])
        let stage = try #require(bench.published.first?.stages.first)
        #expect(
            Set(stage.routes.map(\.key)) == ["GET /items/{id}", "OPTIONS /items/{id}", "ANY /{proxy+}"])
        #expect(stage.routes.first { $0.method == "GET" }?.function?.name == "round")
        #expect(
            stage.routes.first { $0.method == "OPTIONS" }?.target
                == .mock(
                    MockIntegration(
                        requestTemplates: ["application/json": "{\"statusCode\" : 200}"],
                        responses: [
                            MockIntegration.Response(
                                status: 200,
                                parameters: ["method.response.header.Access-Control-Allow-Origin": "'*'"])
                        ])))
    }

    @Test("PutRestApi merges, or puts the document in the place of everything")
    func putREST() async throws {
        let (id, _) = try await bench.sampleREST()
        func paths() async throws -> [String] {
            let resources = try await bench.rest("GetResources", ["restApiId": .string(id)])
            return (resources["item"]?.arrayValue ?? []).compactMap { $0["path"]?.stringValue }
        }
        _ = try await bench.rest("PutRestApi", ["restApiId": .string(id), "body": .string(Self.rest.text)])
        #expect(try await paths() == ["/", "/items", "/items/{id}", "/round", "/{proxy+}"])
        _ = try await bench.rest(
            "PutRestApi", ["restApiId": .string(id), "body": .string(Self.rest.text), "mode": "overwrite"])
        #expect(try await paths() == ["/", "/items", "/items/{id}", "/{proxy+}"])
    }

    @Test("An HTTP API has the document's routes, which share integrations, and its CORS")
    func importHTTP() async throws {
        let integration: JSON = [
            "type": "aws_proxy", "httpMethod": "POST", "uri": .string(GatewayBench.uri), "payloadFormatVersion": "2.0",
        ]
        let document: JSON = [
            "openapi": "3.0.1", "info": ["title": "http-app"], "x-amazon-apigateway-cors": ["allowOrigins": ["*"]],
            "paths": [
                "/items": [
                    "get": ["x-amazon-apigateway-integration": integration],
                    "post": ["x-amazon-apigateway-integration": ["$ref": "#/components/x/one"]],
                ],
                "/$default": ["x-amazon-apigateway-any-method": ["x-amazon-apigateway-integration": integration]],
            ], "components": ["x": ["one": integration]],
        ]
        let api = try await bench.http("ImportApi", ["Body": .string(document.text)])
        #expect(api["name"] == "http-app")
        let id = JSON.string(try api.text("apiId"))
        _ = try await bench.http("CreateStage", ["apiId": id, "stageName": "$default", "autoDeploy": true])
        let stage = try #require(bench.published.first?.stages.first)
        #expect(Set(stage.routes.map(\.key)) == ["GET /items", "POST /items", "$default"])
        #expect(stage.routes.allSatisfy { $0.function?.name == "round" })
        #expect(stage.cors == CORS(allowOrigins: ["*"]))
        let integrations = try await bench.http("GetIntegrations", ["apiId": id])
        #expect(integrations["items"]?.arrayValue?.count == 1)
        _ = try await bench.http(
            "ReimportApi",
            ["apiId": id, "body": #"{"openapi":"3.0.1","info":{"title":"x"},"paths":{"/a":{"get":{}}}}"#])
        #expect(bench.published[0].routes.map(\.key) == ["GET /a"])
    }

    @Test(
        "What is no OpenAPI document is refused, and changes nothing",
        arguments: ["", "swagger: '2.0'", "{}", #"{"swagger":"2.0","paths":[]}"#, #"{"swagger":"2.0","paths":{}}"#])
    func refusals(body: String) async throws {
        let error = await #expect(throws: AWSError.self) {
            try await bench.rest("ImportRestApi", ["body": .string(body)])
        }
        #expect(error?.code == "BadRequestException")
        #expect(bench.published.isEmpty)
    }
}
