import APIGateway
import AWSAPI
import Cloud
import JSON
import StateStore
import Testing

@Suite("HTTP APIs")
struct HTTPAPITests {
    let bench = GatewayBench()
    let function = JSON.string(GatewayBench.function)

    private func api(_ more: JSON = [:]) async throws -> JSON {
        .string(
            try await bench.http("CreateApi", (["name": "dev-app", "protocolType": "HTTP"] as JSON).with(more)).text(
                "apiId"))
    }

    private func integration(_ api: JSON, _ more: JSON = [:]) async throws -> String {
        let input: JSON = [
            "apiId": api, "integrationType": "AWS_PROXY", "integrationUri": function, "payloadFormatVersion": "2.0",
        ]
        return try await bench.http("CreateIntegration", input.with(more)).text("integrationId")
    }

    private func route(_ api: JSON, _ key: String, _ integration: String) async throws -> JSON {
        try await bench.http(
            "CreateRoute",
            ["apiId": api, "routeKey": .string(key), "target": .string("integrations/\(integration)")])
    }

    @Test("A new API has the members that AWS gives it")
    func create() async throws {
        let made = try await bench.http("CreateApi", ["name": "dev-app", "protocolType": "HTTP"])
        let id = try made.text("apiId")
        #expect(
            made == [
                "apiEndpoint": .string("http://\(id).execute-api.localhost:4567"), "apiId": .string(id),
                "apiKeySelectionExpression": "$request.header.x-api-key", "createdDate": "2020-09-13T12:26:40Z",
                "disableExecuteApiEndpoint": false, "ipAddressType": "ipv4", "name": "dev-app",
                "protocolType": "HTTP", "routeSelectionExpression": "$request.method $request.path", "tags": [:],
            ])
        #expect(id == GeneratedID.api(name: "dev-app", kind: "http", scope: Scope()))
        #expect(try await bench.http("GetApis", [:]) == ["items": [made]])
    }

    @Test("A stage that deploys by itself follows every change")
    func autoDeploy() async throws {
        let id = try await api()
        _ = try await bench.http("CreateStage", ["apiId": id, "stageName": "$default", "autoDeploy": true])
        let first = try await integration(id)
        let made = try await route(id, "GET /items/{id}", first)
        #expect(made["authorizationType"] == "NONE")
        #expect(made["apiKeyRequired"] == false)
        var stage = try #require(bench.published.first?.stages.first)
        #expect(stage.name == "$default")
        #expect(stage.routes.map(\.key) == ["GET /items/{id}"])
        #expect(stage.routes[0].function?.name == "round")
        #expect(stage.routes[0].payloadFormat == .two)
        #expect(stage.routes[0].timeout == .seconds(30))

        let second = try await integration(
            id,
            [
                "integrationUri": .string(GatewayBench.uri.replacing(":round", with: ":round:live")),
                "payloadFormatVersion": "1.0", "timeoutInMillis": 500,
            ])
        _ = try await route(id, "$default", second)
        stage = try #require(bench.published.first?.stages.first)
        let fallback = try #require(stage.routes.first { $0.key == "$default" })
        #expect(fallback.function?.qualifier == "live")
        #expect(fallback.payloadFormat == .one)
        #expect(fallback.timeout == .milliseconds(500))

        // One deployment is kept, however many there were.
        let deployments = try await bench.http("GetDeployments", ["apiId": id])
        #expect(deployments["items"]?.arrayValue?.count == 1)
        #expect(deployments["items"]?[0]?["autoDeployed"] == true)
        #expect(deployments["items"]?[0]?["deploymentId"]?.stringValue == stage.deploymentID)

        _ = try await bench.http("DeleteRoute", ["apiId": id, "routeId": .string(try made.text("routeId"))])
        #expect(bench.published[0].routes.map(\.key) == ["$default"])
    }

    @Test("Other stages run what a deployment froze")
    func deployments() async throws {
        let id = try await api()
        let none = await #expect(throws: AWSError.self) { try await bench.http("CreateDeployment", ["apiId": id]) }
        #expect(
            none == AWSError("BadRequestException", "At least one route is required before deploying the Api."))
        let target = try await integration(id)
        _ = try await route(id, "GET /a", target)
        _ = try await bench.http("CreateStage", ["apiId": id, "stageName": "dev"])
        #expect(bench.published[0].stages[0].routes.isEmpty)
        _ = try await bench.http("CreateDeployment", ["apiId": id, "stageName": "dev"])
        _ = try await route(id, "GET /b", target)
        #expect(bench.published[0].stages[0].routes.map(\.key) == ["GET /a"])
        _ = try await bench.http("CreateDeployment", ["apiId": id, "stageName": "dev"])
        #expect(Set(bench.published[0].stages[0].routes.map(\.key)) == ["GET /a", "GET /b"])
    }

    @Test("A stage that ends deploying by itself goes on with what it ran")
    func endOfAutoDeploy() async throws {
        let id = try await api()
        _ = try await bench.http("CreateStage", ["apiId": id, "stageName": "dev", "autoDeploy": true])
        let target = try await integration(id)
        _ = try await route(id, "GET /a", target)
        _ = try await bench.http("UpdateStage", ["apiId": id, "stageName": "dev", "autoDeploy": false])
        _ = try await route(id, "GET /b", target)
        #expect(bench.published[0].stages[0].routes.map(\.key) == ["GET /a"])
    }

    @Test("Quick create makes integration, route and stage")
    func quickCreate() async throws {
        let id = try await api(["target": function])
        let stage = try #require(bench.published.first?.stages.first)
        #expect(stage.name == "$default")
        #expect(stage.routes.map(\.key) == ["$default"])
        #expect(stage.routes[0].function?.name == "round")
        let routes = try await bench.http("GetRoutes", ["apiId": id])
        #expect(routes["items"]?[0]?["apiGatewayManaged"] == true)
        _ = try await bench.http(
            "UpdateApi", ["apiId": id, "target": .string(GatewayBench.function + "2"), "routeKey": "GET /x"])
        #expect(bench.published[0].routes.map(\.key) == ["GET /x"])
        #expect(bench.published[0].routes[0].function?.name == "round2")
    }

    @Test("CORS comes and goes")
    func cors() async throws {
        let id = try await api(["target": function, "corsConfiguration": ["allowOrigins": ["*"], "maxAge": 300]])
        #expect(bench.published[0].stages[0].cors == CORS(allowOrigins: ["*"], maxAge: 300))
        let updated = try await bench.http(
            "UpdateApi",
            ["apiId": id, "corsConfiguration": ["allowOrigins": ["https://a.example"], "allowMethods": ["GET"]]])
        #expect(
            updated["corsConfiguration"] == ["allowMethods": ["GET"], "allowOrigins": ["https://a.example"]])
        #expect(
            bench.published[0].stages[0].cors
                == CORS(allowOrigins: ["https://a.example"], allowMethods: ["GET"]))
        _ = try await bench.http("DeleteCorsConfiguration", ["apiId": id])
        #expect(bench.published[0].stages[0].cors == nil)
    }

    @Test("Members in CloudFormation's spelling are taken as well; keys of maps stay as they are")
    func spelling() async throws {
        let made = try await bench.http(
            "CreateApi",
            [
                "Name": "dev-app", "ProtocolType": "HTTP", "Tags": ["Team": "A"],
                "CorsConfiguration": ["AllowOrigins": ["*"], "AllowCredentials": "false"],
            ])
        #expect(made["corsConfiguration"] == ["allowCredentials": false, "allowOrigins": ["*"]])
        #expect(made["tags"] == ["Team": "A"])
        let id = JSON.string(try made.text("apiId"))
        let stage = try await bench.http(
            "CreateStage",
            [
                "ApiId": id, "StageName": "$default", "AutoDeploy": "true", "StageVariables": ["Alias": "x"],
                "DefaultRouteSettings": ["DetailedMetricsEnabled": "false"],
            ])
        #expect(stage["autoDeploy"] == true)
        #expect(stage["stageVariables"] == ["Alias": "x"])
        #expect(stage["defaultRouteSettings"] == ["detailedMetricsEnabled": false])
    }

    @Test("Everything is there again after a restart, and published")
    func persistence() async throws {
        let id = try await api(["target": function])
        let other = GatewayBench(records: bench.records)
        try await other.gateway.start()
        #expect(other.published == bench.published)
        #expect(try await other.http("GetRoutes", ["apiId": id]) == (try await bench.http("GetRoutes", ["apiId": id])))
        _ = try await other.http("DeleteApi", ["apiId": id])
        for kind in ["", ".route", ".integration", ".deployment", ".stage"] {
            #expect(try bench.records.load("apigateway.http\(kind)").isEmpty)
        }
    }

    @Test("Lists are given in parts")
    func pages() async throws {
        let id = try await api()
        let target = try await integration(id)
        for letter in ["a", "b", "c"] { _ = try await route(id, "GET /\(letter)", target) }
        let first = try await bench.http("GetRoutes", ["apiId": id, "maxResults": "2"])
        #expect(first["items"]?.arrayValue?.count == 2)
        let rest = try await bench.http(
            "GetRoutes", ["apiId": id, "maxResults": "2", "nextToken": .string(try first.text("nextToken"))])
        #expect(rest["items"]?.arrayValue?.count == 1)
        #expect(rest["nextToken"] == nil)
    }

    @Test("Tags of APIs and stages are set and taken away")
    func tags() async throws {
        let id = try await api(["target": function])
        let arn = JSON.string("arn:aws:apigateway:eu-west-1::/apis/\(id.stringValue ?? "")/stages/$default")
        _ = try await bench.http("TagResource", ["resourceArn": arn, "tags": ["a": "1", "b": "2"]])
        _ = try await bench.http("UntagResource", ["resourceArn": arn, "tagKeys": ["a"]])
        #expect(try await bench.http("GetTags", ["resourceArn": arn]) == ["tags": ["b": "2"]])
        #expect(try await bench.http("GetStage", ["apiId": id, "stageName": "$default"])["tags"] == ["b": "2"])
    }

    @Test(
        "Refusals have a code, a text and a status",
        arguments: [
            (
                "GetApi", ["apiId": "nothere000"], "NotFoundException",
                "Invalid API identifier specified 000000000000:nothere000"
            ),
            (
                "CreateApi", ["name": "a", "protocolType": "TCP"], "BadRequestException",
                "Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]"
            ),
            (
                "CreateRoute", ["routeKey": "$default"], "ConflictException",
                "Route with key $default already exists for this API"
            ),
            (
                "CreateRoute", ["routeKey": "FETCH /a"], "BadRequestException",
                #"The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default""#
            ),
            (
                "CreateRoute", ["routeKey": "GET /a", "target": "integrations/nope"], "NotFoundException",
                "Invalid Integration identifier specified nope"
            ),
            ("CreateStage", ["stageName": "$default"], "ConflictException", "Stage already exists"),
            ("GetStage", ["stageName": "nope"], "NotFoundException", "Invalid stage identifier specified"),
            ("DeleteRoute", ["routeId": "nope"], "NotFoundException", "Invalid Route identifier specified nope"),
            (
                "CreateIntegration",
                ["integrationType": "AWS_PROXY", "integrationUri": "x", "payloadFormatVersion": "2.0"],
                "BadRequestException", "Invalid function ARN or invalid uri: 'x'"
            ),
        ] as [(String, JSON, String, String)])
    func refusals(operation: String, input: JSON, code: String, message: String) async throws {
        let id = try await api(["target": function])
        let before = bench.published
        let usual: JSON = ["apiId": id]
        let error = await #expect(throws: AWSError.self) {
            try await bench.http(operation, usual.with(input))
        }
        #expect(error?.code == code)
        #expect(error?.message == message)
        #expect(bench.published == before)
    }
}
