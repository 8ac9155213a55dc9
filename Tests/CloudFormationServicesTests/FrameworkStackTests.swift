import AWSAPI
import Foundation
import JSON
import Testing

/// The templates of the Serverless Framework on the real services. They are no part of the repository: where they are
/// missing, these tests say so and are skipped.
@Suite struct FrameworkStackTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/fixtures/sls")
    static let isThere = FileManager.default.fileExists(atPath: folder.path)

    static func template(_ service: String, _ step: String) throws -> String {
        let file = folder.appending(path: "\(service)/cloudformation-template-\(step)-stack.json")
        return try String(contentsOf: file, encoding: .utf8)
    }

    static func deploy(_ services: RealServices, _ name: String, _ template: String, _ type: String) async throws {
        try await services.call(
            "cloudformation", "CreateChangeSet",
            [
                "StackName": .string(name), "ChangeSetName": "set", "ChangeSetType": .string(type),
                "TemplateBody": .string(template), "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
                "Tags": [["Key": "STAGE", "Value": "dev"]],
            ])
        let set = try await services.call(
            "cloudformation", "DescribeChangeSet", ["StackName": .string(name), "ChangeSetName": "set"])
        #expect(set["Status"] == "CREATE_COMPLETE", "\(set["StatusReason"]?.stringValue ?? "")")
        try await services.call(
            "cloudformation", "ExecuteChangeSet", ["StackName": .string(name), "ChangeSetName": "set"])
    }

    /// Puts the zip that the template names where it says that it is.
    static func upload(_ services: RealServices, _ name: String, _ template: String) async throws {
        let resource = try await services.call(
            "cloudformation", "DescribeStackResource",
            ["StackName": .string(name), "LogicalResourceId": "ServerlessDeploymentBucket"])
        let bucket = resource["StackResourceDetail"]?["PhysicalResourceId"]?.stringValue ?? ""
        let json = try JSON(parsing: template)
        let keys = (json["Resources"]?.objectValue ?? []).compactMap {
            $0.value["Properties"]?["Code"]?["S3Key"]?.stringValue
        }
        for key in Set(keys) { try await services.put(bucket, key, Array("a zip".utf8)) }
    }

    @Test(
        "the framework's stack is deployed, survives a restart, and is removed with all that it made",
        .enabled(if: isThere, "../shared/fixtures/sls is not there"), arguments: ["rest-only", "http-only"])
    func life(_ service: String) async throws {
        try await RealServices.with { services, folder in
            let name = "\(service)-dev"
            let compiled = withoutHash(try Self.template(service, "update"))
            try await Self.deploy(services, name, try Self.template(service, "create"), "CREATE")
            try await Self.upload(services, name, compiled)
            let begin = ContinuousClock.now
            try await Self.deploy(services, name, compiled, "UPDATE")
            print("deployed \(service) in \(ContinuousClock.now - begin)")
            let stack = try await services.stack(name)
            #expect(stack.status == "UPDATE_COMPLETE", "\(stack.reasons)")

            let later = try await RealServices(folder)
            #expect(try await later.stack(name).status == "UPDATE_COMPLETE")
            let functions = try await later.call("lambda", "ListFunctions", [:])["Functions"]?.arrayValue
            #expect(functions?.isEmpty == false)
            let bucket = try await later.call(
                "cloudformation", "DescribeStackResource",
                ["StackName": .string(name), "LogicalResourceId": "ServerlessDeploymentBucket"])
            let bucketName = bucket["StackResourceDetail"]?["PhysicalResourceId"] ?? nil

            try await later.call("cloudformation", "DeleteStack", ["StackName": .string(name)])
            let failed = try await later.stack(name)
            #expect(failed.status == "DELETE_FAILED", "a bucket that is not empty is not deleted")
            let objects = try await later.call("s3", "ListObjectsV2", ["Bucket": bucketName])
            for object in objects["Contents"]?.arrayValue ?? [] {
                try await later.call("s3", "DeleteObject", ["Bucket": bucketName, "Key": object["Key"] ?? nil])
            }
            try await later.call("cloudformation", "DeleteStack", ["StackName": .string(name)])
            await #expect(throws: AWSError("ValidationError", "Stack with id \(name) does not exist")) {
                try await later.stack(name)
            }
            #expect(try await later.call("lambda", "ListFunctions", [:])["Functions"] == [])
            #expect(try await later.call("iam", "ListRoles", [:])["Roles"] == [])
            #expect(try await later.call("s3", "ListBuckets", [:])["Buckets"]?.arrayValue?.isEmpty ?? true)
        }
    }

    /// The zip of the tests is another one than that which the framework made its hashes of.
    private func withoutHash(_ template: String) -> String {
        template.replacing(/"CodeSha256": "[^"]*"/, with: "\"Description\": \"x\"")
    }
}
