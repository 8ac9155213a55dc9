internal import AWSAPI
internal import JSON

/// Tells of the resources of a stack, which may be found by one of its physical resources.
struct DescribeStackResources: CloudFormationOperation {
    static let name = "DescribeStackResources"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let state = try await find(input, call)
        var resources = state.sortedResources
        if let logicalID = try input.string("LogicalResourceId") {
            resources = resources.filter { $0.logicalID == logicalID }
            guard !resources.isEmpty else {
                throw .validation("Resource \(logicalID) does not exist for stack \(state.stack.name)")
            }
        }
        // AWS gives out no more than these.
        return ["StackResources": .array(resources.prefix(EngineLimits.pageSize).map { $0.view(of: state.stack) })]
    }

    private func find(_ input: Parameters, _ call: Call) async throws(AWSError) -> StackState {
        if let name = try input.string("StackName") {
            guard let state = await stacks.find(name, call.scope) else {
                throw .validation("Stack with id \(name) does not exist")
            }
            return state
        }
        guard let physicalID = try input.string("PhysicalResourceId") else {
            throw .validation("Either the stack name or the physical resource id must be specified.")
        }
        let living = await stacks.all(call.scope).filter { $0.stack.status != .deleteComplete }
        guard let state = living.first(where: { $0.resources.values.contains { $0.physicalID == physicalID } }) else {
            throw .validation("Stack for \(physicalID) does not exist")
        }
        return state
    }
}
