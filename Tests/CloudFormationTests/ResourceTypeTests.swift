import AWSAPI
import JSON
import Testing

@testable import CloudFormation

/// What each resource type asks of its service. Inputs are members of botocore's shapes.
@Suite struct ResourceTypeTests {
    /// A type, its first properties, its second, and the calls of creation, update and deletion.
    struct Case: Sendable, CustomTestStringConvertible {
        var type: String
        var first: String
        var second: String
        var created: [String]
        var updated: [String]
        var deleted: [String]
        var testDescription: String { type }
    }

    static let cases = [
        Case(
            type: "AWS::S3::Bucket", first: "{BucketName: b}",
            second:
                "{BucketName: b, BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}}",
            created: [
                #"s3.CreateBucket {"Bucket":"b","CreateBucketConfiguration":{"LocationConstraint":"eu-west-1"}}"#
            ],
            updated: [
                #"s3.PutBucketEncryption {"Bucket":"b","ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}}"#
            ], deleted: [#"s3.DeleteBucket {"Bucket":"b"}"#]),
        Case(
            type: "AWS::S3::BucketPolicy", first: "{Bucket: b, PolicyDocument: {Statement: []}}",
            second: "{Bucket: b, PolicyDocument: {Statement: [{Effect: Deny}]}}",
            created: [#"s3.PutBucketPolicy {"Bucket":"b","Policy":"{\"Statement\":[]}"}"#],
            updated: [#"s3.PutBucketPolicy {"Bucket":"b","Policy":"{\"Statement\":[{\"Effect\":\"Deny\"}]}"}"#],
            deleted: [#"s3.DeleteBucketPolicy {"Bucket":"b"}"#]),
        Case(
            type: "AWS::Logs::LogGroup", first: "{LogGroupName: g, RetentionInDays: '14'}", second: "{LogGroupName: g}",
            created: [
                #"logs.CreateLogGroup {"logGroupName":"g"}"#,
                #"logs.PutRetentionPolicy {"logGroupName":"g","retentionInDays":14}"#,
            ], updated: [#"logs.DeleteRetentionPolicy {"logGroupName":"g"}"#],
            deleted: [#"logs.DeleteLogGroup {"logGroupName":"g"}"#]),
        Case(
            type: "AWS::IAM::Role",
            first:
                "{RoleName: r, AssumeRolePolicyDocument: {a: 1}, Policies: [{PolicyName: p, PolicyDocument: {b: 1}}], ManagedPolicyArns: [x]}",
            second: "{RoleName: r, AssumeRolePolicyDocument: {a: 2}, ManagedPolicyArns: [y]}",
            created: [
                #"iam.CreateRole {"RoleName":"r","AssumeRolePolicyDocument":"{\"a\":1}"}"#,
                #"iam.PutRolePolicy {"RoleName":"r","PolicyName":"p","PolicyDocument":"{\"b\":1}"}"#,
                #"iam.AttachRolePolicy {"RoleName":"r","PolicyArn":"x"}"#,
            ],
            updated: [
                #"iam.UpdateAssumeRolePolicy {"RoleName":"r","PolicyDocument":"{\"a\":2}"}"#,
                #"iam.DeleteRolePolicy {"RoleName":"r","PolicyName":"p"}"#,
                #"iam.DetachRolePolicy {"RoleName":"r","PolicyArn":"x"}"#,
                #"iam.AttachRolePolicy {"RoleName":"r","PolicyArn":"y"}"#, #"iam.GetRole {"RoleName":"r"}"#,
            ],
            deleted: [
                #"iam.ListAttachedRolePolicies {"RoleName":"r"}"#, #"iam.ListRolePolicies {"RoleName":"r"}"#,
                #"iam.DeleteRole {"RoleName":"r"}"#,
            ]),
        Case(
            type: "AWS::IAM::Policy", first: "{PolicyName: p, PolicyDocument: {a: 1}, Roles: [r]}",
            second: "{PolicyName: p, PolicyDocument: {a: 2}, Roles: [s]}",
            created: [#"iam.PutRolePolicy {"RoleName":"r","PolicyName":"p","PolicyDocument":"{\"a\":1}"}"#],
            updated: [
                #"iam.PutRolePolicy {"RoleName":"s","PolicyName":"p","PolicyDocument":"{\"a\":2}"}"#,
                #"iam.DeleteRolePolicy {"RoleName":"r","PolicyName":"p"}"#,
            ], deleted: [#"iam.DeleteRolePolicy {"RoleName":"s","PolicyName":"p"}"#]),
        Case(
            type: "AWS::IAM::ManagedPolicy", first: "{ManagedPolicyName: p, PolicyDocument: {a: 1}, Roles: [r]}",
            second: "{ManagedPolicyName: p, PolicyDocument: {a: 2}}",
            created: [
                #"iam.CreatePolicy {"PolicyName":"p","PolicyDocument":"{\"a\":1}"}"#,
                #"iam.AttachRolePolicy {"RoleName":"r","PolicyArn":"arn:aws:iam::000000000000:policy/p"}"#,
            ],
            updated: [
                #"iam.ListPolicyVersions {"PolicyArn":"arn:aws:iam::000000000000:policy/p"}"#,
                #"iam.CreatePolicyVersion {"PolicyArn":"arn:aws:iam::000000000000:policy/p","PolicyDocument":"{\"a\":2}","SetAsDefault":true}"#,
                #"iam.DetachRolePolicy {"RoleName":"r","PolicyArn":"arn:aws:iam::000000000000:policy/p"}"#,
                #"iam.GetPolicy {"PolicyArn":"arn:aws:iam::000000000000:policy/p"}"#,
            ],
            deleted: [
                #"iam.ListPolicyVersions {"PolicyArn":"arn:aws:iam::000000000000:policy/p"}"#,
                #"iam.DeletePolicy {"PolicyArn":"arn:aws:iam::000000000000:policy/p"}"#,
            ]),
        Case(
            type: "AWS::Lambda::Function",
            first:
                "{FunctionName: f, Role: r, Runtime: provided.al2023, Handler: bootstrap, MemorySize: '512', Code: {S3Bucket: b, S3Key: one}, ReservedConcurrentExecutions: 5}",
            second:
                "{FunctionName: f, Role: r, Runtime: provided.al2023, Handler: bootstrap, Environment: {Variables: {N: 1}}, Code: {S3Bucket: b, S3Key: two}}",
            created: [
                #"lambda.CreateFunction {"FunctionName":"f","Code":{"S3Bucket":"b","S3Key":"one"},"Role":"r","Runtime":"provided.al2023","Handler":"bootstrap","MemorySize":512}"#,
                #"lambda.PutFunctionConcurrency {"FunctionName":"f","ReservedConcurrentExecutions":5}"#,
            ],
            updated: [
                #"lambda.UpdateFunctionCode {"FunctionName":"f","S3Bucket":"b","S3Key":"two"}"#,
                #"lambda.UpdateFunctionConfiguration {"FunctionName":"f","Role":"r","Runtime":"provided.al2023","Handler":"bootstrap","MemorySize":128,"Environment":{"Variables":{"N":"1"}}}"#,
                #"lambda.DeleteFunctionConcurrency {"FunctionName":"f"}"#,
            ], deleted: [#"lambda.DeleteFunction {"FunctionName":"f"}"#]),
        Case(
            type: "AWS::Lambda::Version", first: "{FunctionName: f, CodeSha256: abc=}",
            second: "{FunctionName: f, CodeSha256: def=}",
            created: [#"lambda.PublishVersion {"FunctionName":"f","CodeSha256":"abc="}"#],
            updated: [#"lambda.PublishVersion {"FunctionName":"f","CodeSha256":"def="}"#],
            deleted: [
                #"lambda.DeleteFunction {"FunctionName":"arn:aws:lambda:eu-west-1:000000000000:function:f","Qualifier":"1"}"#
            ]),
        Case(
            type: "AWS::Lambda::Alias",
            first:
                "{FunctionName: f, Name: live, FunctionVersion: 1, ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: '2'}}",
            second:
                "{FunctionName: f, Name: live, FunctionVersion: 2, RoutingConfig: {AdditionalVersionWeights: [{FunctionVersion: 1, FunctionWeight: 0.1}]}}",
            created: [
                #"lambda.CreateAlias {"FunctionName":"f","Name":"live","FunctionVersion":"1"}"#,
                #"lambda.PutProvisionedConcurrencyConfig {"FunctionName":"f","Qualifier":"live","ProvisionedConcurrentExecutions":2}"#,
            ],
            updated: [
                #"lambda.UpdateAlias {"FunctionName":"f","Name":"live","FunctionVersion":"2","Description":"","RoutingConfig":{"AdditionalVersionWeights":{"1":0.1}}}"#,
                #"lambda.DeleteProvisionedConcurrencyConfig {"FunctionName":"f","Qualifier":"live"}"#,
            ], deleted: [#"lambda.DeleteAlias {"FunctionName":"f","Name":"live"}"#]),
        Case(
            type: "AWS::Lambda::Url", first: "{TargetFunctionArn: arn, AuthType: NONE, Cors: {AllowOrigins: ['*']}}",
            second: "{TargetFunctionArn: arn, AuthType: AWS_IAM}",
            created: [
                #"lambda.CreateFunctionUrlConfig {"FunctionName":"arn","AuthType":"NONE","Cors":{"AllowOrigins":["*"]}}"#
            ], updated: [#"lambda.UpdateFunctionUrlConfig {"FunctionName":"arn","AuthType":"AWS_IAM","Cors":{}}"#],
            deleted: [#"lambda.DeleteFunctionUrlConfig {"FunctionName":"arn"}"#]),
        Case(
            type: "AWS::Lambda::Permission",
            first:
                "{FunctionName: 'arn:aws:lambda:eu-west-1:000000000000:function:f:live', Action: 'lambda:InvokeFunction', Principal: '*', InvokedViaFunctionUrl: 'true'}",
            second:
                "{FunctionName: f, Action: 'lambda:InvokeFunction', Principal: events.amazonaws.com, SourceArn: rule}",
            created: [
                #"lambda.AddPermission {"FunctionName":"arn:aws:lambda:eu-west-1:000000000000:function:f","Qualifier":"live","StatementId":"*","InvokedViaFunctionUrl":true,"Action":"lambda:InvokeFunction","Principal":"*"}"#
            ],
            updated: [
                #"lambda.AddPermission {"FunctionName":"f","StatementId":"*","Action":"lambda:InvokeFunction","Principal":"events.amazonaws.com","SourceArn":"rule"}"#,
                #"lambda.RemovePermission {"FunctionName":"arn:aws:lambda:eu-west-1:000000000000:function:f","Qualifier":"live","StatementId":"*"}"#,
            ], deleted: [#"lambda.RemovePermission {"FunctionName":"f","StatementId":"*"}"#]),
        Case(
            type: "AWS::Lambda::EventInvokeConfig",
            first: "{FunctionName: f, Qualifier: $LATEST, MaximumRetryAttempts: 1}",
            second: "{FunctionName: f, Qualifier: $LATEST, MaximumEventAgeInSeconds: '60'}",
            created: [
                #"lambda.PutFunctionEventInvokeConfig {"FunctionName":"f","Qualifier":"$LATEST","MaximumRetryAttempts":1}"#
            ],
            updated: [
                #"lambda.PutFunctionEventInvokeConfig {"FunctionName":"f","Qualifier":"$LATEST","MaximumEventAgeInSeconds":60}"#
            ], deleted: [#"lambda.DeleteFunctionEventInvokeConfig {"FunctionName":"f","Qualifier":"$LATEST"}"#]),
        Case(
            type: "AWS::Lambda::LayerVersion", first: "{LayerName: l, Content: {S3Bucket: b, S3Key: one}}",
            second: "{LayerName: l, Content: {S3Bucket: b, S3Key: two}}",
            created: [#"lambda.PublishLayerVersion {"LayerName":"l","Content":{"S3Bucket":"b","S3Key":"one"}}"#],
            updated: [#"lambda.PublishLayerVersion {"LayerName":"l","Content":{"S3Bucket":"b","S3Key":"two"}}"#],
            deleted: [#"lambda.DeleteLayerVersion {"LayerName":"l","VersionNumber":3}"#]),
        Case(
            type: "AWS::ApiGateway::RestApi",
            first: "{Name: dev-x, EndpointConfiguration: {Types: [EDGE]}, Policy: ''}",
            second:
                "{Name: dev-y, EndpointConfiguration: {Types: [EDGE]}, Policy: '', BinaryMediaTypes: ['image/png']}",
            created: [#"apigateway.CreateRestApi {"name":"dev-x","endpointConfiguration":{"types":["EDGE"]}}"#],
            updated: [
                #"apigateway.UpdateRestApi {"restApiId":"id1","patchOperations":[{"op":"replace","path":"/name","value":"dev-y"},{"op":"add","path":"/binaryMediaTypes/image~1png"}]}"#,
                #"apigateway.GetRestApi {"restApiId":"id1"}"#,
            ], deleted: [#"apigateway.DeleteRestApi {"restApiId":"id1"}"#]),
        Case(
            type: "AWS::ApiGateway::Resource", first: "{RestApiId: api, ParentId: root, PathPart: '{id}'}",
            second: "{RestApiId: api, ParentId: root, PathPart: items}",
            created: [#"apigateway.CreateResource {"restApiId":"api","parentId":"root","pathPart":"{id}"}"#],
            updated: [
                #"apigateway.CreateResource {"restApiId":"api","parentId":"root","pathPart":"items"}"#,
                #"apigateway.DeleteResource {"restApiId":"api","resourceId":"id1"}"#,
            ], deleted: [#"apigateway.DeleteResource {"restApiId":"api","resourceId":"id2"}"#]),
        Case(
            type: "AWS::ApiGateway::Method",
            first:
                "{RestApiId: api, ResourceId: res, HttpMethod: GET, RequestParameters: {}, AuthorizationType: NONE, ApiKeyRequired: false, Integration: {IntegrationHttpMethod: POST, Type: AWS_PROXY, Uri: u}, MethodResponses: []}",
            second:
                "{RestApiId: api, ResourceId: res, HttpMethod: GET, MethodResponses: [{StatusCode: '200', ResponseParameters: {'method.response.header.X': true}}], Integration: {Type: MOCK, RequestTemplates: {'application/json': '{statusCode:200}'}, ContentHandling: CONVERT_TO_TEXT, IntegrationResponses: [{StatusCode: '200', ResponseParameters: {'method.response.header.X': \"'*'\"}}]}}",
            created: [
                #"apigateway.PutMethod {"restApiId":"api","resourceId":"res","httpMethod":"GET","authorizationType":"NONE","apiKeyRequired":false,"requestParameters":{}}"#,
                #"apigateway.PutIntegration {"restApiId":"api","resourceId":"res","httpMethod":"GET","type":"AWS_PROXY","integrationHttpMethod":"POST","uri":"u"}"#,
            ],
            updated: [
                #"apigateway.DeleteMethod {"restApiId":"api","resourceId":"res","httpMethod":"GET"}"#,
                #"apigateway.PutMethod {"restApiId":"api","resourceId":"res","httpMethod":"GET","authorizationType":"NONE","apiKeyRequired":false}"#,
                #"apigateway.PutMethodResponse {"restApiId":"api","resourceId":"res","httpMethod":"GET","statusCode":"200","responseParameters":{"method.response.header.X":true}}"#,
                #"apigateway.PutIntegration {"restApiId":"api","resourceId":"res","httpMethod":"GET","type":"MOCK","requestTemplates":{"application/json":"{statusCode:200}"},"contentHandling":"CONVERT_TO_TEXT"}"#,
                #"apigateway.PutIntegrationResponse {"restApiId":"api","resourceId":"res","httpMethod":"GET","statusCode":"200","responseParameters":{"method.response.header.X":"'*'"}}"#,
            ], deleted: [#"apigateway.DeleteMethod {"restApiId":"api","resourceId":"res","httpMethod":"GET"}"#]),
        Case(
            type: "AWS::ApiGateway::Deployment", first: "{RestApiId: api}", second: "{RestApiId: api, Description: d}",
            created: [#"apigateway.CreateDeployment {"restApiId":"api"}"#],
            updated: [
                #"apigateway.UpdateDeployment {"restApiId":"api","deploymentId":"id1","patchOperations":[{"op":"replace","path":"/description","value":"d"}]}"#
            ], deleted: [#"apigateway.DeleteDeployment {"restApiId":"api","deploymentId":"id1"}"#]),
        Case(
            type: "AWS::ApiGateway::Stage",
            first: "{RestApiId: api, StageName: dev, DeploymentId: d1, Variables: {a: '1', b: '2'}}",
            second: "{RestApiId: api, StageName: dev, DeploymentId: d2, Variables: {a: '3'}, TracingEnabled: 'true'}",
            created: [
                #"apigateway.CreateStage {"restApiId":"api","stageName":"dev","deploymentId":"d1","variables":{"a":"1","b":"2"}}"#
            ],
            updated: [
                #"apigateway.UpdateStage {"restApiId":"api","stageName":"dev","patchOperations":[{"op":"replace","path":"/deploymentId","value":"d2"},{"op":"replace","path":"/tracingEnabled","value":"true"},{"op":"remove","path":"/variables/b"},{"op":"replace","path":"/variables/a","value":"3"}]}"#
            ], deleted: [#"apigateway.DeleteStage {"restApiId":"api","stageName":"dev"}"#]),
        Case(
            type: "AWS::ApiGatewayV2::Api",
            first: "{Name: x, ProtocolType: HTTP, CorsConfiguration: {AllowOrigins: ['*']}}",
            second: "{Name: y, ProtocolType: HTTP}",
            created: [
                #"apigatewayv2.CreateApi {"ProtocolType":"HTTP","Name":"x","CorsConfiguration":{"AllowOrigins":["*"]}}"#
            ],
            updated: [
                #"apigatewayv2.UpdateApi {"ApiId":"id1","Name":"y"}"#,
                #"apigatewayv2.DeleteCorsConfiguration {"ApiId":"id1"}"#,
            ], deleted: [#"apigatewayv2.DeleteApi {"ApiId":"id1"}"#]),
        Case(
            type: "AWS::ApiGatewayV2::Stage", first: "{ApiId: api, StageName: $default, AutoDeploy: 'true'}",
            second: "{ApiId: api, StageName: $default, AutoDeploy: true, Description: d}",
            created: [#"apigatewayv2.CreateStage {"ApiId":"api","StageName":"$default","AutoDeploy":true}"#],
            updated: [
                #"apigatewayv2.UpdateStage {"ApiId":"api","StageName":"$default","AutoDeploy":true,"Description":"d"}"#
            ], deleted: [#"apigatewayv2.DeleteStage {"ApiId":"api","StageName":"$default"}"#]),
        Case(
            type: "AWS::ApiGatewayV2::Integration",
            first:
                "{ApiId: api, IntegrationType: AWS_PROXY, IntegrationUri: f, PayloadFormatVersion: '2.0', TimeoutInMillis: '30000'}",
            second: "{ApiId: api, IntegrationType: AWS_PROXY, IntegrationUri: g, PayloadFormatVersion: '2.0'}",
            created: [
                #"apigatewayv2.CreateIntegration {"ApiId":"api","IntegrationType":"AWS_PROXY","IntegrationUri":"f","PayloadFormatVersion":"2.0","TimeoutInMillis":30000}"#
            ],
            updated: [
                #"apigatewayv2.UpdateIntegration {"ApiId":"api","IntegrationId":"id1","IntegrationType":"AWS_PROXY","IntegrationUri":"g","PayloadFormatVersion":"2.0"}"#
            ], deleted: [#"apigatewayv2.DeleteIntegration {"ApiId":"api","IntegrationId":"id1"}"#]),
        Case(
            type: "AWS::ApiGatewayV2::Route", first: "{ApiId: api, RouteKey: GET /a, AuthorizationType: JWT}",
            second: "{ApiId: api, RouteKey: GET /b}",
            created: [#"apigatewayv2.CreateRoute {"ApiId":"api","AuthorizationType":"JWT","RouteKey":"GET /a"}"#],
            updated: [
                #"apigatewayv2.UpdateRoute {"ApiId":"api","RouteId":"id1","RouteKey":"GET /b","AuthorizationType":"NONE"}"#
            ], deleted: [#"apigatewayv2.DeleteRoute {"ApiId":"api","RouteId":"id1"}"#]),
        Case(
            type: "AWS::ApiGatewayV2::Authorizer",
            first: "{ApiId: api, AuthorizerType: JWT, Name: x, IdentitySource: [h]}",
            second: "{ApiId: api, AuthorizerType: JWT, Name: y, IdentitySource: [h]}",
            created: [
                #"apigatewayv2.CreateAuthorizer {"ApiId":"api","AuthorizerType":"JWT","IdentitySource":["h"],"Name":"x"}"#
            ],
            updated: [
                #"apigatewayv2.UpdateAuthorizer {"ApiId":"api","AuthorizerId":"id1","AuthorizerType":"JWT","IdentitySource":["h"],"Name":"y"}"#
            ], deleted: [#"apigatewayv2.DeleteAuthorizer {"ApiId":"api","AuthorizerId":"id1"}"#]),
        Case(
            type: "AWS::Events::Rule",
            first: "{Name: r, ScheduleExpression: rate(1 minute), State: ENABLED, Targets: [{Id: a, Arn: x}]}",
            second: "{Name: r, ScheduleExpression: rate(2 minutes), State: ENABLED, Targets: [{Id: b, Arn: x}]}",
            created: [
                #"events.PutRule {"Name":"r","ScheduleExpression":"rate(1 minute)","State":"ENABLED"}"#,
                #"events.PutTargets {"Rule":"r","Targets":[{"Id":"a","Arn":"x"}]}"#,
            ],
            updated: [
                #"events.PutRule {"Name":"r","ScheduleExpression":"rate(2 minutes)","State":"ENABLED"}"#,
                #"events.RemoveTargets {"Rule":"r","Ids":["a"]}"#,
                #"events.PutTargets {"Rule":"r","Targets":[{"Id":"b","Arn":"x"}]}"#,
            ], deleted: [#"events.ListTargetsByRule {"Rule":"r"}"#, #"events.DeleteRule {"Name":"r"}"#]),
    ]

    static func lines(_ services: FakeServices) -> [String] {
        services.calls.map { call in
            var input = call.input
            // Generated names end at random.
            if let members = input.objectValue {
                input = .object(members.map { $0.key == "StatementId" ? JSON.Member($0.key, "*") : $0 })
            }
            return "\(call.operation) \(input.text)"
        }
    }

    @Test("a type makes, changes and deletes its resource by its service's operations", arguments: cases)
    func operations(_ row: Case) async throws {
        let formation = try ServiceFormation()
        let template = { (properties: String) in "Resources: {A: {Type: '\(row.type)', Properties: \(properties)}}" }
        #expect(try await formation.deploy(template(row.first)) == "CREATE_COMPLETE")
        #expect(Self.lines(formation.services) == row.created)
        formation.services.forget()
        #expect(try await formation.deploy(template(row.second), "UpdateStack") == "UPDATE_COMPLETE")
        #expect(Self.lines(formation.services) == row.updated)
        formation.services.forget()
        _ = try await formation.call("DeleteStack", ["StackName": "demo"])
        #expect(Self.lines(formation.services) == row.deleted)
    }

    @Test("every type of the issue is there, each once")
    func types() {
        let names = CloudFormationService.types.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.sorted() == Self.cases.map(\.type).sorted())
    }

    @Test("that something is not there any more is no failure of its deletion", arguments: cases)
    func goneAlready(_ row: Case) async throws {
        let formation = try ServiceFormation()
        let id = try await formation.call(
            "CreateStack",
            [
                "StackName": "demo", "Capabilities": ["CAPABILITY_NAMED_IAM"],
                "TemplateBody": .string("Resources: {A: {Type: '\(row.type)', Properties: \(row.first)}}"),
            ])["StackId"]
        for line in row.deleted {
            let operation = String(line.prefix { $0 != " " })
            formation.services.refuse(operation, AWSError("NotFoundException", "It is not there.", status: 404))
        }
        _ = try await formation.call("DeleteStack", ["StackName": "demo"])
        let stack = try await formation.call("DescribeStacks", .members(["StackName": id]))["Stacks"]?[0]
        #expect(stack?["StackStatus"] == "DELETE_COMPLETE")
    }

    @Test(
        "an API is made of an OpenAPI document, and made anew of another one",
        arguments: [
            (
                "AWS::ApiGateway::RestApi",
                [
                    #"apigateway.CreateRestApi {"name":"t"}"#,
                    #"apigateway.PutRestApi {"restApiId":"id1","mode":"overwrite","body":"{\"info\":{\"title\":\"t\"}}"}"#,
                ],
                #"apigateway.PutRestApi {"restApiId":"id1","mode":"overwrite","body":"{\"info\":{\"title\":\"t\"},\"paths\":{}}"}"#
            ),
            (
                "AWS::ApiGatewayV2::Api",
                [
                    #"apigatewayv2.ImportApi {"Body":"{\"info\":{\"title\":\"t\"}}"}"#,
                    #"apigatewayv2.UpdateApi {"ApiId":"id1"}"#,
                ],
                #"apigatewayv2.ReimportApi {"ApiId":"id1","Body":"{\"info\":{\"title\":\"t\"},\"paths\":{}}"}"#
            ),
        ])
    func openAPI(_ type: String, _ created: [String], _ updated: String) async throws {
        let formation = try ServiceFormation()
        let template = { (body: String) in "Resources: {A: {Type: '\(type)', Properties: {Body: \(body)}}}" }
        #expect(try await formation.deploy(template("{info: {title: t}}")) == "CREATE_COMPLETE")
        #expect(Self.lines(formation.services) == created)
        formation.services.forget()
        _ = try await formation.deploy(template("{info: {title: t}, paths: {}}"), "UpdateStack")
        #expect(Self.lines(formation.services).first == updated)
    }

    @Test("a resource of several parts is taken back where a part fails")
    func parts() async throws {
        let formation = try ServiceFormation()
        formation.services.refuse("iam.PutRolePolicy", AWSError("MalformedPolicyDocument", "Bad."))
        let status = try await formation.deploy(
            "Resources: {A: {Type: 'AWS::IAM::Role', Properties: {RoleName: r, AssumeRolePolicyDocument: {}, Policies: [{PolicyName: p, PolicyDocument: {}}]}}}"
        )
        #expect(status == "ROLLBACK_COMPLETE")
        #expect(formation.services.calls.last?.operation == "iam.DeleteRole")
    }

    @Test("a stage goes back to the deployment before, or away with the last", arguments: [true, false])
    func deployments(_ hasOther: Bool) async throws {
        let formation = try ServiceFormation()
        let template =
            "Resources: {A: {Type: 'AWS::ApiGateway::Deployment', Properties: {RestApiId: api, StageName: dev}}}"
        _ = try await formation.deploy(template)
        formation.services.answer("apigateway.GetStage", ["deploymentId": "id1", "stageName": "dev"])
        let other: JSON = ["id": "old", "createdDate": 5]
        formation.services.answer(
            "apigateway.GetDeployments",
            ["items": .array([["id": "id1", "createdDate": 9]] + (hasOther ? [other] : []))])
        formation.services.forget()
        _ = try await formation.call("DeleteStack", ["StackName": "demo"])
        let expected =
            hasOther
            ? #"apigateway.UpdateStage {"restApiId":"api","stageName":"dev","patchOperations":[{"op":"replace","path":"/deploymentId","value":"old"}]}"#
            : #"apigateway.DeleteStage {"restApiId":"api","stageName":"dev"}"#
        #expect(Self.lines(formation.services).contains(expected))
        #expect(formation.services.calls.last?.operation == "apigateway.DeleteDeployment")
    }

    @Test("tags of the stack reach its resources, whose own prevail")
    func tags() async throws {
        let formation = try ServiceFormation()
        _ = try await formation.call(
            "CreateStack",
            [
                "StackName": "demo", "Tags": [["Key": "a", "Value": "1"], ["Key": "b", "Value": "1"]],
                "TemplateBody":
                    "Resources: {G: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: g, Tags: [{Key: b, Value: 2}]}}}",
            ])
        #expect(
            Self.lines(formation.services) == [#"logs.CreateLogGroup {"logGroupName":"g","tags":{"a":"1","b":"2"}}"#])
    }

    @Test("inline code becomes a zip that is always the same")
    func inlineCode() throws {
        let zip = StoredZip(name: "index.py", contents: Array("print(1)\n".utf8)).bytes
        #expect(zip.starts(with: [0x50, 0x4B, 3, 4]))
        #expect(zip == StoredZip(name: "index.py", contents: Array("print(1)\n".utf8)).bytes)
        // CRC-32 of the contents, as zlib computes it.
        #expect(Array(zip[14..<18]) == [0x06, 0x1E, 0xE1, 0x3C])
    }
}
