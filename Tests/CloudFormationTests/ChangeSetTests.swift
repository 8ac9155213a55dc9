import AWSAPI
import JSON
import StateStore
import Testing

@testable import CloudFormation

@Suite struct ChangeSetTests {
    static let one = "Resources: {A: {Type: Test::Thing, Properties: {Name: a, Size: 1}}}"

    static func plan(
        _ formation: Formation, _ template: String, type: String, name: String = "set"
    ) async throws(AWSError) -> JSON {
        try await formation.call(
            "CreateChangeSet",
            [
                "StackName": "demo", "ChangeSetName": .string(name), "ChangeSetType": .string(type),
                "TemplateBody": .string(template), "Parameters": "",
            ])
    }

    static func describe(_ formation: Formation, _ name: String = "set") async throws(AWSError) -> JSON {
        try await formation.call("DescribeChangeSet", ["StackName": "demo", "ChangeSetName": .string(name)])
    }

    static func execute(_ formation: Formation) async throws(AWSError) {
        try await formation.call("ExecuteChangeSet", ["StackName": "demo", "ChangeSetName": "set"])
    }

    @Test("a change set for a new stack leaves it in review, with an event, until it is executed")
    func creation() async throws {
        let formation = try Formation()
        let ids = try await Self.plan(formation, Self.one, type: "CREATE")
        #expect(
            ids["Id"]?.stringValue?.hasPrefix("arn:aws:cloudformation:eu-west-1:000000000000:changeSet/set/") == true)
        #expect(try await formation.status() == "REVIEW_IN_PROGRESS")
        #expect(try await formation.events() == ["demo REVIEW_IN_PROGRESS"])
        #expect(formation.world.log.isEmpty)
        let set = try await Self.describe(formation)
        #expect(set["Status"] == "CREATE_COMPLETE" && set["ExecutionStatus"] == "AVAILABLE")
        #expect(
            set["Changes"] == [
                [
                    "Type": "Resource",
                    "ResourceChange": [
                        "Action": "Add", "LogicalResourceId": "A", "ResourceType": "Test::Thing", "Scope": [],
                        "Details": [],
                    ],
                ]
            ])
        try await Self.execute(formation)
        #expect(try await formation.status() == "CREATE_COMPLETE")
        #expect(try await formation.stack()["ChangeSetId"] == ids["Id"])
        #expect(try await Self.describe(formation)["ExecutionStatus"] == "EXECUTE_COMPLETE")
        #expect(try await formation.call("ListChangeSets", ["StackName": "demo"])["Summaries"] == [])
    }

    @Test(
        "a change set without changes fails in AWS's words",
        arguments: [
            (
                Self.one,
                "The submitted information didn't contain changes. Submit different information to create a change set."
            ),
            ("# other text\n" + Self.one, "No updates are to be performed."),
        ])
    func noChange(_ template: String, _ reason: String) async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.one)
        _ = try await Self.plan(formation, template, type: "UPDATE")
        let set = try await Self.describe(formation)
        #expect(set["Status"] == "FAILED" && set["ExecutionStatus"] == "UNAVAILABLE")
        #expect(set["StatusReason"] == .string(reason))
        let message = await refusal {
            try await formation.call("ExecuteChangeSet", ["StackName": "demo", "ChangeSetName": "set"])
        }
        #expect(message?.hasSuffix("cannot be executed in its current status of [FAILED]") == true)
        try await formation.call("DeleteChangeSet", ["StackName": "demo", "ChangeSetName": "set"])
        try await formation.call("DeleteChangeSet", ["StackName": "demo", "ChangeSetName": "set"])
        do {
            _ = try await Self.describe(formation)
            Issue.record("The change set is still there")
        } catch {
            #expect(error.code == "ChangeSetNotFound" && error.status == 404)
            #expect(error.message == "ChangeSet [set] does not exist")
        }
    }

    @Test("changes say what is modified, replaced, removed, and what is not known yet")
    func changes() async throws {
        let formation = try Formation()
        _ = try await formation.create(
            """
            Resources:
              A: {Type: Test::Thing, Properties: {Size: 1}}
              B: {Type: Test::Thing, Properties: {Shape: x}}
              C: {Type: Test::Thing, Properties: {Uses: !GetAtt B.Arn}}
              D: {Type: Test::Thing, DeletionPolicy: Retain}
              F: {Type: Test::Thing, Properties: {Uses: !Ref A}}
            """)
        _ = try await Self.plan(
            formation,
            """
            Resources:
              A: {Type: Test::Thing, Properties: {Size: 2}}
              B: {Type: Test::Thing, Properties: {Shape: y}}
              C: {Type: Test::Thing, Properties: {Uses: !GetAtt B.Arn}}
              E: {Type: Test::Thing}
              F: {Type: Test::Thing, Properties: {Uses: !Ref A}}
            """, type: "UPDATE")
        let changes = try await Self.describe(formation)["Changes"]?.arrayValue ?? []
        let lines = changes.map { change in
            let resource = change["ResourceChange"]
            let details = (resource?["Details"]?.arrayValue ?? []).map { detail in
                [detail["Target"]?["Name"], detail["Evaluation"], detail["CausingEntity"]].compactMap {
                    $0?.stringValue
                }
                .joined(separator: "/")
            }
            return [
                resource?["Action"], resource?["LogicalResourceId"], resource?["Replacement"],
                resource?["PolicyAction"],
            ]
            .compactMap { $0?.stringValue }.joined(separator: " ") + details.map { " " + $0 }.joined()
        }
        #expect(
            lines == [
                "Modify A False Size/Static", "Modify B True ReplaceAndDelete Shape/Static",
                "Modify C False Uses/Dynamic/B.Arn", "Add E", "Remove D Retain",
            ])
    }

    @Test("a name serves once at a time, and an update needs a stack")
    func names() async throws {
        let formation = try Formation()
        #expect(
            await refusal { try await Self.plan(formation, Self.one, type: "UPDATE") } == "Stack [demo] does not exist")
        _ = try await Self.plan(formation, Self.one, type: "CREATE")
        do {
            _ = try await Self.plan(formation, Self.one, type: "CREATE")
            Issue.record("The name was taken twice")
        } catch {
            #expect(error.code == "AlreadyExistsException")
        }
        let message = await refusal { try await Self.plan(formation, Self.one, type: "UPDATE", name: "other") }
        #expect(message?.hasSuffix("is in REVIEW_IN_PROGRESS state and can not be updated.") == true)
        try await Self.execute(formation)
        _ = try await Self.plan(formation, Self.one.replacing("Size: 1", with: "Size: 2"), type: "UPDATE")
        try await Self.execute(formation)
        #expect(formation.world.things == ["a": "2"])
    }

    @Test("a change set that failed gives its name away")
    func failedName() async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.one)
        for _ in 0..<2 { _ = try await Self.plan(formation, Self.one, type: "UPDATE") }
        #expect(try await formation.call("ListChangeSets", ["StackName": "demo"])["Summaries"]?.arrayValue?.count == 1)
    }

    @Test("executing one change set takes the others of the stack away")
    func others() async throws {
        let formation = try Formation()
        _ = try await Self.plan(formation, Self.one, type: "CREATE")
        _ = try await Self.plan(formation, Self.one, type: "CREATE", name: "other")
        try await Self.execute(formation)
        #expect(await refusal { try await Self.describe(formation, "other") } == "ChangeSet [other] does not exist")
    }
}
