import APIGateway
import AWSAPI
import Cloud
import JSON
import StateStore
import Testing

@Suite("REST APIs")
struct RestAPITests {
    let bench = GatewayBench()

    @Test("A new API has the members that AWS gives it, and a root")
    func create() async throws {
        let api = try await bench.rest("CreateRestApi", ["name": "dev-app", "description": "mine"])
        let id = try api.text("id")
        let root = try api.text("rootResourceId")
        #expect(id.utf8.count == 10)
        #expect(root.utf8.count == 6)
        #expect(
            api == [
                "id": .string(id), "name": "dev-app", "description": "mine", "createdDate": 1_600_000_000,
                "apiKeySource": "HEADER", "endpointConfiguration": ["types": ["EDGE"], "ipAddressType": "ipv4"],
                "disableExecuteApiEndpoint": false, "rootResourceId": .string(root),
            ])
        #expect(try await bench.rest("GetRestApi", ["restApiId": .string(id)]) == api)
        #expect(try await bench.rest("GetRestApis", [:]) == ["item": [api]])
        let resources = try await bench.rest("GetResources", ["restApiId": .string(id)])
        #expect(resources == ["item": [["id": .string(root), "path": "/"]]])
    }

    @Test("A name keeps its id from one deployment to the next; a second API of the name gets another")
    func stableIDs() async throws {
        let first = try await bench.rest("CreateRestApi", ["name": "dev-app"]).text("id")
        let second = try await bench.rest("CreateRestApi", ["name": "dev-app"]).text("id")
        #expect(first == GeneratedID.api(name: "dev-app", kind: "rest", scope: Scope()))
        #expect(first != second)
    }

    @Test("What is deployed is published; what changes afterwards waits for the next deployment")
    func deployment() async throws {
        let (id, resource) = try await bench.sampleREST()
        var stage = try #require(bench.published.first?.stages.first)
        #expect(bench.published.map(\.id) == [id])
        #expect(stage.name == "dev")
        #expect(stage.routes.map(\.key) == ["GET /round"])
        #expect(
            stage.routes[0].function
                == FunctionReference(
                    name: "round", partition: "aws", region: "eu-west-1", account: "000000000000"))
        #expect(stage.routes[0].timeout == .seconds(29))
        #expect(stage.routes[0].resourceID == resource)

        let place: JSON = ["restApiId": .string(id), "resourceId": .string(resource), "httpMethod": "GET"]
        _ = try await bench.rest("DeleteMethod", place)
        _ = try await bench.rest("PutMethod", place.with(["httpMethod": "POST", "authorizationType": "NONE"]))
        #expect(bench.published[0].routes.map(\.key) == ["GET /round"])
        let refusal = await #expect(throws: AWSError.self) {
            try await bench.rest("CreateDeployment", ["restApiId": .string(id)])
        }
        #expect(refusal == AWSError("BadRequestException", "No integration defined for method"))
        _ = try await bench.rest(
            "PutIntegration", place.with(["httpMethod": "POST", "type": "MOCK", "requestTemplates": [:]]))
        let deployment = try await bench.rest("CreateDeployment", ["restApiId": .string(id), "stageName": "dev"])
        stage = try #require(bench.published.first?.stages.first)
        #expect(stage.routes.map(\.key) == ["POST /round"])
        #expect(stage.deploymentID == (try deployment.text("id")))

        _ = try await bench.rest("DeleteRestApi", ["restApiId": .string(id)])
        #expect(bench.published.isEmpty)
    }

    @Test(
        "Integrations name functions in both forms, with qualifiers and stage variables",
        arguments: [
            ("FN", nil), ("FN:live", "live"), ("FN:${stageVariables.alias}", "blue"),
            ("arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/FN:7/invocations", "7"),
            (
                "arn:aws:apigateway:eu-west-1:lambda:path//2015-03-31/functions/FN:${stageVariables.alias}/invocations",
                "blue"
            ),
        ] as [(String, String?)])
    func uris(uri: String, qualifier: String?) async throws {
        let uri = uri.replacing("FN", with: GatewayBench.function)
        _ = try await bench.sampleREST(uri: uri, variables: ["alias": "blue"])
        let function = try #require(bench.published.first?.routes.first?.function)
        #expect(function.name == "round")
        #expect(function.qualifier == qualifier)
    }

    @Test("A stage variable that is not set makes the route say so")
    func missingVariable() async throws {
        _ = try await bench.sampleREST(uri: GatewayBench.function + ":${stageVariables.alias}")
        guard case .misconfigured(let reason)? = bench.published.first?.routes.first?.target else {
            Issue.record("The route is not misconfigured.")
            return
        }
        #expect(reason.hasPrefix("the stage variable 'alias' in "))
    }

    @Test("Stages are made, moved and given variables by patches")
    func stages() async throws {
        let (id, _) = try await bench.sampleREST(uri: GatewayBench.function + ":${stageVariables.alias}")
        let deployments = try await bench.rest("GetDeployments", ["restApiId": .string(id)])
        let deployment = try #require(deployments["item"]?[0]).text("id")
        let stage = try await bench.rest(
            "CreateStage",
            ["restApiId": .string(id), "stageName": "prod", "deploymentId": .string(deployment)])
        #expect(
            stage == [
                "deploymentId": .string(deployment), "stageName": "prod", "cacheClusterEnabled": false,
                "cacheClusterStatus": "NOT_AVAILABLE", "methodSettings": [:], "tracingEnabled": false,
                "createdDate": 1_600_000_000, "lastUpdatedDate": 1_600_000_000,
            ])
        let patched = try await bench.rest(
            "UpdateStage",
            [
                "restApiId": .string(id), "stageName": "prod",
                "patchOperations": [
                    ["op": "replace", "path": "/variables/alias", "value": "green"],
                    ["op": "replace", "path": "/*/*/throttling/rateLimit", "value": "5"],
                    ["op": "replace", "path": "/tracingEnabled", "value": "true"],
                ],
            ])
        #expect(patched["variables"] == ["alias": "green"])
        #expect(patched["methodSettings"]?["*/*"]?["throttlingRateLimit"] == 5)
        #expect(patched["tracingEnabled"] == true)
        let published = try #require(bench.published.first)
        #expect(published.stages.map(\.name) == ["dev", "prod"])
        #expect(published.stages[1].routes[0].function?.qualifier == "green")
        #expect(published.stages[1].variables == ["alias": "green"])
    }

    @Test("MOCK methods carry their templates and responses to the gateway")
    func mock() async throws {
        let (id, resource) = try await bench.sampleREST()
        let place: JSON = ["restApiId": .string(id), "resourceId": .string(resource), "httpMethod": "OPTIONS"]
        let response = place.with(["statusCode": "200"])
        _ = try await bench.rest("PutMethod", place.with(["authorizationType": "NONE"]))
        _ = try await bench.rest(
            "PutMethodResponse",
            response.with(["responseParameters": ["method.response.header.Access-Control-Allow-Origin": true]]))
        _ = try await bench.rest(
            "PutIntegration",
            place.with([
                "type": "MOCK", "requestTemplates": ["application/json": "{statusCode:200}"],
                "contentHandling": "CONVERT_TO_TEXT",
            ]))
        let refusal = await #expect(throws: AWSError.self) {
            try await bench.rest(
                "PutIntegrationResponse",
                response.with(["responseParameters": ["method.response.header.X-Other": "'a'"]]))
        }
        #expect(
            refusal?.message
                == "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping "
                + "expression parameter specified: method.response.header.X-Other]")
        _ = try await bench.rest(
            "PutIntegrationResponse",
            response.with([
                "responseParameters": ["method.response.header.Access-Control-Allow-Origin": "'*'"],
                "responseTemplates": ["application/json": ""],
            ]))
        _ = try await bench.rest("CreateDeployment", ["restApiId": .string(id), "stageName": "dev"])
        let route = try #require(bench.published.first?.routes.first { $0.method == "OPTIONS" })
        #expect(
            route.target
                == .mock(
                    MockIntegration(
                        requestTemplates: ["application/json": "{statusCode:200}"], convertsToText: true,
                        responses: [
                            MockIntegration.Response(
                                status: 200,
                                parameters: ["method.response.header.Access-Control-Allow-Origin": "'*'"],
                                templates: ["application/json": ""])
                        ])))
        let resources = try await bench.rest(
            "GetResources", ["restApiId": .string(id), "embed": ["methods"]])
        #expect(
            resources["item"]?[1]?["resourceMethods"]?["OPTIONS"]?["methodIntegration"]?["integrationResponses"]?["200"]
                != nil)
    }

    @Test("Authorization that nobody checks is said at deployment")
    func notices() async throws {
        let (id, resource) = try await bench.sampleREST()
        #expect(bench.warnings.isEmpty)
        _ = try await bench.rest(
            "UpdateMethod",
            [
                "restApiId": .string(id), "resourceId": .string(resource), "httpMethod": "GET",
                "patchOperations": [["op": "replace", "path": "/authorizationType", "value": "AWS_IAM"]],
            ])
        _ = try await bench.rest("CreateDeployment", ["restApiId": .string(id), "stageName": "dev"])
        #expect(
            bench.warnings == [
                "The API dev-app (\(id)): GET /round asks for the authorization AWS_IAM; requests are not authorized here."
            ])
    }

    @Test("What a patch empties or takes away is left out")
    func emptied() async throws {
        let api = try await bench.rest(
            "CreateRestApi", ["name": "a", "description": "b", "version": "1", "binaryMediaTypes": ["a/b"]])
        let patched = try await bench.rest(
            "UpdateRestApi",
            [
                "restApiId": .string(try api.text("id")),
                "patchOperations": [
                    ["op": "remove", "path": "/description"], ["op": "replace", "path": "/version", "value": ""],
                    ["op": "remove", "path": "/binaryMediaTypes/a~1b"],
                ],
            ])
        for name in ["description", "version", "binaryMediaTypes"] { #expect(patched[name] == nil) }
    }

    @Test("Everything is there again after a restart, and published")
    func persistence() async throws {
        let (id, resource) = try await bench.sampleREST()
        let other = GatewayBench(records: bench.records)
        try await other.gateway.start()
        #expect(other.published == bench.published)
        let place: JSON = ["restApiId": .string(id), "resourceId": .string(resource), "httpMethod": "GET"]
        #expect(try await other.rest("GetMethod", place) == (try await bench.rest("GetMethod", place)))
        _ = try await other.rest("DeleteRestApi", ["restApiId": .string(id)])
        let third = GatewayBench(records: bench.records)
        try await third.gateway.start()
        #expect(third.published.isEmpty)
        for kind in ["", ".resource", ".deployment", ".stage"] {
            #expect(try bench.records.load("apigateway.rest\(kind)").isEmpty)
        }
    }

    @Test("Resources are renamed and moved with what is below them, and never in a circle")
    func moving() async throws {
        let api = try await bench.rest("CreateRestApi", ["name": "tree"])
        let id = JSON.string(try api.text("id"))
        func make(_ part: String, below parent: String) async throws -> String {
            try await bench.rest(
                "CreateResource", ["restApiId": id, "parentId": .string(parent), "pathPart": .string(part)]
            ).text("id")
        }
        let root = try api.text("rootResourceId")
        let pets = try await make("pets", below: root)
        let pet = try await make("{id}", below: pets)
        func patch(_ resource: String, _ path: String, _ value: String) async throws(AWSError) -> JSON {
            try await bench.rest(
                "UpdateResource",
                [
                    "restApiId": id, "resourceId": .string(resource),
                    "patchOperations": [["op": "replace", "path": .string(path), "value": .string(value)]],
                ])
        }
        _ = try await patch(pets, "/pathPart", "dogs")
        #expect(
            try await bench.rest("GetResource", ["restApiId": id, "resourceId": .string(pet)])["path"] == "/dogs/{id}")
        let cyclical = await #expect(throws: AWSError.self) { try await patch(pets, "/parentId", pet) }
        #expect(cyclical == AWSError("BadRequestException", "Resources cannot be cyclical."))
        let unknown = await #expect(throws: AWSError.self) { try await patch(pets, "/invalid", "x") }
        #expect(
            unknown?.message
                == "Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]")
        _ = try await bench.rest("DeleteResource", ["restApiId": id, "resourceId": .string(pets)])
        #expect(
            try await bench.rest("GetResources", ["restApiId": id]) == [
                "item": [["id": .string(root), "path": "/"]]
            ])
    }
}
