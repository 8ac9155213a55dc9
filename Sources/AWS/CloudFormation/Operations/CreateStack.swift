internal import AWSAPI
internal import JSON

/// Makes a stack; it is complete, or has failed, when the answer comes.
struct CreateStack: CloudFormationOperation {
    static let name = "CreateStack"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let name = try input.required("StackName")
        try Names.check(name, at: "stackName")
        let request = try StackRequest(
            input, stackName: name, template: try await TemplateSource.required(input, stacks, call))
        guard input["DisableRollback"] == nil || input["OnFailure"] == nil else {
            throw .validation("Either DisableRollback or OnFailure can be specified, not both.")
        }
        return ["StackId": .string(try await stacks.create(request, call))]
    }
}
