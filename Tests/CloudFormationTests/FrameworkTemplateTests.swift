import AWSAPI
import Foundation
import JSON
import StateStore
import Testing

@testable import CloudFormation

/// Templates that the Serverless Framework really made. They are no part of the repository: where they are missing, these
/// tests say so and are skipped.
@Suite struct FrameworkTemplateTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/fixtures/sls")
    static let isThere = FileManager.default.fileExists(atPath: folder.path)

    static func template(_ service: String, _ step: String) throws -> String {
        let file = folder.appending(path: "\(service)/cloudformation-template-\(step)-stack.json")
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test(
        "the framework's two steps make a stack, which is unchanged when deployed again, and goes whole",
        .enabled(if: isThere, "../shared/fixtures/sls is not there"), arguments: ["rest-only", "http-only"])
    func life(_ service: String) async throws {
        let formation = try ServiceFormation()
        let core = try Self.template(service, "create")
        let compiled = try Self.template(service, "update")
        let name = "\(service)-dev"
        let bucket = try await execute(formation, name, core, "CREATE")
        #expect(bucket["StackStatus"] == "CREATE_COMPLETE")
        let stack = try await execute(formation, name, compiled, "UPDATE")
        #expect(stack["StackStatus"] == "UPDATE_COMPLETE")
        #expect(stack["Outputs"]?.arrayValue?.isEmpty == false)
        for output in stack["Outputs"]?.arrayValue ?? [] where output["OutputKey"] != "ServerlessDeploymentBucketName" {
            #expect(output["ExportName"]?.stringValue?.hasPrefix("sls-\(name)-") == true)
        }
        let resources = try Template(parsing: compiled).resources
        #expect(formation.services.calls.count >= resources.count)

        let again = try await plan(formation, name, compiled, "UPDATE")
        #expect(again["Status"] == "FAILED")
        #expect(
            again["StatusReason"]?.stringValue?.hasPrefix("The submitted information didn't contain changes.") == true)

        _ = try await formation.call("DeleteStack", ["StackName": .string(name)])
        let gone = try await formation.call("DescribeStacks", .members(["StackName": stack["StackId"]]))["Stacks"]?[0]
        #expect(gone?["StackStatus"] == "DELETE_COMPLETE")
        // Versions are retained.
        let deletions = formation.services.calls.filter { $0.operation == "lambda.DeleteFunction" }
        #expect(deletions.allSatisfy { $0.input["Qualifier"] == nil })
    }

    @Test(
        "a new deployment changes the code in place, adds its versions and takes the old deployment away",
        .enabled(if: isThere, "../shared/fixtures/sls is not there"))
    func redeployment() async throws {
        let formation = try ServiceFormation()
        let compiled = try Self.template("rest-only", "update")
        _ = try await execute(formation, "rest-only-dev", compiled, "CREATE")
        formation.services.forget()
        let time = "1795462707687-2026-11-23T19:38:27.687Z"
        let next = compiled.replacing(time, with: "1795462800000-2026-11-23T19:40:00.000Z")
            .replacing(/ALambdaVersion\w+/, with: "ALambdaVersionNext").replacing(
                /ApiGatewayDeployment\d+/, with: "ApiGatewayDeployment9")
        let stack = try await execute(formation, "rest-only-dev", next, "UPDATE")
        #expect(stack["StackStatus"] == "UPDATE_COMPLETE")
        let operations = formation.services.calls.map(\.operation)
        #expect(
            operations.contains("lambda.UpdateFunctionCode")
                && !operations.contains("lambda.UpdateFunctionConfiguration"))
        #expect(operations.filter { $0 == "lambda.PublishVersion" }.count == 1)
        #expect(operations.filter { $0 == "apigateway.CreateDeployment" }.count == 1)
        #expect(operations.last == "apigateway.DeleteDeployment")
        #expect(!operations.contains("lambda.DeleteFunction"))
    }

    @Test(
        "the same template makes the same calls in the same order",
        .enabled(if: isThere, "../shared/fixtures/sls is not there"))
    func determinism() async throws {
        var runs: [[String]] = []
        for _ in 0..<2 {
            let formation = try ServiceFormation()
            _ = try await execute(formation, "http-only-dev", try Self.template("http-only", "update"), "CREATE")
            runs.append(ResourceTypeTests.lines(formation.services))
        }
        #expect(runs[0] == runs[1])
    }

    /// As the framework asks for it, empty lists included.
    private func plan(
        _ formation: ServiceFormation, _ name: String, _ template: String, _ type: String
    ) async throws(AWSError) -> JSON {
        _ = try await formation.call(
            "CreateChangeSet",
            [
                "StackName": .string(name), "ChangeSetName": .string("\(name)-change-set"),
                "ChangeSetType": .string(type), "TemplateBody": .string(template),
                "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"], "Parameters": "", "NotificationARNs": "",
                "Tags": [["Key": "STAGE", "Value": "dev"]],
            ])
        return try await formation.call(
            "DescribeChangeSet", ["StackName": .string(name), "ChangeSetName": .string("\(name)-change-set")])
    }

    private func execute(
        _ formation: ServiceFormation, _ name: String, _ template: String, _ type: String
    ) async throws(AWSError) -> JSON {
        let changeSet = try await plan(formation, name, template, type)
        #expect(changeSet["Status"] == "CREATE_COMPLETE")
        _ = try await formation.call(
            "ExecuteChangeSet", ["StackName": .string(name), "ChangeSetName": .string("\(name)-change-set")])
        return try await formation.call("DescribeStacks", ["StackName": .string(name)])["Stacks"]?[0] ?? nil
    }
}
