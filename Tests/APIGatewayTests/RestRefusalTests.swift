import AWSAPI
import JSON
import Testing

@Suite("Refusals of REST APIs")
struct RestRefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var operation: String
        /// Without what every operation of the sample has.
        var input: JSON
        var code: String
        var message: String
        var status: Int

        var testDescription: String { "\(operation) \(input.text)" }

        init(_ operation: String, _ input: JSON, _ code: String, _ message: String, _ status: Int = 400) {
            self.operation = operation
            self.input = input
            self.code = code
            self.message = message
            self.status = status
        }
    }

    // Texts as recorded from AWS, but for those of stages, deployments and tags.
    static let cases: [Case] = [
        Case(
            "GetRestApi", ["restApiId": "nothere000"], "NotFoundException",
            "Invalid API identifier specified 000000000000:nothere000", 404),
        Case(
            "CreateRestApi", ["name": "a", "description": ""], "BadRequestException",
            "Description cannot be an empty string"),
        Case(
            "CreateRestApi", ["name": "a", "minimumCompressionSize": -1], "BadRequestException",
            "Invalid minimum compression size, must be between 0 and 10485760"),
        Case(
            "UpdateRestApi", ["patchOperations": [["op": "add", "path": "/minimumCompressionSize", "value": "1"]]],
            "BadRequestException", "Invalid patch operation specified. Must be one of: [replace]"),
        Case(
            "UpdateRestApi", ["patchOperations": [["op": "add", "path": "/binaryMediaTypes", "value": "a/b"]]],
            "BadRequestException", "Invalid patch path /binaryMediaTypes"),
        Case(
            "CreateResource", ["parentId": "ROOT", "pathPart": "round"], "ConflictException",
            "Another resource with the same parent already has this name: round", 409),
        Case(
            "CreateResource", ["parentId": "nope", "pathPart": "x"], "NotFoundException",
            "Invalid Resource identifier specified", 404),
        Case(
            "CreateResource", ["parentId": "ROOT", "pathPart": "a/b"], "BadRequestException",
            "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the "
                + "beginning and the end."),
        Case(
            "GetResource", ["resourceId": "nope"], "NotFoundException", "Invalid Resource identifier specified", 404),
        Case(
            "PutMethod", ["httpMethod": "GET", "authorizationType": "NONE"], "ConflictException",
            "Method already exists for this resource", 409),
        Case(
            "PutMethod", ["httpMethod": "FETCH", "authorizationType": "NONE"], "BadRequestException",
            "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY"),
        Case(
            "PutMethod", ["httpMethod": "PUT", "authorizationType": "CUSTOM"], "BadRequestException",
            "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a "
                + "valid authorizer."),
        Case(
            "PutMethod",
            ["httpMethod": "PUT", "authorizationType": "NONE", "requestModels": ["application/json": "petModel"]],
            "BadRequestException", "Invalid model identifier specified: petModel"),
        Case(
            "PutMethod",
            [
                "httpMethod": "PUT", "authorizationType": "NONE",
                "requestParameters": ["method.request.header.a": true, "method.request.querystring.a": true],
            ], "BadRequestException", "Parameter names must be unique across querystring, header and path"),
        Case("GetMethod", ["httpMethod": "PUT"], "NotFoundException", "Invalid Method identifier specified", 404),
        Case(
            "UpdateMethod",
            ["httpMethod": "GET", "patchOperations": [["op": "replace", "path": "/httpMethod", "value": "PUT"]]],
            "BadRequestException", "Invalid patch path /httpMethod"),
        Case(
            "PutIntegration", ["httpMethod": "GET", "type": "AWS_PROXY", "uri": .string(GatewayBench.uri)],
            "BadRequestException", "Enumeration value for HttpMethod must be non-empty"),
        Case(
            "PutIntegration",
            ["httpMethod": "GET", "type": "AWS_PROXY", "integrationHttpMethod": "POST", "uri": "not-an-arn"],
            "BadRequestException", "Invalid ARN specified in the request"),
        Case(
            "PutIntegration",
            [
                "httpMethod": "GET", "type": "AWS_PROXY", "integrationHttpMethod": "POST",
                "uri": "arn:aws:apigateway:eu-west-1:s3:nothing",
            ], "BadRequestException", "AWS ARN for integration must contain path or action"),
        Case(
            "PutIntegration",
            [
                "httpMethod": "GET", "type": "AWS_PROXY", "integrationHttpMethod": "POST", "timeoutInMillis": 49,
                "uri": .string(GatewayBench.uri),
            ], "BadRequestException", "Timeout should be between 50 ms and 29000 ms"),
        Case(
            "DeleteDeployment", ["deploymentId": "DEPLOYMENT"], "BadRequestException",
            "Active stages pointing to this deployment must be moved or deleted"),
        Case(
            "GetDeployment", ["deploymentId": "nope"], "NotFoundException", "Invalid Deployment identifier specified",
            404),
        Case(
            "CreateStage", ["stageName": "dev", "deploymentId": "DEPLOYMENT"], "ConflictException",
            "Stage already exists", 409),
        Case("GetStage", ["stageName": "nope"], "NotFoundException", "Invalid stage identifier specified", 404),
        Case(
            "TagResource", ["resourceArn": "arn:aws:s3:::bucket", "tags": ["a": "b"]], "BadRequestException",
            "Invalid ARN specified in the request"),
    ]

    @Test("Refusals have AWS's code, text and status", arguments: cases)
    func refusal(_ example: Case) async throws {
        let bench = GatewayBench()
        let (id, resource) = try await bench.sampleREST()
        let api = try await bench.rest("GetRestApi", ["restApiId": .string(id)])
        let deployment = try #require(
            try await bench.rest("GetDeployments", ["restApiId": .string(id)])["item"]?[0]?["id"]?.stringValue)
        let filled = example.input.text.replacing("\"ROOT\"", with: "\"\(try api.text("rootResourceId"))\"")
            .replacing("\"DEPLOYMENT\"", with: "\"\(deployment)\"")
        let usual: JSON = ["restApiId": .string(id), "resourceId": .string(resource)]
        let input = usual.with(try JSON(parsing: filled))
        let error = await #expect(throws: AWSError.self) { try await bench.rest(example.operation, input) }
        #expect(error?.code == example.code)
        #expect(error?.message == example.message)
        #expect(error?.status == example.status)
        // A refusal changes nothing.
        #expect(try await bench.rest("GetRestApi", ["restApiId": .string(id)]) == api)
    }

    @Test("A sibling of a variable cannot be another, and nothing stands below a greedy one")
    func greedy() async throws {
        let bench = GatewayBench()
        let api = try await bench.rest("CreateRestApi", ["name": "a"])
        let id = JSON.string(try api.text("id"))
        let root = JSON.string(try api.text("rootResourceId"))
        let greedy = try await bench.rest(
            "CreateResource", ["restApiId": id, "parentId": root, "pathPart": "{proxy+}"])
        let sibling = await #expect(throws: AWSError.self) {
            try await bench.rest("CreateResource", ["restApiId": id, "parentId": root, "pathPart": "{id}"])
        }
        #expect(
            sibling?.message
                == "A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed")
        let parent = JSON.string(try greedy.text("id"))
        let child = await #expect(throws: AWSError.self) {
            try await bench.rest("CreateResource", ["restApiId": id, "parentId": parent, "pathPart": "a"])
        }
        #expect(
            child?.message == "Cannot create a child of a resource with a greedy path variable: {proxy+}")
    }
}
