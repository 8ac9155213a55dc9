import AWSAPI
import JSON
import Testing

/// Every resource type on the service that it belongs to: made, changed, rolled back and deleted.
@Suite struct EveryTypeTests {
    static func template(memory: Int, method: String = "GET", broken: Bool = false) -> String {
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              VersioningConfiguration: {Status: Enabled}
              PublicAccessBlockConfiguration: {BlockPublicAcls: 'true', BlockPublicPolicy: 'true', IgnorePublicAcls: 'true', RestrictPublicBuckets: 'true'}
              CorsConfiguration: {CorsRules: [{AllowedMethods: [GET], AllowedOrigins: ['*'], MaxAge: 60}]}
              LifecycleConfiguration: {Rules: [{Id: old, Status: Enabled, ExpirationInDays: \(memory)}]}
              Tags: [{Key: memory, Value: '\(memory)'}]
          BucketPolicy:
            Type: AWS::S3::BucketPolicy
            Properties: {Bucket: !Ref Bucket, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Deny, Principal: '*', Action: 's3:*', Resource: !Sub '${Bucket.Arn}/*'}]}}
          Group: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: \(memory == 128 ? 7 : 14)}}
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
              Policies: [{PolicyName: p\(memory), PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'logs:*', Resource: '*'}]}}]
              ManagedPolicyArns: [!Ref Managed]
          Managed:
            Type: AWS::IAM::ManagedPolicy
            Properties: {PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:Get*', Resource: '*', Sid: m\(memory)}]}}
          Policy:
            Type: AWS::IAM::Policy
            Properties: {PolicyName: extra, Roles: [!Ref Role], PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:*', Resource: '*', Sid: x\(memory)}]}}
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Code: {ZipFile: 'exports.handler = async () => 1'}
              Handler: index.handler
              Runtime: nodejs22.x
              Role: !GetAtt Role.Arn
              MemorySize: \(memory)
              Environment: {Variables: {GROUP: !Ref Group}}
              ReservedConcurrentExecutions: 5
              Layers: [!Ref Layer]
          Layer: {Type: AWS::Lambda::LayerVersion, Properties: {Content: {S3Bucket: given, S3Key: layer.zip}, Description: 'for \(memory)'}}
          Version: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Function, Description: 'at \(memory)'}}
          Alias: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Function, FunctionVersion: !GetAtt Version.Version, Name: live}}
          Url: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !GetAtt Function.Arn, AuthType: NONE, Cors: {AllowOrigins: ['*'], MaxAge: \(memory)}}}
          Permission: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Function, Action: 'lambda:InvokeFunction', Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn}}
          AliasPermission: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Alias, Action: 'lambda:InvokeFunction', Principal: apigateway.amazonaws.com}}
          Invokes: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref Function, Qualifier: $LATEST, MaximumRetryAttempts: 1}}
          Rule: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(\(memory) minutes), State: DISABLED, Targets: [{Id: one, Arn: !GetAtt Function.Arn}]}}
          Rest: {Type: AWS::ApiGateway::RestApi, Properties: {Name: 'rest-\(memory)', Policy: '', EndpointConfiguration: {Types: [EDGE]}}}
          Resource: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Rest, ParentId: !GetAtt Rest.RootResourceId, PathPart: '{id}'}}
          Method:
            Type: AWS::ApiGateway::Method
            Properties:
              RestApiId: !Ref Rest
              ResourceId: !Ref Resource
              HttpMethod: \(method)
              AuthorizationType: NONE
              MethodResponses: [{StatusCode: '200', ResponseParameters: {method.response.header.X: true}}]
              Integration: {Type: MOCK, RequestTemplates: {application/json: '{statusCode:200}'}, IntegrationResponses: [{StatusCode: '200', ResponseParameters: {method.response.header.X: "'\(memory)'"}}]}
          Deployment\(memory): {Type: AWS::ApiGateway::Deployment, DependsOn: Method, Properties: {RestApiId: !Ref Rest, StageName: dev}}
          Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Rest, StageName: other, DeploymentId: !Ref Deployment\(memory), Variables: {memory: '\(memory)'}}}
          Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: 'http-\(memory)', ProtocolType: HTTP, CorsConfiguration: {AllowOrigins: ['*']}}}
          RestOfDocument:
            Type: AWS::ApiGateway::RestApi
            Properties:
              Body: {openapi: 3.0.1, info: {title: document-\(memory), version: '1'}, paths: {/at\(memory): {get: {x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, uri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations'}}}}}
          HttpOfDocument:
            Type: AWS::ApiGatewayV2::Api
            Properties:
              Body: {openapi: 3.0.1, info: {title: http-document, version: '1'}, paths: {/at\(memory): {get: {x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, payloadFormatVersion: '2.0', uri: !GetAtt Function.Arn}}}}}
          HttpStage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: $default, AutoDeploy: true, DefaultRouteSettings: {DetailedMetricsEnabled: false}}}
          Integration: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Function.Arn, PayloadFormatVersion: '2.0', TimeoutInMillis: 30000}}
          Route: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: 'GET /at\(memory)', Target: !Join [/, [integrations, !Ref Integration]]}}
          Authorizer: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, AuthorizerType: JWT, Name: 'jwt\(memory)', IdentitySource: [$request.header.Authorization], JwtConfiguration: {Issuer: 'https://issuer.test', Audience: [a]}}}
        \(broken ? "  Broken: {Type: AWS::SQS::Queue, DependsOn: [Route, Stage, Alias, Policy, BucketPolicy, Invokes, Rule, Url, HttpStage, Authorizer]}" : "")
        """
    }

    /// The same resources with hardly a property: the others go back to their defaults.
    static func bare(broken: Bool = false) -> String {
        """
        Resources:
          Bucket: {Type: AWS::S3::Bucket}
          BucketPolicy:
            Type: AWS::S3::BucketPolicy
            Properties: {Bucket: !Ref Bucket, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Deny, Principal: '*', Action: 's3:*', Resource: !Sub '${Bucket.Arn}/*'}]}}
          Group: {Type: AWS::Logs::LogGroup}
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
          Managed:
            Type: AWS::IAM::ManagedPolicy
            Properties: {PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:Get*', Resource: '*', Sid: m128}]}}
          Policy:
            Type: AWS::IAM::Policy
            Properties: {PolicyName: other, Roles: [!Ref Role], PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}}
          Function:
            Type: AWS::Lambda::Function
            Properties: {Code: {ZipFile: 'exports.handler = async () => 1'}, Handler: index.handler, Runtime: nodejs22.x, Role: !GetAtt Role.Arn}
          Layer: {Type: AWS::Lambda::LayerVersion, Properties: {Content: {S3Bucket: given, S3Key: layer.zip}}}
          Version: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Function}}
          Alias: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Function, FunctionVersion: !GetAtt Version.Version, Name: live}}
          Url: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !GetAtt Function.Arn, AuthType: AWS_IAM}}
          Invokes: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref Function, Qualifier: $LATEST, MaximumEventAgeInSeconds: 60}}
          Rule: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day)}}
          Rest: {Type: AWS::ApiGateway::RestApi, Properties: {Name: rest}}
          Resource: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Rest, ParentId: !GetAtt Rest.RootResourceId, PathPart: '{id}'}}
          Method: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Rest, ResourceId: !Ref Resource, HttpMethod: GET, Integration: {Type: MOCK}}}
          Deployment128: {Type: AWS::ApiGateway::Deployment, DependsOn: Method, Properties: {RestApiId: !Ref Rest}}
          Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Rest, StageName: other, DeploymentId: !Ref Deployment128}}
          Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: http, ProtocolType: HTTP}}
          HttpStage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: $default}}
          Integration: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Function.Arn, PayloadFormatVersion: '2.0'}}
          Route: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: 'GET /bare'}}
          Authorizer: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, AuthorizerType: JWT, Name: bare, IdentitySource: [$request.header.Authorization], JwtConfiguration: {Issuer: 'https://issuer.test', Audience: [a]}}}
        \(broken ? "  Broken: {Type: AWS::SQS::Queue, DependsOn: [Route, Stage, Alias, Policy, BucketPolicy, Invokes, Rule, Url, HttpStage, Authorizer]}" : "")
        """
    }

    static func change(_ services: RealServices, _ operation: String, _ template: String) async throws -> (
        status: String, reasons: [String]
    ) {
        try await services.call(
            "cloudformation", operation,
            [
                "StackName": "every", "TemplateBody": .string(template), "Capabilities": ["CAPABILITY_NAMED_IAM"],
                "Tags": [["Key": "team", "Value": "a"]],
            ])
        return try await services.stack("every")
    }

    /// What there is in the services, as far as it may differ between two templates.
    static func state(_ services: RealServices) async throws -> [String: JSON] {
        var state: [String: JSON] = [:]
        let resources = try await services.call("cloudformation", "ListStackResources", ["StackName": "every"])
        var ids: [String: JSON] = [:]
        for resource in resources["StackResourceSummaries"]?.arrayValue ?? [] {
            ids[resource["LogicalResourceId"]?.stringValue ?? ""] = resource["PhysicalResourceId"]
        }
        let function = ids["Function"] ?? nil
        let configuration = try await services.call("lambda", "GetFunctionConfiguration", ["FunctionName": function])
        state["memory"] = configuration["MemorySize"]
        state["layers"] = configuration["Layers"]?[0]?["Arn"]
        state["url"] = try await services.call("lambda", "GetFunctionUrlConfig", ["FunctionName": function])["Cors"]
        state["alias"] = try await services.call("lambda", "GetAlias", ["FunctionName": function, "Name": "live"])[
            "FunctionVersion"]
        state["policies"] = try await services.call("iam", "ListRolePolicies", ["RoleName": ids["Role"] ?? nil])[
            "PolicyNames"]
        state["rule"] = try await services.call("events", "DescribeRule", ["Name": ids["Rule"] ?? nil])[
            "ScheduleExpression"]
        let rest = ids["Rest"] ?? nil
        state["rest"] = try await services.call("apigateway", "GetRestApi", ["restApiId": rest])["name"]
        for stage in ["dev", "other"] {
            let found = try await services.call(
                "apigateway", "GetStage", ["restApiId": rest, "stageName": .string(stage)])
            state[stage] = found["deploymentId"]
            state["\(stage) variables"] = found["variables"]
        }
        state["method"] = try await services.call(
            "apigateway", "GetIntegrationResponse",
            ["restApiId": rest, "resourceId": ids["Resource"] ?? nil, "httpMethod": "GET", "statusCode": "200"])[
                "responseParameters"]
        state["http"] = try await services.call("apigatewayv2", "GetApi", ["ApiId": ids["Api"] ?? nil])["name"]
        state["route"] = try await services.call(
            "apigatewayv2", "GetRoute", ["ApiId": ids["Api"] ?? nil, "RouteId": ids["Route"] ?? nil])["routeKey"]
        state["authorizer"] = try await services.call(
            "apigatewayv2", "GetAuthorizer", ["ApiId": ids["Api"] ?? nil, "AuthorizerId": ids["Authorizer"] ?? nil])[
                "Name"]
        let documented = try await services.call(
            "apigateway", "GetResources", ["restApiId": ids["RestOfDocument"] ?? nil])
        state["resources"] = .array(
            (documented["items"] ?? documented["item"])?.arrayValue?.compactMap { $0["path"] } ?? [])
        let routes = try await services.call("apigatewayv2", "GetRoutes", ["ApiId": ids["HttpOfDocument"] ?? nil])
        state["routes"] = .array(routes["items"]?.arrayValue?.compactMap { $0["routeKey"] } ?? [])
        state["lifecycle"] = try await services.call(
            "s3", "GetBucketLifecycleConfiguration", ["Bucket": ids["Bucket"] ?? nil])["Rules"]
        state["tags"] = try await services.call("s3", "GetBucketTagging", ["Bucket": ids["Bucket"] ?? nil])["TagSet"]
        return state
    }

    static func prepare(_ services: RealServices) async throws {
        try await services.call(
            "s3", "CreateBucket",
            ["Bucket": "given", "CreateBucketConfiguration": ["LocationConstraint": "eu-west-1"]])
        try await services.put("given", "layer.zip", [0x50, 0x4B, 5, 6] + Array(repeating: 0, count: 18))
    }

    @Test("a creation that fails at any call to a service leaves nothing")
    func failingCreation() async throws {
        var number = 0
        var count = 1
        while number < count {
            try await RealServices.with(isKept: false) { services, _ in
                try await Self.prepare(services)
                services.faults.refuse(call: number)
                let stack = try await Self.change(services, "CreateStack", Self.template(memory: 128))
                let place = Comment(rawValue: "call \(number), \(services.faults.refused): \(stack.reasons)")
                #expect(stack.status == "ROLLBACK_COMPLETE", place)
                #expect(try await services.call("lambda", "ListFunctions", [:])["Functions"] == [], place)
                #expect(try await services.call("iam", "ListRoles", [:])["Roles"] == [], place)
                #expect(try await services.call("iam", "ListPolicies", ["Scope": "Local"])["Policies"] == [], place)
                #expect(try await services.call("apigatewayv2", "GetApis", [:])["items"] == [], place)
                let buckets = try await services.call("s3", "ListBuckets", [:])["Buckets"]?.arrayValue
                #expect(buckets?.count == 1, place)
                if number == 0 {
                    try await services.call("cloudformation", "DeleteStack", ["StackName": "every"])
                    services.faults.refuse(call: nil)
                    _ = try await Self.change(services, "CreateStack", Self.template(memory: 128))
                    count = services.faults.count
                }
            }
            number += 1
        }
        #expect(count > 30)
    }

    @Test("an update that fails at any call to a service restores what was")
    func failingUpdate() async throws {
        var number = 0
        var count = 1
        while number < count {
            try await RealServices.with(isKept: false) { services, _ in
                try await Self.prepare(services)
                _ = try await Self.change(services, "CreateStack", Self.template(memory: 128))
                let before = try await Self.state(services)
                services.faults.refuse(call: number)
                let stack = try await Self.change(services, "UpdateStack", Self.template(memory: 512))
                let place = Comment(rawValue: "call \(number), \(services.faults.refused): \(stack.reasons)")
                if stack.status == "UPDATE_COMPLETE" {
                    // It failed while it tidied up, which fails no update.
                    #expect(try await Self.state(services)["memory"] == 512, place)
                } else {
                    #expect(stack.status == "UPDATE_ROLLBACK_COMPLETE", place)
                    #expect(try await Self.state(services) == before, place)
                }
                if number == 0 {
                    services.faults.refuse(call: nil)
                    _ = try await Self.change(services, "UpdateStack", Self.template(memory: 512))
                    count = services.faults.count
                }
            }
            number += 1
        }
        #expect(count > 30)
    }

    @Test("all types are made, rolled back, changed and deleted on their services")
    func life() async throws {
        try await RealServices.with { services, _ in
            try await Self.prepare(services)
            let made = try await Self.change(services, "CreateStack", Self.template(memory: 128))
            try #require(made.status == "CREATE_COMPLETE", "\(made.reasons)")
            let before = try await Self.state(services)
            #expect(before["memory"] == 128 && before["route"] == "GET /at128" && before["dev"] == before["other"])
            #expect(before["resources"] == ["/", "/at128"] && before["routes"] == ["GET /at128"])

            let back = try await Self.change(services, "UpdateStack", Self.template(memory: 256, broken: true))
            #expect(back.status == "UPDATE_ROLLBACK_COMPLETE", "\(back.reasons)")
            #expect(try await Self.state(services) == before)

            let changed = try await Self.change(services, "UpdateStack", Self.template(memory: 512))
            #expect(changed.status == "UPDATE_COMPLETE", "\(changed.reasons)")
            let after = try await Self.state(services)
            #expect(after["memory"] == 512 && after["route"] == "GET /at512" && after["alias"] != before["alias"])
            #expect(after["dev"] == after["other"] && after["dev"] != before["dev"])
            #expect(after["resources"] == ["/", "/at512"] && after["routes"] == ["GET /at512"])

            try await services.call("cloudformation", "DeleteStack", ["StackName": "every"])
            await #expect(throws: AWSError.self) { try await services.stack("every") }
            #expect(try await services.call("lambda", "ListFunctions", [:])["Functions"] == [])
            #expect(try await services.call("iam", "ListRoles", [:])["Roles"] == [])
            #expect(try await services.call("apigatewayv2", "GetApis", [:])["items"] == [])
        }
    }

    @Test("properties that are left out go back to their defaults, and come back with a rollback")
    func leftOut() async throws {
        try await RealServices.with(isKept: false) { services, _ in
            try await Self.prepare(services)
            _ = try await Self.change(services, "CreateStack", Self.template(memory: 128))
            let before = try await Self.state(services)
            let back = try await Self.change(services, "UpdateStack", Self.bare(broken: true))
            #expect(back.status == "UPDATE_ROLLBACK_COMPLETE", "\(back.reasons)")
            #expect(try await Self.state(services) == before)
            let changed = try await Self.change(services, "UpdateStack", Self.bare())
            #expect(changed.status == "UPDATE_COMPLETE", "\(changed.reasons)")
            let functions = try await services.call("lambda", "ListFunctions", [:])["Functions"]
            #expect(functions?[0]?["MemorySize"] == 128 && functions?[0]?["Layers"] == nil)
            let roles = try await services.call("iam", "ListRoles", [:])["Roles"]
            let name = roles?[0]?["RoleName"] ?? nil
            #expect(try await services.call("iam", "ListRolePolicies", ["RoleName": name])["PolicyNames"] == ["other"])
            let attached = try await services.call("iam", "ListAttachedRolePolicies", ["RoleName": name])
            #expect(attached["AttachedPolicies"] == [])
        }
    }
}
