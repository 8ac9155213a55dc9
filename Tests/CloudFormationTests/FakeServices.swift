import AWSAPI
import JSON
import StateStore
import Synchronization

@testable import CloudFormation

/// Services that take every call, note it, and give out ids; refusals can be asked for.
final class FakeServices: Sendable {
    struct Entry: Sendable, Hashable {
        var operation: String
        var input: JSON
    }

    private struct State {
        var calls: [Entry] = []
        var ids = 0
        var refused: [String: AWSError] = [:]
        var answers: [String: JSON] = [:]
    }

    private let state = Mutex(State())

    var calls: [Entry] { state.withLock { $0.calls } }

    func forget() { state.withLock { $0.calls = [] } }

    func refuse(_ operation: String, _ error: AWSError?) { state.withLock { $0.refused[operation] = error } }

    /// What an operation gives from now on, in place of the usual.
    func answer(_ operation: String, _ output: JSON) { state.withLock { $0.answers[operation] = output } }

    var directory: ServiceDirectory {
        ServiceDirectory { service, operation, input, call async throws(AWSError) in
            try self.output("\(service).\(operation)", input.json, call).get()
        }
    }

    private func output(_ operation: String, _ input: JSON, _ call: Call) -> Result<Output, AWSError> {
        state.withLock { state in
            state.calls.append(Entry(operation: operation, input: input))
            if let error = state.refused[operation] { return .failure(error) }
            if let answer = state.answers[operation] { return .success(Output(answer)) }
            state.ids += 1
            return .success(Output(Self.answer(operation, input, id: "id\(state.ids)")))
        }
    }

    private static func answer(_ operation: String, _ input: JSON, id: String) -> JSON {
        let function = "arn:aws:lambda:eu-west-1:000000000000:function:\(input["FunctionName"]?.stringValue ?? "")"
        switch operation {
        case "iam.CreateRole", "iam.GetRole":
            let name = input["RoleName"]?.stringValue ?? ""
            return ["Role": ["Arn": .string("arn:aws:iam::000000000000:role/\(name)"), "RoleId": "AROA"]]
        case "iam.CreatePolicy", "iam.GetPolicy":
            return [
                "Policy": ["Arn": "arn:aws:iam::000000000000:policy/p", "PolicyId": "ANPA", "DefaultVersionId": "v1"]
            ]
        case "lambda.CreateFunction", "lambda.UpdateFunctionCode", "lambda.UpdateFunctionConfiguration",
            "lambda.GetFunctionConfiguration":
            return ["FunctionArn": .string(function)]
        case "lambda.PublishVersion": return ["FunctionArn": .string("\(function):1"), "Version": "1"]
        case "lambda.CreateAlias", "lambda.UpdateAlias":
            return ["AliasArn": .string("\(function):\(input["Name"]?.stringValue ?? "")")]
        case "lambda.CreateFunctionUrlConfig", "lambda.UpdateFunctionUrlConfig":
            let arn = input["FunctionName"] ?? ""
            return ["FunctionArn": arn, "FunctionUrl": "http://url.lambda-url.eu-west-1.localhost:4566/"]
        case "lambda.PublishLayerVersion":
            return ["LayerVersionArn": "arn:aws:lambda:eu-west-1:000000000000:layer:l:3", "Version": 3]
        case "apigateway.GetRestApi": return ["id": input["restApiId"] ?? nil, "rootResourceId": "root"]
        case "apigateway.CreateRestApi": return ["id": .string(id), "rootResourceId": "root"]
        case "apigatewayv2.UpdateApi": return ["ApiId": input["ApiId"] ?? nil, "ApiEndpoint": "https://api"]
        case "apigatewayv2.CreateApi", "apigatewayv2.ImportApi":
            return ["ApiId": .string(id), "ApiEndpoint": .string("https://\(id).execute-api.eu-west-1.amazonaws.com")]
        case "apigatewayv2.CreateIntegration": return ["IntegrationId": .string(id)]
        case "apigatewayv2.CreateRoute": return ["RouteId": .string(id)]
        case "apigatewayv2.CreateAuthorizer": return ["AuthorizerId": .string(id)]
        case "events.PutRule":
            return [
                "RuleArn": .string("arn:aws:events:eu-west-1:000000000000:rule/\(input["Name"]?.stringValue ?? "")")
            ]
        case "apigateway.CreateResource", "apigateway.CreateDeployment": return ["id": .string(id)]
        default: return [:]
        }
    }
}

/// CloudFormation with AWS's resource types, over services that take every call.
struct ServiceFormation {
    let services = FakeServices()
    let directory: ServiceDirectory

    init(_ records: any Records = MemoryRecords()) throws {
        let time = Mutex(1_767_225_600_000)
        let number = Mutex(0)
        let stacks = try Stacks(
            records: records, types: ResourceTypes(CloudFormationService.types), directory: services.directory,
            clock: {
                time.withLock {
                    $0 += 1; return $0
                }
            },
            newIdentifier: { "id-\(number.withLock { $0 += 1; return $0 })" })
        directory = ServiceDirectory([CloudFormationService(stacks).service])
    }

    func call(_ operation: String, _ input: JSON) async throws(AWSError) -> JSON {
        try await directory.call("cloudformation", operation, input, Call(requestID: "request", time: 0))
    }

    /// Makes or changes the stack `demo`, and gives its status and reason.
    func deploy(_ template: String, _ operation: String = "CreateStack") async throws(AWSError) -> String {
        _ = try await call(
            operation,
            [
                "StackName": "demo", "TemplateBody": .string(template), "Capabilities": ["CAPABILITY_NAMED_IAM"],
            ])
        let stack = try await call("DescribeStacks", ["StackName": "demo"])["Stacks"]?[0]
        return stack?["StackStatus"]?.stringValue ?? ""
    }
}
