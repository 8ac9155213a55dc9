import AWSAPI
import Cloud
import ControlPlane
import JSON
import LambdaAPI
import Testing

@Suite struct FunctionTests {
    static let arn = "arn:aws:lambda:eu-west-1:000000000000:function:round"

    /// Recorded on AWS: a function with nothing but what is required.
    static let members = [
        "Architectures", "CodeSha256", "CodeSize", "Description", "EphemeralStorage", "FunctionArn", "FunctionName",
        "Handler", "LastModified", "LoggingConfig", "MemorySize", "PackageType", "RevisionId", "Role", "Runtime",
        "RuntimeVersionConfig", "SnapStart", "State", "Timeout", "TracingConfig", "Version",
    ]

    @Test("A new function is Pending in the answer, and Active with another revision right after")
    func creating() async throws {
        let lambda = try await LambdaHarness()
        let created = try await lambda.create()
        #expect(created.keys == (Self.members + ["StateReason", "StateReasonCode"]).sorted())
        #expect(created["State"] == "Pending")
        #expect(created["StateReason"] == "The function is being created.")
        #expect(created["StateReasonCode"] == "Creating")
        #expect(created["FunctionArn"] == .string(Self.arn))
        #expect(created["MemorySize"] == 128)
        #expect(created["Timeout"] == 3)
        #expect(created["EphemeralStorage"] == ["Size": 512])
        #expect(created["LastModified"] == "2026-01-02T03:04:05.678+0000")
        // SHA-256 of 50 4B 01 (sha256sum, base64).
        #expect(created["CodeSha256"] == "oWy18AwVSHSvOHZH2IZUNwYC2fc0TJXO3AhasIaWKxk=")
        #expect(created["CodeSize"] == 3)
        #expect(created["LoggingConfig"] == ["LogFormat": "Text", "LogGroup": "/aws/lambda/round"])
        #expect(created["SnapStart"] == ["ApplyOn": "None", "OptimizationStatus": "Off"])
        let settled = try await lambda("GetFunctionConfiguration", ["FunctionName": "round"])
        #expect(settled.keys == (Self.members + ["LastUpdateStatus"]).sorted())
        #expect(settled["State"] == "Active")
        #expect(settled["LastUpdateStatus"] == "Successful")
        #expect(settled["RevisionId"] != created["RevisionId"])
    }

    @Test("An update is InProgress in the answer, changes what it names, and gives a new revision")
    func updating() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create("round", ["Description": "old", "Environment": ["Variables": ["MODE": "a"]]])
        let before = try await lambda("GetFunctionConfiguration", ["FunctionName": "round"])
        let updated = try await lambda(
            "UpdateFunctionConfiguration",
            ["FunctionName": "round", "MemorySize": 512, "RevisionId": before["RevisionId"] ?? ""])
        #expect(updated["State"] == "Active")
        #expect(updated["LastUpdateStatus"] == "InProgress")
        #expect(updated["LastUpdateStatusReason"] == "The function is being created.")
        #expect(updated["LastUpdateStatusReasonCode"] == "Creating")
        let after = try await lambda("GetFunctionConfiguration", ["FunctionName": "round"])
        #expect(after["MemorySize"] == 512)
        #expect(after["Description"] == "old")
        #expect(after["Environment"] == ["Variables": ["MODE": "a"]])
        #expect(after["RevisionId"] != before["RevisionId"])
        #expect(after["RevisionId"] != updated["RevisionId"])
    }

    @Test("A revision that is not the latest is refused by updates of configuration and code")
    func revisions() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create()
        let expected = LambdaHarness.Refusal(
            "PreconditionFailedException",
            "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to "
                + "retrieve the latest Revision Id")
        let wrong: JSON = [
            "FunctionName": "round", "RevisionId": "x", "Description": "d", "ZipFile": LambdaHarness.zip(2),
        ]
        #expect(try await lambda.refusal("UpdateFunctionConfiguration", wrong) == expected)
        #expect(try await lambda.refusal("UpdateFunctionCode", wrong) == expected)
        #expect(try await lambda.refusal("PublishVersion", wrong) == expected)
    }

    @Test("Code is replaced, tried without effect, and published in one step")
    func code() async throws {
        let lambda = try await LambdaHarness()
        let created = try await lambda.create()
        let dry = try await lambda(
            "UpdateFunctionCode", ["FunctionName": "round", "ZipFile": LambdaHarness.zip(2), "DryRun": true])
        #expect(dry["CodeSha256"] != created["CodeSha256"])
        #expect(
            try await lambda("GetFunctionConfiguration", ["FunctionName": "round"])["CodeSha256"]
                == created["CodeSha256"])
        let updated = try await lambda(
            "UpdateFunctionCode", ["FunctionName": "round", "ZipFile": LambdaHarness.zip(2), "Publish": true])
        #expect(updated["CodeSha256"] == dry["CodeSha256"])
        #expect(updated["Version"] == "1")
        #expect(updated["FunctionArn"] == .string(Self.arn + ":1"))
        let fromS3 = try await lambda(
            "UpdateFunctionCode",
            ["FunctionName": "round", "S3Bucket": "code", "S3Key": "there.zip", "Architectures": ["arm64"]])
        #expect(fromS3["Architectures"] == ["arm64"])
        #expect(fromS3["CodeSize"] == 3)
    }

    static let refusals: [(String, [String: JSON], LambdaHarness.Refusal)] = [
        ("exists", ["FunctionName": "there"], .init("ResourceConflictException", "Function already exist: there")),
        (
            "no role", ["Role": nil],
            .init(
                "ValidationException",
                "1 validation error detected: Value null at 'role' failed to satisfy constraint: Member must not be null"
            )
        ),
        (
            "wrong role", ["Role": "admin"],
            .init(
                "ValidationException",
                "1 validation error detected: Value 'admin' at 'role' failed to satisfy constraint: Member must satisfy "
                    + #"regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+"#)
        ),
        (
            "two violations", ["MemorySize": 64, "Timeout": 901],
            .init(
                "ValidationException",
                "2 validation errors detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have "
                    + "value less than or equal to 900; Value '64' at 'memorySize' failed to satisfy constraint: Member "
                    + "must have value greater than or equal to 128")
        ),
        (
            "no runtime", ["Runtime": nil],
            .init(
                "InvalidParameterValueException",
                "Runtime and Handler are mandatory parameters for functions created with deployment packages.")
        ),
        (
            "retired runtime", ["Runtime": "go1.x"],
            .init(
                "InvalidParameterValueException",
                "The runtime parameter of go1.x is no longer supported for creating or updating AWS Lambda functions. We "
                    + "recommend you use a supported runtime while creating or updating functions.")
        ),
        (
            "no zip", ["Code": ["ZipFile": "aGVsbG8="]],
            .init(
                "InvalidParameterValueException",
                "Could not unzip uploaded file. Please check your file, then try to upload again.")
        ),
        (
            "empty zip", ["Code": ["ZipFile": "UEs="]],
            .init("InvalidParameterValueException", "Uploaded file must be a non-empty zip")
        ),
        (
            "no source", ["Code": [:]],
            .init("InvalidParameterValueException", "Please provide a source for function code.")
        ),
        (
            "no object", ["Code": ["S3Bucket": "code", "S3Key": "gone.zip"]],
            .init(
                "InvalidParameterValueException",
                "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not "
                    + "exist.")
        ),
        (
            "six layers",
            ["Layers": .array([JSON](repeating: "arn:aws:lambda:eu-west-1:000000000000:layer:l:1", count: 6))],
            .init("InvalidParameterValueException", "Cannot reference more than 5 layers.")
        ),
        (
            "long name", ["FunctionName": .string(String(repeating: "n", count: 65))],
            .init(
                "InvalidParameterValueException",
                "1 validation error detected: Value '\(String(repeating: "n", count: 65))' at 'functionName' failed to "
                    + "satisfy constraint: Member must have length less than or equal to 64")
        ),
        (
            "other region", ["FunctionName": "arn:aws:lambda:us-east-1:000000000000:function:round"],
            .init(
                "ResourceNotFoundException",
                "Functions from 'us-east-1' are not reachable in this region ('eu-west-1')")
        ),
        (
            "reserved variable", ["Environment": ["Variables": ["AWS_REGION": "x"]]],
            .init(
                "InvalidParameterValueException",
                "Lambda was unable to configure your environment variables because the environment variables you have "
                    + "provided contains reserved keys that are currently not supported for modification. Reserved keys "
                    + "used in this request: AWS_REGION")
        ),
    ]

    @Test("What AWS refuses to create is refused in its words, and leaves nothing", arguments: refusals)
    func refused(_ what: String, _ members: [String: JSON], _ expected: LambdaHarness.Refusal) async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create("there")
        let error = try #require(await #expect(throws: AWSError.self) { try await lambda.create("round", members) })
        #expect(LambdaHarness.Refusal(error.code, error.message) == expected)
        #expect(try await lambda("ListFunctions")["Functions"]?.arrayValue?.count == 1)
    }

    @Test(
        "What does not exist is not found",
        arguments: [
            ("GetFunction", "gone", "gone"), ("GetFunctionConfiguration", "gone", "gone"),
            ("UpdateFunctionConfiguration", "gone", "gone"), ("DeleteFunction", "gone", "gone"),
            ("GetFunction", "round:7", "round:7"), ("GetFunctionConfiguration", "round:live", "round:live"),
        ])
    func missing(_ operation: String, _ name: String, _ shown: String) async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create()
        let expected = LambdaHarness.Refusal(
            "ResourceNotFoundException",
            "Function not found: arn:aws:lambda:eu-west-1:000000000000:function:\(shown)")
        #expect(try await lambda.refusal(operation, ["FunctionName": .string(name)]) == expected)
    }

    @Test("GetFunction tells where the code is, and tags and concurrency only where there are some")
    func getting() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create()
        let plain = try await lambda("GetFunction", ["FunctionName": "round"])
        #expect(plain.keys == ["Code", "Configuration"])
        #expect(plain["Code"]?["RepositoryType"] == "S3")
        let location = try #require(plain["Code"]?["Location"]?.stringValue)
        #expect(
            location.hasPrefix(
                "http://127.0.0.1:4566/_understudy/lambda/code/000000000000/eu-west-1/round/%24LATEST?X-Amz-"))
        let path = await lambda.lambda.codePath(at: "/_understudy/lambda/code/000000000000/eu-west-1/round/$LATEST")
        #expect(path?.hasPrefix("/") == true)
        #expect(await lambda.lambda.codePath(at: "/_understudy/lambda/code/000000000000/eu-west-1/gone/1") == nil)
        try await lambda("TagResource", ["Resource": .string(Self.arn), "Tags": ["a": "b"]])
        try await lambda("PutFunctionConcurrency", ["FunctionName": "round", "ReservedConcurrentExecutions": 3])
        let full = try await lambda("GetFunction", ["FunctionName": .string(Self.arn)])
        #expect(full["Tags"] == ["a": "b"])
        #expect(full["Concurrency"] == ["ReservedConcurrentExecutions": 3])
        // Qualified by $LATEST the ARN says so.
        let qualified = try await lambda("GetFunction", ["FunctionName": "round", "Qualifier": "$LATEST"])
        #expect(qualified["Configuration"]?["FunctionArn"] == .string(Self.arn + ":$LATEST"))
    }

    @Test("Lists come in pages of at most 50, and in the region that asks")
    func listing() async throws {
        let lambda = try await LambdaHarness()
        for number in 0..<52 { try await lambda.create("f\(number)") }
        let first = try await lambda("ListFunctions", ["MaxItems": 10_000])
        #expect(first["Functions"]?.arrayValue?.count == 50)
        let marker = try #require(first["NextMarker"])
        let rest = try await lambda("ListFunctions", ["Marker": marker])
        #expect(rest.keys == ["Functions"])
        let names = [first, rest].flatMap { $0["Functions"]?.arrayValue ?? [] }.compactMap {
            $0["FunctionName"]?.stringValue
        }
        #expect(Set(names).count == 52)
        let small = try await lambda("ListFunctions", ["MaxItems": 1, "MasterRegion": "us-east-1"])
        #expect(small["Functions"]?.arrayValue?.count == 1)
        #expect(try await lambda("ListFunctions", region: "us-east-1")["Functions"] == [])
        #expect(
            try await lambda.refusal("ListFunctions", ["FunctionVersion": "NONE"])
                == .init(
                    "ValidationException",
                    "1 validation error detected: Value 'NONE' at 'functionVersion' failed to satisfy constraint: Member "
                        + "must satisfy enum value set: [ALL]"))
    }

    @Test("A function is deleted with all that it had; its versions one by one")
    func deleting() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create("round", ["Publish": true])
        try await lambda("CreateAlias", ["FunctionName": "round", "Name": "live", "FunctionVersion": "1"])
        #expect(
            try await lambda.refusal("DeleteFunction", ["FunctionName": "round", "Qualifier": "$LATEST"])
                == .init(
                    "InvalidParameterValueException",
                    "$LATEST version cannot be deleted without deleting the function."))
        #expect(
            try await lambda.refusal("DeleteFunction", ["FunctionName": "round", "Qualifier": "1"]).code
                == "ResourceConflictException")
        try await lambda("DeleteAlias", ["FunctionName": "round", "Name": "live"])
        try await lambda("DeleteFunction", ["FunctionName": "round", "Qualifier": "1"])
        let versions = try await lambda("ListVersionsByFunction", ["FunctionName": "round"])["Versions"]?.arrayValue
        #expect(versions?.map { $0["Version"] } == ["$LATEST"])
        try await lambda("DeleteFunction", ["FunctionName": "round"])
        #expect(try await lambda("ListFunctions")["Functions"] == [])
    }

    @Test("A file's function is shown with its code, and its published version runs a copy")
    func file() async throws {
        let lambda = try await LambdaHarness(
            files: [FunctionVersion(name: "round", code: .zip(path: "/proc/version"), codeIdentity: "1")])
        let shown = try await lambda("GetFunctionConfiguration", ["FunctionName": "round"])
        #expect(shown["CodeSha256"]?.stringValue?.count == 44)
        #expect(shown["Role"] == nil)
        let published = try await lambda("PublishVersion", ["FunctionName": "round"])
        #expect(published["Version"] == "1")
        #expect(try await lambda("PublishVersion", ["FunctionName": "round"])["Version"] == "1")
        let function = try #require(await lambda.plane.cloud.function(named: "round", in: Scope()))
        #expect(function.latest.code == .zip(path: "/proc/version"))
        #expect(function.versions.first?.code != function.latest.code)
    }
}
