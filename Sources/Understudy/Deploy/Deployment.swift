import AWSWire
import Foundation
import JSON

/// One deployment of a stack: bucket, zips, change set, and its end.
struct Deployment {
    struct Result {
        var stack: String
        var hasChanged: Bool
        /// The stack's outputs, in its order.
        var outputs: [(key: String, value: String)]

        var json: JSON {
            [
                "stack": .string(stack), "changed": .bool(hasChanged),
                "outputs": .object(outputs.map { JSON.Member($0.key, .string($0.value)) }),
            ]
        }

        var text: String {
            let lines = outputs.map { "  \($0.key): \($0.value)" }
            return ([hasChanged ? "Deployed \(stack)." : "No changes to deploy: \(stack) is as the file says."] + lines)
                .joined(separator: "\n")
        }
    }

    /// How long a stack may take; the emulator's are done before the call returns.
    private static let patience = Duration.seconds(120)

    let template: StackTemplate
    let aws: AWSCaller
    let progress: (String) -> Void

    func run() async throws -> Result {
        if try await !exists() {
            progress("creating the stack \(template.stack)")
            _ = try await change("CREATE", ["TemplateBody": template.core.text])
        }
        let detail = try await aws.cloudFormation(
            "DescribeStackResource",
            ["StackName": template.stack, "LogicalResourceId": StackTemplate.bucket])
        guard let bucket = detail.text("StackResourceDetail", "PhysicalResourceId") else {
            throw CommandFailure("The stack \(template.stack) has no deployment bucket; remove it and deploy again.")
        }
        for artifact in template.artifacts { try await upload(artifact, to: bucket) }
        let body = template.whole.bytes
        let key = "\(template.folder)/\(template.hash)/compiled-cloudformation-template.json"
        try await aws.put(body, bucket, key)
        let hasChanged = try await change(
            "UPDATE", ["TemplateURL": "https://s3.amazonaws.com/\(bucket)/\(URLText.encode(key))"])
        return Result(stack: template.stack, hasChanged: hasChanged, outputs: try await outputs())
    }

    private func exists() async throws -> Bool {
        do {
            _ = try await aws.cloudFormation("DescribeStacks", ["StackName": template.stack])
            return true
        } catch let error as AWSCaller.Refusal where error.message.contains("does not exist") {
            return false
        }
    }

    /// The same bytes have the same key: what is there already stays.
    private func upload(_ artifact: StackTemplate.Artifact, to bucket: String) async throws {
        guard try await !aws.exists(bucket, artifact.key) else { return }
        progress("uploading \(artifact.path)")
        try await aws.put(artifact.bytes, bucket, artifact.key)
    }

    /// - Returns: false where there is nothing to change.
    private func change(_ type: String, _ source: [String: String]) async throws -> Bool {
        let names = ["StackName": template.stack, "ChangeSetName": "\(template.stack)-change-set"]
        if type == "UPDATE" { _ = try await aws.cloudFormation("DeleteChangeSet", names) }
        var members = names.merging(source) { $1 }
        members["ChangeSetType"] = type
        members["Capabilities.member.1"] = "CAPABILITY_IAM"
        members["Capabilities.member.2"] = "CAPABILITY_NAMED_IAM"
        members["Tags.member.1.Key"] = "STAGE"
        members["Tags.member.1.Value"] = template.stage
        _ = try await aws.cloudFormation("CreateChangeSet", members)
        let made = try await poll("DescribeChangeSet", names) {
            ["CREATE_COMPLETE", "FAILED"].contains($0.text("Status"))
        }
        if made.text("Status") == "FAILED" {
            let reason = made.text("StatusReason") ?? ""
            _ = try await aws.cloudFormation("DeleteChangeSet", names)
            guard reason.contains("didn't contain changes") || reason.contains("No updates are to be performed") else {
                throw CommandFailure("\(template.stack) cannot be changed: \(reason)")
            }
            return false
        }
        progress("changing \(template.stack): \(Plural.text(made.list("Changes").count, "resource"))")
        _ = try await aws.cloudFormation("ExecuteChangeSet", names)
        try await waitForEnd(of: type)
        return true
    }

    private func waitForEnd(of type: String) async throws {
        let stack = try await poll("DescribeStacks", ["StackName": template.stack]) { answer in
            answer.list("Stacks").first?.text("StackStatus")?.hasSuffix("_IN_PROGRESS") == false
        }
        let status = stack.list("Stacks").first?.text("StackStatus") ?? ""
        guard status == "\(type)_COMPLETE" else {
            throw CommandFailure("\(template.stack) is \(status): \(try await firstFailure())")
        }
    }

    /// What went wrong first, in the stack's own words.
    private func firstFailure() async throws -> String {
        let events = try await aws.cloudFormation("DescribeStackEvents", ["StackName": template.stack])
        let failed = events.list("StackEvents").prefix { event in
            let isStart = ["CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"].contains(event.text("ResourceStatus"))
            return !(isStart && event.text("ResourceType") == "AWS::CloudFormation::Stack")
        }.last { $0.text("ResourceStatus")?.hasSuffix("_FAILED") == true }
        guard let failed else { return "no event says why" }
        return "\(failed.text("LogicalResourceId") ?? "") (\(failed.text("ResourceType") ?? "")): "
            + "\(failed.text("ResourceStatusReason") ?? "no reason")"
    }

    private func poll(
        _ action: String, _ members: [String: String], until isDone: (XMLValue) -> Bool
    ) async throws -> XMLValue {
        let end = ContinuousClock.now + Self.patience
        while true {
            let answer = try await aws.cloudFormation(action, members)
            if isDone(answer) { return answer }
            guard ContinuousClock.now < end else {
                throw CommandFailure("\(template.stack) does not come to an end within \(Self.patience).")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func outputs() async throws -> [(key: String, value: String)] {
        let stack = try await aws.cloudFormation("DescribeStacks", ["StackName": template.stack]).list("Stacks").first
        return (stack?.list("Outputs") ?? []).compactMap { output in
            guard let key = output.text("OutputKey"), let value = output.text("OutputValue") else { return nil }
            return (key, value)
        }
    }
}
