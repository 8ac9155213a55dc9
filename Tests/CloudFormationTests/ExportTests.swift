import AWSAPI
import JSON
import Testing

@testable import CloudFormation

@Suite struct ExportTests {
    static func exporter(_ size: String) -> String {
        """
        Resources: {A: {Type: Test::Thing, Properties: {Size: \(size)}}}
        Outputs: {O: {Value: !GetAtt A.Size, Export: {Name: !Sub '${AWS::StackName}:size'}}}
        """
    }

    static let importer = "Resources: {A: {Type: Test::Thing, Properties: {Size: !ImportValue 'demo:size'}}}"

    @Test("what a stack exports is used by others, and listed")
    func imports() async throws {
        let formation = try Formation()
        let id = try await formation.create(Self.exporter("7"))["StackId"]
        _ = try await formation.create(Self.importer, name: "user")
        #expect(Array(formation.world.things.values) == ["7", "7"])
        #expect(
            try await formation.call("ListExports", [:])
                == ["Exports": [["ExportingStackId": id ?? nil, "Name": "demo:size", "Value": "7"]]])
        #expect(try await formation.call("ListImports", ["ExportName": "demo:size"]) == ["Imports": ["user"]])
    }

    @Test("an export in use is neither changed nor deleted")
    func inUse() async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.exporter("7"))
        _ = try await formation.create(Self.importer, name: "user")
        _ = try await formation.update(Self.exporter("8"))
        #expect(try await formation.status() == "UPDATE_ROLLBACK_COMPLETE")
        let reasons = try await formation.call("DescribeStackEvents", ["StackName": "demo"])["StackEvents"]?.arrayValue?
            .compactMap { $0["ResourceStatusReason"]?.stringValue }
        #expect(reasons?.contains("Export demo:size cannot be updated as it is in use by user") == true)
        try await formation.call("DeleteStack", ["StackName": "demo"])
        let stack = try await formation.stack()
        #expect(stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE")
        #expect(stack["StackStatusReason"] == "Export demo:size cannot be deleted as it is in use by user")
        try await formation.call("DeleteStack", ["StackName": "user"])
        try await formation.call("DeleteStack", ["StackName": "demo"])
        #expect(formation.world.things.isEmpty)
    }

    @Test("a name is exported once, and what nobody exports is not imported")
    func names() async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.exporter("7"))
        let same = Self.exporter("1").replacing("!Sub '${AWS::StackName}:size'", with: "'demo:size'")
        _ = try await formation.create(same, name: "twin")
        #expect(try await formation.status("twin") == "ROLLBACK_COMPLETE")
        let other = Self.importer.replacing("demo:size", with: "none")
        _ = try await formation.create(other, name: "lost")
        let reasons = try await formation.call("DescribeStackEvents", ["StackName": "lost"])["StackEvents"]?.arrayValue?
            .compactMap { $0["ResourceStatusReason"]?.stringValue }
        #expect(reasons?.contains("No export named none found. Rollback requested by user.") == true)
        #expect(
            await refusal { try await formation.call("ListImports", ["ExportName": "none"]) }
                == "No export named none found.")
    }
}
