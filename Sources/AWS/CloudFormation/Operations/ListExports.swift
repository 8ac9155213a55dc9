internal import AWSAPI
internal import JSON

/// Lists what stacks export, by name.
struct ListExports: CloudFormationOperation {
    static let name = "ListExports"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let exports = await stacks.exportList(call.scope)
        let page = try Page(exports, input) { $0.name }
        let views = page.items.map { export -> JSON in
            [
                "ExportingStackId": .string(export.stackID), "Name": .string(export.name),
                "Value": .string(export.value),
            ]
        }
        return .members(["Exports": .array(views), "NextToken": page.nextToken.map { .string($0) }])
    }
}
