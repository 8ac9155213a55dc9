import AWSAPI
import JSON
import Testing

@Suite struct VersionTests {
    private let arn = "arn:aws:lambda:eu-west-1:000000000000:function:round"

    @Test("Published unchanged it is the version that there is; changed it is the next")
    func publishing() async throws {
        let lambda = try await LambdaHarness()
        let created = try await lambda.create()
        let first = try await lambda("PublishVersion", ["FunctionName": "round", "Description": "one"])
        #expect(first["Version"] == "1")
        #expect(first["Description"] == "one")
        #expect(first["State"] == "Active")
        #expect(first["LastUpdateStatus"] == "Successful")
        let again = try await lambda("PublishVersion", ["FunctionName": "round", "Description": "two"])
        #expect(again["Version"] == "1")
        #expect(again["Description"] == "one")
        try await lambda("UpdateFunctionConfiguration", ["FunctionName": "round", "Description": "new"])
        let second = try await lambda(
            "PublishVersion", ["FunctionName": "round", "CodeSha256": created["CodeSha256"] ?? ""])
        #expect(second["Version"] == "2")
        #expect(second["Description"] == "new")
        let sha = created["CodeSha256"]?.stringValue ?? ""
        #expect(
            try await lambda.refusal("PublishVersion", ["FunctionName": "round", "CodeSha256": "x"])
                == .init(
                    "InvalidParameterValueException",
                    "CodeSHA256 (x) is different from current CodeSHA256 in $LATEST (\(sha)). Please try again with the "
                        + "CodeSHA256 in $LATEST."))
        let list = try await lambda("ListVersionsByFunction", ["FunctionName": "round", "MaxItems": 2])
        #expect(
            list["Versions"]?.arrayValue?.map { $0["FunctionArn"] } == [.string("\(arn):$LATEST"), .string("\(arn):1")])
        let rest = try await lambda(
            "ListVersionsByFunction", ["FunctionName": "round", "Marker": list["NextMarker"] ?? ""])
        #expect(rest["Versions"]?.arrayValue?.map { $0["Version"] } == ["2"])
        let all = try await lambda("ListFunctions", ["FunctionVersion": "ALL"])
        #expect(all["Functions"]?.arrayValue?.count == 3)
    }

    @Test("An alias is made, changed with its revision, listed and deleted")
    func aliases() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create("round", ["Publish": true])
        try await lambda(
            "UpdateFunctionCode", ["FunctionName": "round", "ZipFile": LambdaHarness.zip(2), "Publish": true])
        let created = try await lambda(
            "CreateAlias", ["FunctionName": "round", "Name": "live", "FunctionVersion": "1"])
        #expect(created.keys == ["AliasArn", "Description", "FunctionVersion", "Name", "RevisionId"])
        #expect(created["AliasArn"] == .string("\(arn):live"))
        let update: JSON = [
            "FunctionName": "round", "Name": "live", "RevisionId": created["RevisionId"] ?? "",
            "RoutingConfig": ["AdditionalVersionWeights": ["2": 0.03]],
        ]
        let updated = try await lambda("UpdateAlias", update)
        #expect(updated["RoutingConfig"] == ["AdditionalVersionWeights": ["2": 0.03]])
        #expect(updated["RevisionId"] != created["RevisionId"])
        #expect(try await lambda("GetAlias", ["FunctionName": "round", "Name": "live"]) == updated)
        #expect(try await lambda.refusal("UpdateAlias", update).code == "PreconditionFailedException")
        #expect(
            try await lambda("ListAliases", ["FunctionName": "round", "FunctionVersion": "1"])["Aliases"] == [updated])
        #expect(try await lambda("ListAliases", ["FunctionName": "round", "FunctionVersion": "2"])["Aliases"] == [])
        let cleared = try await lambda(
            "UpdateAlias",
            ["FunctionName": "round", "Name": "live", "RoutingConfig": ["AdditionalVersionWeights": [:]]])
        #expect(cleared["RoutingConfig"] == nil)
        try await lambda("DeleteAlias", ["FunctionName": "round", "Name": "live"])
        #expect(
            try await lambda.refusal("GetAlias", ["FunctionName": "round", "Name": "live"])
                == .init("ResourceNotFoundException", "Cannot find alias arn: \(arn):live"))
        #expect(
            try await lambda.refusal("UpdateAlias", ["FunctionName": "round", "Name": "live"])
                == .init("ResourceNotFoundException", "Alias not found: \(arn):live"))
    }

    @Test("A second alias of one name, and one of no version, are refused")
    func wrongAliases() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create("round", ["Publish": true])
        let live: JSON = ["FunctionName": "round", "Name": "live", "FunctionVersion": "1"]
        try await lambda("CreateAlias", live)
        #expect(
            try await lambda.refusal("CreateAlias", live)
                == .init("ResourceConflictException", "Alias already exists: \(arn):live"))
        #expect(
            try await lambda.refusal("CreateAlias", live.with(["Name": "b", "FunctionVersion": "9"]))
                == .init("ResourceNotFoundException", "Function not found: \(arn):9"))
        #expect(
            try await lambda.refusal("CreateAlias", ["FunctionName": "round"])
                == .init(
                    "ValidationException",
                    "2 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be "
                        + "null; Value null at 'functionVersion' failed to satisfy constraint: Member must not be null")
        )
    }
}
