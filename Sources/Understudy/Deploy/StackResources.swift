import AWSAPI
import Cloud
import Crypto
import Emulator
import Foundation
import JSON

/// The resources and outputs of a template, as they come together.
struct StackResources {
    private let service: String
    private let stage: String
    private var resources: [JSON.Member] = []
    private var outputs: [JSON.Member] = []

    private var bucket: JSON { ["Ref": .string(StackTemplate.bucket)] }

    /// The bucket alone.
    init(_ file: ServerlessFile) {
        service = file.service
        stage = file.stage
        add(
            StackTemplate.bucket, "AWS::S3::Bucket",
            [
                "BucketEncryption": [
                    "ServerSideEncryptionConfiguration": [["ServerSideEncryptionByDefault": ["SSEAlgorithm": "AES256"]]]
                ]
            ])
        let arn: [JSON] = ["arn:", ["Ref": "AWS::Partition"], ":s3:::", bucket]
        add(
            StackTemplate.bucket + "Policy", "AWS::S3::BucketPolicy",
            [
                "Bucket": bucket,
                "PolicyDocument": [
                    "Statement": [
                        [
                            "Action": "s3:*", "Effect": "Deny", "Principal": "*",
                            "Resource": [.joined(arn + ["/*"]), .joined(arn)],
                            "Condition": ["Bool": ["aws:SecureTransport": false]],
                        ]
                    ]
                ],
            ])
        output(StackTemplate.bucket + "Name", bucket)
    }

    var template: JSON {
        [
            "AWSTemplateFormatVersion": "2010-09-09",
            "Description": "The AWS CloudFormation template for this Serverless application",
            "Resources": .object(resources), "Outputs": .object(outputs),
        ]
    }

    private var names: Set<String> { Set(resources.map(\.key)) }

    private mutating func add(
        _ name: String, _ type: String, _ properties: JSON, dependsOn: [String] = [], isRetained: Bool = false
    ) {
        guard !names.contains(name) else { return }
        resources.append(
            JSON.Member(
                name,
                .members([
                    "Type": .string(type), "DeletionPolicy": isRetained ? "Retain" : nil, "Properties": properties,
                    "DependsOn": dependsOn.isEmpty ? nil : .array(dependsOn.map { .string($0) }),
                ])))
    }

    private mutating func output(_ key: String, _ value: JSON) {
        outputs.append(
            JSON.Member(key, ["Value": value, "Export": ["Name": .string("sls-\(service)-\(stage)-\(key)")]]))
    }

    // MARK: Functions

    mutating func addRole() {
        let logs =
            "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/\(service)-\(stage)"
        func statement(_ actions: [JSON], _ resource: String) -> JSON {
            ["Effect": "Allow", "Action": .array(actions), "Resource": [["Fn::Sub": .string(resource)]]]
        }
        add(
            "IamRoleLambdaExecution", "AWS::IAM::Role",
            [
                "AssumeRolePolicyDocument": [
                    "Version": "2012-10-17",
                    "Statement": [
                        [
                            "Effect": "Allow", "Principal": ["Service": ["lambda.amazonaws.com"]],
                            "Action": ["sts:AssumeRole"],
                        ]
                    ],
                ],
                "Policies": [
                    [
                        "PolicyName": .string("\(service)-\(stage)-lambda"),
                        "PolicyDocument": [
                            "Version": "2012-10-17",
                            "Statement": [
                                statement(
                                    ["logs:CreateLogStream", "logs:CreateLogGroup", "logs:TagResource"], "\(logs)*:*"),
                                statement(["logs:PutLogEvents"], "\(logs)*:*:*"),
                            ],
                        ],
                    ]
                ],
                "Path": "/",
                "RoleName": .joined(
                    [.string(service), .string(stage), ["Ref": "AWS::Region"], "lambdaRole"], by: "-"),
            ])
    }

    mutating func add(_ function: DeclaredFunction, _ artifact: StackTemplate.Artifact) {
        let name = LogicalID.of(function.key)
        let version = function.version
        add("\(name)LogGroup", "AWS::Logs::LogGroup", ["LogGroupName": .string("/aws/lambda/\(version.name)")])
        let properties = Self.properties(version)
        let code: JSON = ["S3Bucket": bucket, "S3Key": .string(artifact.key)]
        add(
            "\(name)LambdaFunction", "AWS::Lambda::Function",
            .object([JSON.Member("Code", code)] + (properties.objectValue ?? [])), dependsOn: ["\(name)LogGroup"])
        let versionID = "\(name)LambdaVersion" + Self.hash(of: properties.text + artifact.sha256)
        add(
            versionID, "AWS::Lambda::Version",
            ["FunctionName": ["Ref": .string("\(name)LambdaFunction")], "CodeSha256": .string(artifact.sha256)],
            isRetained: true)
        output("\(name)LambdaFunctionQualifiedArn", ["Ref": .string(versionID)])
    }

    private static func properties(_ version: FunctionVersion) -> JSON {
        let variables = version.environment.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
        let logging = version.logging
        return .members([
            "Handler": .string(version.handler), "Runtime": .string(version.runtime),
            "FunctionName": .string(version.name), "MemorySize": .integer(version.memorySizeMB),
            "Timeout": .integer(version.timeoutSeconds),
            "Architectures": [.string(version.architecture.rawValue)],
            "Environment": variables.isEmpty ? nil : ["Variables": .object(variables)],
            "LoggingConfig": logging.format == .text
                ? nil
                : .members([
                    "LogFormat": "JSON", "ApplicationLogLevel": logging.applicationLevel.map { .string($0) },
                ]),
            "Role": ["Fn::GetAtt": ["IamRoleLambdaExecution", "Arn"]],
        ])
    }

    /// Letters and digits, as logical ids may have.
    private static func hash(of text: String) -> String {
        Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString().filter { $0.isLetter || $0.isNumber }
    }

    /// The function that a route leads to, by its place in the template; nil where none does.
    private func logicalID(_ route: Route, _ keys: [String: String]) -> String? {
        route.function.flatMap { keys[$0.name] }
    }

    private mutating func permit(_ function: String, _ suffix: String, api: String, path: String) -> String {
        let id = "\(function)LambdaPermission\(suffix)"
        add(
            id, "AWS::Lambda::Permission",
            [
                "FunctionName": ["Fn::GetAtt": [.string("\(function)LambdaFunction"), "Arn"]],
                "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com",
                "SourceArn": .joined([
                    "arn:", ["Ref": "AWS::Partition"], ":execute-api:", ["Ref": "AWS::Region"], ":",
                    ["Ref": "AWS::AccountId"], ":", ["Ref": .string(api)], .string(path),
                ]),
            ])
        return id
    }

    /// Logical names of functions by their names.
    private var functionIDs: [String: String] {
        var ids: [String: String] = [:]
        for member in resources where member.value["Type"] == "AWS::Lambda::Function" {
            guard let name = member.value["Properties"]?["FunctionName"]?.stringValue else { continue }
            ids[name] = String(member.key.dropLast("LambdaFunction".count))
        }
        return ids
    }

    // MARK: REST APIs

    mutating func addREST(_ api: API) {
        let ids = functionIDs
        add(
            "ApiGatewayRestApi", "AWS::ApiGateway::RestApi",
            ["Name": .string(api.name), "EndpointConfiguration": ["Types": ["EDGE"]], "Policy": ""])
        var methods: [String] = []
        for route in api.routes {
            let resource = addResources(route.path)
            let id = "ApiGatewayMethod\(LogicalID.of(route.path.segments))\(LogicalID.of(method: route.method))"
            let function = logicalID(route, ids)
            let permission = function.map { permit($0, "ApiGateway", api: "ApiGatewayRestApi", path: "/*/*") }
            add(
                id, "AWS::ApiGateway::Method",
                [
                    "HttpMethod": .string(route.method), "RequestParameters": [:], "ResourceId": resource,
                    "RestApiId": ["Ref": "ApiGatewayRestApi"], "ApiKeyRequired": false, "AuthorizationType": "NONE",
                    "Integration": Self.integration(route, function), "MethodResponses": Self.responses(route),
                ], dependsOn: permission.map { [$0] } ?? [])
            methods.append(id)
        }
        let stage = api.stages.first?.name ?? self.stage
        let content = resources.filter { methods.contains($0.key) || $0.key.hasPrefix("ApiGatewayResource") }
        add(
            "ApiGatewayDeployment" + Self.hash(of: JSON.object(content).text), "AWS::ApiGateway::Deployment",
            ["RestApiId": ["Ref": "ApiGatewayRestApi"], "StageName": .string(stage)], dependsOn: methods)
        output("ServiceEndpoint", Self.url("ApiGatewayRestApi", "/\(stage)"))
    }

    /// - Returns: what the id of the path's resource is.
    private mutating func addResources(_ path: RoutePath) -> JSON {
        var parent: JSON = ["Fn::GetAtt": ["ApiGatewayRestApi", "RootResourceId"]]
        for count in path.segments.indices {
            let id = "ApiGatewayResource" + LogicalID.of(path.segments[...count])
            add(
                id, "AWS::ApiGateway::Resource",
                [
                    "ParentId": parent, "PathPart": .string(path.segments[count].text),
                    "RestApiId": ["Ref": "ApiGatewayRestApi"],
                ])
            parent = ["Ref": .string(id)]
        }
        return parent
    }

    private static func integration(_ route: Route, _ function: String?) -> JSON {
        if case .mock(let mock) = route.target { return Self.mock(mock) }
        return .members([
            "IntegrationHttpMethod": "POST", "Type": "AWS_PROXY",
            "Uri": .joined([
                "arn:", ["Ref": "AWS::Partition"], ":apigateway:", ["Ref": "AWS::Region"],
                ":lambda:path/2015-03-31/functions/",
                ["Fn::GetAtt": [.string("\(function ?? "")LambdaFunction"), "Arn"]], "/invocations",
            ]),
            "TimeoutInMillis": .integer(Int(route.timeout.components.seconds * 1000)),
        ])
    }

    private static func mock(_ mock: MockIntegration) -> JSON {
        .members([
            "Type": "MOCK", "RequestTemplates": texts(mock.requestTemplates),
            "PassthroughBehavior": .string(mock.passthrough.rawValue),
            "ContentHandling": mock.convertsToText ? "CONVERT_TO_TEXT" : nil,
            "IntegrationResponses": .array(
                mock.responses.map { response in
                    .members([
                        "StatusCode": .string(String(response.status)),
                        "SelectionPattern": response.selectionPattern.map { .string($0) },
                        "ResponseParameters": texts(response.parameters),
                        "ResponseTemplates": texts(response.templates),
                    ])
                }),
        ])
    }

    private static func responses(_ route: Route) -> JSON {
        guard case .mock(let mock) = route.target else { return [] }
        return .array(
            mock.responses.map { response in
                let names = response.parameters.keys.sorted().map { JSON.Member($0, true) }
                return ["StatusCode": .string(String(response.status)), "ResponseParameters": .object(names)]
            })
    }

    private static func texts(_ map: [String: String]) -> JSON {
        .object(map.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })
    }

    private static func url(_ api: String, _ path: String) -> JSON {
        .joined([
            "https://", ["Ref": .string(api)], ".execute-api.", ["Ref": "AWS::Region"], ".", ["Ref": "AWS::URLSuffix"],
            .string(path),
        ])
    }

    // MARK: HTTP APIs

    mutating func addHTTP(_ api: API) {
        let ids = functionIDs
        add("HttpApi", "AWS::ApiGatewayV2::Api", ["Name": .string(api.name), "ProtocolType": "HTTP"])
        add(
            "HttpApiStage", "AWS::ApiGatewayV2::Stage",
            [
                "ApiId": ["Ref": "HttpApi"], "StageName": .string(api.stages.first?.name ?? "$default"),
                "AutoDeploy": true, "DefaultRouteSettings": ["DetailedMetricsEnabled": false],
            ])
        for route in api.routes {
            guard let function = logicalID(route, ids) else { continue }
            _ = permit(function, "HttpApi", api: "HttpApi", path: "/*")
            let integration = "HttpApiIntegration\(function)"
            add(
                integration, "AWS::ApiGatewayV2::Integration",
                [
                    "ApiId": ["Ref": "HttpApi"], "IntegrationType": "AWS_PROXY",
                    "IntegrationUri": ["Fn::GetAtt": [.string("\(function)LambdaFunction"), "Arn"]],
                    "PayloadFormatVersion": .string(route.payloadFormat.rawValue),
                    "TimeoutInMillis": .integer(Int(route.timeout.components.seconds * 1000)),
                ])
            let name =
                route.path == .default
                ? "Default" : LogicalID.of(method: route.method) + LogicalID.of(route.path.segments)
            add(
                "HttpApiRoute\(name)", "AWS::ApiGatewayV2::Route",
                [
                    "ApiId": ["Ref": "HttpApi"], "RouteKey": .string(route.key),
                    "Target": .joined(["integrations", ["Ref": .string(integration)]], by: "/"),
                ], dependsOn: [integration])
        }
        output("HttpApiId", ["Ref": "HttpApi"])
        output("HttpApiUrl", Self.url("HttpApi", ""))
    }
}

extension JSON {
    /// `Fn::Join`
    fileprivate static func joined(_ parts: [JSON], by separator: String = "") -> JSON {
        ["Fn::Join": [.string(separator), .array(parts)]]
    }
}

extension RoutePath.Segment {
    /// As it is written in a path.
    fileprivate var text: String {
        switch self {
        case .literal(let text): text
        case .parameter(let name): "{\(name)}"
        case .greedy(let name): "{\(name)+}"
        }
    }
}
