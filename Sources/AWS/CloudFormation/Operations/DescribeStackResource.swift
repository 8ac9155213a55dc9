internal import AWSAPI
internal import JSON

/// Tells of one resource of a stack.
struct DescribeStackResource: CloudFormationOperation {
    static let name = "DescribeStackResource"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let name = try input.required("StackName")
        let logicalID = try input.required("LogicalResourceId")
        guard let state = await stacks.find(name, call.scope) else {
            throw .validation("Stack '\(name)' does not exist")
        }
        guard let resource = state.resources[logicalID] else {
            throw .validation("Resource \(logicalID) does not exist for stack \(state.stack.name)")
        }
        return ["StackResourceDetail": resource.detail(of: state.stack)]
    }
}
