import AWSAPI
import JSON
import StateStore
import Testing

@testable import CloudFormation

/// Creating, changing and deleting stacks, as clients see it.
@Suite struct StackTests {
    static let three = """
        Resources:
          C: {Type: Test::Thing, Properties: {Name: c, Size: !GetAtt B.Size}}
          B: {Type: Test::Thing, Properties: {Size: 2, Uses: !Ref A}}
          A: {Type: Test::Thing, Properties: {Name: a, Size: 1}}
        Outputs:
          Name: {Value: !Ref B, Description: of B}
          Arn: {Value: !GetAtt A.Arn}
        """

    @Test("a stack is made in the order of its dependencies, and is complete when the answer comes")
    func creation() async throws {
        let formation = try Formation()
        let output = try await formation.create(Self.three)
        #expect(formation.world.log == ["create A", "create B", "create C"])
        let stack = try await formation.stack()
        #expect(stack["StackStatus"] == "CREATE_COMPLETE")
        #expect(stack["StackId"] == output["StackId"])
        #expect(
            output["StackId"]?.stringValue?.hasPrefix("arn:aws:cloudformation:eu-west-1:000000000000:stack/demo/")
                == true)
        let b = try await formation.resources()["B"] ?? ""
        #expect(b.wholeMatch(of: /demo-B-[A-Z0-9]{12}/) != nil)
        #expect(
            stack["Outputs"] == [
                ["OutputKey": "Name", "OutputValue": .string(b), "Description": "of B"],
                ["OutputKey": "Arn", "OutputValue": "arn:thing:a"],
            ])
        #expect(formation.world.things == ["a": "1", b: "2", "c": "2"])
    }

    @Test("events tell of each step, with the stack's own at both ends")
    func events() async throws {
        let formation = try Formation()
        _ = try await formation.create("Resources: {A: {Type: Test::Thing, Properties: {Name: a}}}")
        #expect(
            try await formation.events() == [
                "demo CREATE_IN_PROGRESS", "A CREATE_IN_PROGRESS", "A CREATE_IN_PROGRESS", "A CREATE_COMPLETE",
                "demo CREATE_COMPLETE",
            ])
        let events =
            try await formation.call("DescribeStackEvents", ["StackName": "demo"])["StackEvents"]?.arrayValue ?? []
        #expect(events.last?["ResourceStatusReason"] == "User Initiated")
        #expect(events[2]["ResourceStatusReason"] == "Resource creation Initiated")
        #expect(events[2]["PhysicalResourceId"] == "a")
        #expect(Set(events.compactMap { $0["Timestamp"]?.stringValue }).count == events.count)
        #expect(Set(events.compactMap { $0["EventId"]?.stringValue }).count == events.count)
    }

    @Test("a failing creation is rolled back, and tells why")
    func failingCreation() async throws {
        let formation = try Formation()
        formation.world.refuse("create C")
        _ = try await formation.create(Self.three)
        #expect(try await formation.status() == "ROLLBACK_COMPLETE")
        #expect(formation.world.things.isEmpty)
        #expect(formation.world.log == ["create A", "create B", "delete B", "delete A"])
        let events =
            try await formation.call("DescribeStackEvents", ["StackName": "demo"])["StackEvents"]?.arrayValue ?? []
        let failure = events.first { $0["ResourceStatus"] == "CREATE_FAILED" }
        #expect(failure?["ResourceStatusReason"]?.stringValue?.contains("No create C today.") == true)
        let rollback = events.first { $0["ResourceStatus"] == "ROLLBACK_IN_PROGRESS" }
        #expect(
            rollback?["ResourceStatusReason"]
                == "The following resource(s) failed to create: [C]. Rollback requested by user.")
        let refusal = await refusal { try await formation.update(Self.three) }
        #expect(refusal?.hasSuffix("is in ROLLBACK_COMPLETE state and can not be updated.") == true)
    }

    @Test(
        "a failing creation does what its user wants",
        arguments: [
            ("DO_NOTHING", "CREATE_FAILED", 2), ("ROLLBACK", "ROLLBACK_COMPLETE", 0), ("DELETE", "DELETE_COMPLETE", 0),
        ])
    func failureAction(_ action: String, _ status: String, _ left: Int) async throws {
        let formation = try Formation()
        formation.world.refuse("create C")
        let output = try await formation.create(Self.three, [JSON.Member("OnFailure", .string(action))])
        #expect(try await formation.status(output["StackId"]?.stringValue ?? "") == status)
        #expect(formation.world.things.count == left)
    }

    @Test("properties change in place or by a successor, and what is left out goes last")
    func update() async throws {
        let formation = try Formation()
        _ = try await formation.create(
            """
            Resources:
              A: {Type: Test::Thing, Properties: {Name: a, Size: 1}}
              B: {Type: Test::Thing, Properties: {Shape: round, Uses: !Ref A}}
              D: {Type: Test::Thing, Properties: {Name: d}}
              E: {Type: Test::Thing, Properties: {Uses: !Ref B}}
            """)
        let before = try await formation.resources()
        formation.world.forgetLog()
        _ = try await formation.update(
            """
            Resources:
              A: {Type: Test::Thing, Properties: {Name: a, Size: 7}}
              B: {Type: Test::Thing, Properties: {Shape: square, Uses: !Ref A}}
              C: {Type: Test::Thing, Properties: {Name: c}}
              E: {Type: Test::Thing, Properties: {Uses: !Ref B}}
            """)
        #expect(try await formation.status() == "UPDATE_COMPLETE")
        #expect(
            formation.world.log == ["update A", "create B", "create C", "update E", "delete D", "delete B"])
        let after = try await formation.resources()
        #expect(after["A"] == before["A"] && after["E"] == before["E"] && after["B"] != before["B"])
        #expect(formation.world.things.count == 4 && formation.world.things["a"] == "7")
        let own = try await formation.events().filter { $0.hasPrefix("demo ") }
        #expect(
            own.suffix(3) == [
                "demo UPDATE_IN_PROGRESS", "demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "demo UPDATE_COMPLETE",
            ])
    }

    @Test("an update without changes is refused in AWS's words, and changes nothing")
    func noChange() async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.three)
        let events = try await formation.events()
        let reordered = "# the same\n" + Self.three.replacing("Size: 1", with: "Size: '1'")
        #expect(await refusal { try await formation.update(reordered) } == "No updates are to be performed.")
        #expect(try await formation.events() == events)
    }

    @Test("only outputs change, too")
    func outputsOnly() async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.three)
        formation.world.forgetLog()
        _ = try await formation.update(Self.three + "\n  More: {Value: x}")
        #expect(try await formation.status() == "UPDATE_COMPLETE")
        #expect(formation.world.log.isEmpty)
        #expect(try await formation.stack()["Outputs"]?.arrayValue?.count == 3)
    }

    static let changed = """
        Resources:
          A: {Type: Test::Thing, Properties: {Name: a, Size: 5}}
          B: {Type: Test::Thing, Properties: {Size: 2, Shape: square, Uses: !Ref A}}
          D: {Type: Test::Thing, Properties: {Uses: !Ref B}}
          E: {Type: Test::Thing, Properties: {Size: 3, Uses: !Ref D}}
        """

    @Test(
        "an update that fails at any step restores what was",
        arguments: ["update A", "create B", "create D", "create E"])
    func failingUpdate(_ step: String) async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.three)
        let things = formation.world.things
        let resources = try await formation.resources()
        let outputs = try await formation.stack()["Outputs"]
        formation.world.refuseOnce(step)
        _ = try await formation.update(Self.changed)
        #expect(try await formation.status() == "UPDATE_ROLLBACK_COMPLETE")
        #expect(formation.world.things == things)
        #expect(try await formation.resources() == resources)
        #expect(try await formation.stack()["Outputs"] == outputs)
        _ = try await formation.update(Self.changed)
        #expect(try await formation.status() == "UPDATE_COMPLETE")
    }

    @Test("a rollback that fails says so, and goes on when asked")
    func failingRollback() async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.three)
        let things = formation.world.things
        formation.world.failAfter(1)
        _ = try await formation.update(Self.changed)
        #expect(try await formation.status() == "UPDATE_ROLLBACK_FAILED")
        formation.world.refuseNothing()
        try await formation.call("ContinueUpdateRollback", ["StackName": "demo"])
        #expect(try await formation.status() == "UPDATE_ROLLBACK_COMPLETE")
        #expect(formation.world.things == things)
    }

    @Test("a failed update is left as it is on request, and rolled back or mended later", arguments: [true, false])
    func disabledRollback(_ mends: Bool) async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.three)
        let things = formation.world.things
        formation.world.refuse("create D")
        _ = try await formation.update(Self.changed, [JSON.Member("DisableRollback", true)])
        #expect(try await formation.status() == "UPDATE_FAILED")
        #expect(formation.world.things["a"] == "5")
        formation.world.refuseNothing()
        if mends {
            _ = try await formation.update(Self.changed)
            #expect(try await formation.status() == "UPDATE_COMPLETE")
            #expect(formation.world.things.count == 4)
        } else {
            try await formation.call("RollbackStack", ["StackName": "demo"])
            #expect(try await formation.status() == "UPDATE_ROLLBACK_COMPLETE")
            #expect(formation.world.things == things)
        }
    }

    @Test("a resource of a given name is not replaced by one of the same name")
    func customName() async throws {
        let formation = try Formation()
        _ = try await formation.create("Resources: {A: {Type: Test::Thing, Properties: {Name: a, Shape: x}}}")
        _ = try await formation.update("Resources: {A: {Type: Test::Thing, Properties: {Name: a, Shape: y}}}")
        #expect(try await formation.status() == "UPDATE_ROLLBACK_COMPLETE")
        let events =
            try await formation.call("DescribeStackEvents", ["StackName": "demo"])["StackEvents"]?.arrayValue ?? []
        #expect(
            events.first { $0["ResourceStatus"] == "UPDATE_FAILED" }?["ResourceStatusReason"]
                == "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename a and update the stack again."
        )
    }

    @Test("a resource whose policy is Retain stays when it is left out, replaced, or deleted with its stack")
    func retain() async throws {
        let formation = try Formation()
        let policies = "DeletionPolicy: Retain, UpdateReplacePolicy: Retain"
        _ = try await formation.create(
            """
            Resources:
              A: {Type: Test::Thing, DeletionPolicy: Retain, Properties: {Name: a}}
              B: {Type: Test::Thing, \(policies), Properties: {Shape: x}}
              C: {Type: Test::Thing, Properties: {Name: c}}
            """)
        _ = try await formation.update(
            "Resources: {B: {Type: Test::Thing, \(policies), Properties: {Shape: y}}, C: {Type: Test::Thing, Properties: {Name: c}}}"
        )
        #expect(formation.world.things.count == 4)
        let id = try await formation.stack()["StackId"]?.stringValue ?? ""
        try await formation.call("DeleteStack", ["StackName": "demo"])
        #expect(formation.world.things.count == 3 && formation.world.things["c"] == nil)
        #expect(try await formation.events(id).contains("B DELETE_SKIPPED"))
    }

    @Test("stacks go in reverse order, and are known by their id alone from then on")
    func deletion() async throws {
        let formation = try Formation()
        let id = try await formation.create(Self.three)["StackId"]?.stringValue ?? ""
        formation.world.forgetLog()
        try await formation.call("DeleteStack", ["StackName": "demo"])
        #expect(formation.world.log == ["delete C", "delete B", "delete A"])
        #expect(await refusal { try await formation.stack() } == "Stack with id demo does not exist")
        #expect(
            await refusal { try await formation.call("DescribeStackEvents", ["StackName": "demo"]) }
                == "Stack [demo] does not exist")
        #expect(try await formation.status(id) == "DELETE_COMPLETE")
        #expect(try await formation.events(id).last == "demo DELETE_COMPLETE")
        try await formation.call("DeleteStack", ["StackName": "demo"])
        _ = try await formation.create(Self.three)
        #expect(try await formation.status() == "CREATE_COMPLETE")
    }

    @Test(
        "what cannot be deleted keeps the stack and all that it needs, until it can or is retained",
        arguments: [true, false])
    func failingDeletion(_ retains: Bool) async throws {
        let formation = try Formation()
        let id = try await formation.create(Self.three)["StackId"]?.stringValue ?? ""
        formation.world.refuse("delete B")
        try await formation.call("DeleteStack", ["StackName": "demo"])
        #expect(try await formation.status() == "DELETE_FAILED")
        #expect(
            try await formation.stack()["StackStatusReason"] == "The following resource(s) failed to delete: [B]. ")
        #expect(try await formation.resources().keys.sorted() == ["A"])
        if retains {
            try await formation.call("DeleteStack", ["StackName": "demo", "RetainResources": ["B"]])
        } else {
            formation.world.refuseNothing()
            try await formation.call("DeleteStack", ["StackName": "demo"])
        }
        #expect(try await formation.status(id) == "DELETE_COMPLETE")
        #expect(formation.world.things.count == (retains ? 1 : 0))
    }

    @Test("a protected stack is not deleted")
    func termination() async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.three, [JSON.Member("EnableTerminationProtection", true)])
        #expect(
            await refusal { try await formation.call("DeleteStack", ["StackName": "demo"]) }
                == "Stack [demo] cannot be deleted while TerminationProtection is enabled")
        try await formation.call(
            "UpdateTerminationProtection", ["StackName": "demo", "EnableTerminationProtection": false])
        try await formation.call("DeleteStack", ["StackName": "demo"])
        #expect(formation.world.things.isEmpty)
    }

    @Test(
        "what a request lacks or has wrong is refused with AWS's code and words",
        arguments: [
            (
                "CreateStack", ["StackName": "a_b", "TemplateBody": "x"], "ValidationError",
                "1 validation error detected: Value 'a_b' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*"
            ),
            (
                "CreateStack", ["StackName": "a"], "ValidationError",
                "Either Template URL or Template Body must be specified."
            ),
            (
                "CreateStack", ["StackName": "demo", "TemplateBody": "Resources: {A: {Type: Test::Thing}}"],
                "AlreadyExistsException", "Stack [demo] already exists"
            ),
            (
                "UpdateStack", ["StackName": "none", "TemplateBody": "Resources: {A: {Type: Test::Thing}}"],
                "ValidationError", "Stack [none] does not exist"
            ),
            (
                "CreateStack", ["StackName": "a", "TemplateURL": "https://example.com/a/b"], "ValidationError",
                "TemplateURL must be a supported URL."
            ),
            (
                "CreateStack",
                [
                    "StackName": "a",
                    "TemplateBody": "Resources: {A: {Type: AWS::IAM::Role, Properties: {RoleName: x}}}",
                ],
                "InsufficientCapabilitiesException", "Requires capabilities : [CAPABILITY_NAMED_IAM]"
            ),
            (
                "CreateStack", ["StackName": "a", "TemplateBody": "Resources: {A: {Type: AWS::IAM::Role}}"],
                "InsufficientCapabilitiesException", "Requires capabilities : [CAPABILITY_IAM]"
            ),
            (
                "CreateStack",
                [
                    "StackName": "a",
                    "TemplateBody":
                        "Resources: {A: {Type: Test::Thing}, B: {Type: Test::Thing, Properties: {Size: !GetAtt A.Foo}}}",
                ],
                "ValidationError", "Template error: resource A does not support attribute type Foo in Fn::GetAtt"
            ),
            (
                "CreateStack",
                [
                    "StackName": "a",
                    "TemplateBody":
                        "Transform: AWS::Serverless-2016-10-31\nResources: {A: {Type: AWS::Serverless::Function}}",
                ],
                "ValidationError",
                "Understudy does not run the transform AWS::Serverless-2016-10-31 yet, which [AWS::Serverless::Function] need; deploy a template without AWS::Serverless resources."
            ),
            (
                "DescribeStackResource", ["StackName": "demo", "LogicalResourceId": "X"], "ValidationError",
                "Resource X does not exist for stack demo"
            ),
            (
                "CancelUpdateStack", ["StackName": "demo"], "ValidationError",
                "CancelUpdateStack cannot be called from current stack status"
            ),
            ("GetTemplate", ["StackName": "none"], "ValidationError", "Stack with id none does not exist"),
            ("DescribeStackEvents", ["StackName": "demo", "NextToken": "zz"], "ValidationError", "Invalid token: zz"),
        ] as [(String, JSON, String, String)])
    func refusals(_ operation: String, _ input: JSON, _ code: String, _ message: String) async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.three)
        do {
            _ = try await formation.call(operation, input)
            Issue.record("\(operation) was not refused")
        } catch {
            #expect(error.code == code)
            #expect(error.message == message)
        }
    }

    @Test("a resource of an unknown type fails with the reason, or is pretended on request")
    func unknownType() async throws {
        let template =
            "Resources: {A: {Type: AWS::SQS::Queue, Properties: {Any: 1}}}\nOutputs: {O: {Value: !GetAtt A.Arn}}"
        let strict = try Formation()
        _ = try await strict.create(template)
        #expect(try await strict.status() == "ROLLBACK_COMPLETE")
        let events =
            try await strict.call("DescribeStackEvents", ["StackName": "demo"])["StackEvents"]?.arrayValue ?? []
        let reason = events.first { $0["ResourceStatus"] == "CREATE_FAILED" }?["ResourceStatusReason"]?.stringValue
        #expect(reason?.hasPrefix("Resource type AWS::SQS::Queue is not supported by Understudy;") == true)
        let lenient = try Formation(pretendsOthers: true)
        _ = try await lenient.create(template)
        #expect(try await lenient.status() == "CREATE_COMPLETE")
        try await lenient.call("DeleteStack", ["StackName": "demo"])
    }

    @Test("an unknown property fails the resource in AWS's words")
    func unknownProperty() async throws {
        let formation = try Formation()
        _ = try await formation.create("Resources: {A: {Type: Test::Thing, Properties: {Foo: 1}}}")
        let events =
            try await formation.call("DescribeStackEvents", ["StackName": "demo"])["StackEvents"]?.arrayValue ?? []
        #expect(
            events.first { $0["ResourceStatus"] == "CREATE_FAILED" }?["ResourceStatusReason"]
                == "Properties validation failed for resource A with message:\n[#: extraneous key [Foo] is not permitted]"
        )
    }

    @Test("a dynamic reference is refused by name instead of being taken for a text")
    func dynamicReference() async throws {
        let formation = try Formation()
        _ = try await formation.create(
            "Resources: {A: {Type: Test::Thing, Properties: {Size: 'x{{resolve:ssm:name:1}}'}}}")
        let events =
            try await formation.call("DescribeStackEvents", ["StackName": "demo"])["StackEvents"]?.arrayValue ?? []
        let reason = events.first { $0["ResourceStatus"] == "ROLLBACK_IN_PROGRESS" }?["ResourceStatusReason"]
        #expect(
            reason
                == "Understudy does not resolve the dynamic reference {{resolve:ssm:name:1}} of A; pass the value as a parameter. Rollback requested by user."
        )
    }

    @Test("parameters are shown, but not secret ones")
    func parameters() async throws {
        let formation = try Formation()
        let template = """
            Parameters: {P: {Type: String, Default: x}, S: {Type: String, NoEcho: true, Default: hidden}}
            Resources: {A: {Type: Test::Thing, Properties: {Size: !Ref P}}}
            """
        _ = try await formation.create(template)
        #expect(
            try await formation.stack()["Parameters"] == [
                ["ParameterKey": "P", "ParameterValue": "x"], ["ParameterKey": "S", "ParameterValue": "****"],
            ])
        _ = try await formation.call(
            "UpdateStack",
            [
                "StackName": "demo", "UsePreviousTemplate": true,
                "Parameters": [
                    ["ParameterKey": "P", "ParameterValue": "y"], ["ParameterKey": "S", "UsePreviousValue": true],
                ],
            ])
        #expect(Array(formation.world.things.values) == ["y"])
    }

    @Test("pages follow each other without gaps, whatever happens meanwhile")
    func pages() async throws {
        let formation = try Formation()
        let resources = (0..<500).map { "  R\($0): {Type: Test::Thing}" }.joined(separator: "\n")
        _ = try await formation.create("Resources:\n\(resources)\n")
        var seen: [String] = []
        var token: JSON?
        repeat {
            let page = try await formation.call(
                "DescribeStackEvents", .members(["StackName": "demo", "NextToken": token]))
            seen += (page["StackEvents"]?.arrayValue ?? []).compactMap { $0["EventId"]?.stringValue }
            token = page["NextToken"]
            if seen.count == 1500 { try await formation.call("SetStackPolicy", ["StackName": "demo"]) }
        } while token != nil
        #expect(seen.count == 1502 && Set(seen).count == 1502)
    }
}

/// The message of a refusal; nil where there is none.
func refusal(_ body: () async throws -> JSON) async -> String? {
    do {
        _ = try await body()
        return nil
    } catch {
        return (error as? AWSError)?.message ?? "\(error)"
    }
}
