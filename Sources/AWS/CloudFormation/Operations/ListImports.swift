internal import AWSAPI
internal import JSON

/// Lists the stacks that use an export.
struct ListImports: CloudFormationOperation {
    static let name = "ListImports"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let name = try input.required("ExportName")
        guard await stacks.exports(call.scope)[name] != nil else {
            throw .validation("No export named \(name) found.")
        }
        let importers = await stacks.importers(of: name, call.scope)
        guard !importers.isEmpty else { throw .validation("Export '\(name)' is not imported by any stack.") }
        let page = try Page(importers, input) { $0 }
        return .members([
            "Imports": .array(page.items.map { .string($0) }), "NextToken": page.nextToken.map { .string($0) },
        ])
    }
}
