internal import AWSAPI
internal import JSON

/// Changes a stack; it is what was asked for, or what it was, when the answer comes.
struct UpdateStack: CloudFormationOperation {
    static let name = "UpdateStack"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let name = try input.required("StackName")
        let template = try await TemplateSource.text(input, stacks, call)
        let usesPrevious = try input.boolean("UsePreviousTemplate") ?? false
        guard template != nil || usesPrevious else {
            throw .validation("Either Template URL or Template Body must be specified.")
        }
        let request = try StackRequest(input, stackName: name, template: template)
        return ["StackId": .string(try await stacks.update(request, call))]
    }
}
