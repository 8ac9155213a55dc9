import AWSAPI
import JSON
import Testing

/// What belongs to a function besides code and configuration.
@Suite struct SettingsTests {
    private let arn = "arn:aws:lambda:eu-west-1:000000000000:function:round"
    private let round: JSON = ["FunctionName": "round"]

    // MARK: Permissions

    @Test("A statement is written as AWS writes it, for each kind of principal")
    func statements() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create()
        let s3 = try await lambda(
            "AddPermission",
            round.with([
                "StatementId": "s3", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com",
                "SourceArn": "arn:aws:s3:::bucket", "SourceAccount": "000000000000",
            ]))
        #expect(
            s3["Statement"]?.stringValue
                == #"{"Sid":"s3","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"#
                + #""Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:eu-west-1:000000000000:function:round","#
                + #""Condition":{"StringEquals":{"AWS:SourceAccount":"000000000000"},"#
                + #""ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"}}}"#)
        try await lambda(
            "AddPermission",
            round.with([
                "StatementId": "url", "Action": "lambda:InvokeFunctionUrl", "Principal": "*",
                "FunctionUrlAuthType": "NONE",
            ]))
        try await lambda(
            "AddPermission",
            round.with(["StatementId": "acc", "Action": "lambda:InvokeFunction", "Principal": "111111111111"]))
        // An ARN without an account, as clients send it that do not know theirs.
        try await lambda(
            "AddPermission",
            round.with([
                "StatementId": "gw", "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com",
                "SourceArn": "arn:aws:execute-api:us-east-1::abcdefghij/*/*",
            ]))
        let policy = try await lambda("GetPolicy", round)
        let document = try JSON(parsing: policy["Policy"]?.stringValue ?? "")
        #expect(document["Version"] == "2012-10-17")
        #expect(document["Id"] == "default")
        #expect(document["Statement"]?[1]?["Principal"] == "*")
        #expect(document["Statement"]?[1]?["Condition"] == ["StringEquals": ["lambda:FunctionUrlAuthType": "NONE"]])
        #expect(document["Statement"]?[2]?["Principal"] == ["AWS": "arn:aws:iam::111111111111:root"])
        for sid in ["s3", "url", "acc", "gw"] {
            try await lambda("RemovePermission", round.with(["StatementId": .string(sid)]))
        }
        #expect(
            try await lambda.refusal("GetPolicy", round)
                == .init("ResourceNotFoundException", "The resource you requested does not exist."))
        #expect(
            try await lambda.refusal("RemovePermission", round.with(["StatementId": "s3"]))
                == .init("ResourceNotFoundException", "No policy is associated with the given resource."))
    }

    @Test("Wrong statements are refused")
    func wrongStatements() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create("round", ["Publish": true])
        let good = round.with(["StatementId": "a", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"])
        try await lambda("AddPermission", good)
        let revision = try #require(try await lambda("GetPolicy", round)["RevisionId"])
        #expect(
            try await lambda.refusal("AddPermission", good)
                == .init(
                    "ResourceConflictException",
                    "The statement id (a) provided already exists. Please provide a new statement id, or remove the "
                        + "existing statement."))
        #expect(
            try await lambda.refusal("AddPermission", good.with(["StatementId": "b", "Principal": "somebody"]))
                == .init(
                    "InvalidParameterValueException",
                    "The provided principal was invalid. Please check the principal and try again."))
        #expect(
            try await lambda.refusal("AddPermission", good.with(["Qualifier": "$LATEST"]))
                == .init(
                    "InvalidParameterValueException", "We currently do not support adding policies for $LATEST."))
        #expect(
            try await lambda.refusal("AddPermission", good.with(["Qualifier": "live"]))
                == .init("ResourceNotFoundException", "Cannot find alias arn: \(arn):live"))
        #expect(
            try await lambda.refusal("RemovePermission", round.with(["StatementId": "z"]))
                == .init("ResourceNotFoundException", "Statement z is not found in resource policy."))
        #expect(
            try await lambda.refusal("AddPermission", good.with(["StatementId": "c", "RevisionId": "x"])).code
                == "PreconditionFailedException")
        try await lambda("AddPermission", good.with(["StatementId": "c", "RevisionId": revision]))
        // Each version has a policy of its own.
        try await lambda("AddPermission", good.with(["Qualifier": "1"]))
        let policy = try await lambda("GetPolicy", round.with(["Qualifier": "1"]))["Policy"]?.stringValue ?? ""
        #expect(try JSON(parsing: policy)["Statement"]?[0]?["Resource"] == .string("\(arn):1"))
    }

    // MARK: Concurrency

    @Test("Concurrency is reserved, as long as 100 stay unreserved")
    func reserved() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create()
        try await lambda.create("sort")
        #expect(try await lambda("GetFunctionConcurrency", round) == [:])
        let put = try await lambda("PutFunctionConcurrency", round.with(["ReservedConcurrentExecutions": 0]))
        #expect(put == ["ReservedConcurrentExecutions": 0])
        try await lambda("PutFunctionConcurrency", ["FunctionName": "sort", "ReservedConcurrentExecutions": 500])
        try await lambda("PutFunctionConcurrency", round.with(["ReservedConcurrentExecutions": 400]))
        #expect(
            try await lambda.refusal("PutFunctionConcurrency", round.with(["ReservedConcurrentExecutions": 401]))
                == .init(
                    "InvalidParameterValueException",
                    "Specified ReservedConcurrentExecutions for function decreases account's "
                        + "UnreservedConcurrentExecution below its minimum value of [100]."))
        let settings = try await lambda("GetAccountSettings")
        #expect(settings["AccountLimit"]?["UnreservedConcurrentExecutions"] == 100)
        #expect(settings["AccountLimit"]?["ConcurrentExecutions"] == 1000)
        #expect(settings["AccountUsage"]?["FunctionCount"] == 2)
        try await lambda("DeleteFunctionConcurrency", round)
        #expect(try await lambda("GetFunctionConcurrency", round) == [:])
        #expect(
            try await lambda.refusal(
                "PutFunctionConcurrency", ["FunctionName": "round:1", "ReservedConcurrentExecutions": 1]
            ).message.hasPrefix("This operation is permitted on Lambda functions only."))
    }

    @Test("Concurrency is provisioned for versions and aliases, never for $LATEST")
    func provisioned() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create("round", ["Publish": true])
        let version = round.with(["Qualifier": "1"])
        let put = try await lambda(
            "PutProvisionedConcurrencyConfig", version.with(["ProvisionedConcurrentExecutions": 1]))
        #expect(put["Status"] == "IN_PROGRESS")
        #expect(put["RequestedProvisionedConcurrentExecutions"] == 1)
        let ready = try await lambda("GetProvisionedConcurrencyConfig", version)
        #expect(ready["Status"] == "READY")
        #expect(ready["AvailableProvisionedConcurrentExecutions"] == 1)
        #expect(ready["LastModified"] == "2026-01-02T03:04:05+0000")
        let list = try await lambda("ListProvisionedConcurrencyConfigs", round)
        #expect(list["ProvisionedConcurrencyConfigs"]?[0]?["FunctionArn"] == .string("\(arn):1"))
        #expect(
            try await lambda.refusal(
                "PutProvisionedConcurrencyConfig",
                round.with(["Qualifier": "$LATEST", "ProvisionedConcurrentExecutions": 1]))
                == .init(
                    "InvalidParameterValueException",
                    "Provisioned Concurrency Configs cannot be applied to unpublished function versions."))
        try await lambda("DeleteProvisionedConcurrencyConfig", version)
        #expect(
            try await lambda.refusal("GetProvisionedConcurrencyConfig", version).code
                == "ProvisionedConcurrencyConfigNotFoundException")
        #expect(
            try await lambda.refusal("GetProvisionedConcurrencyConfig", round.with(["Qualifier": "live"]))
                == .init("ResourceNotFoundException", "Cannot find alias arn: \(arn):live"))
        try await lambda("PutFunctionConcurrency", round.with(["ReservedConcurrentExecutions": 2]))
        #expect(
            try await lambda.refusal(
                "PutProvisionedConcurrencyConfig", version.with(["ProvisionedConcurrentExecutions": 3]))
                == .init(
                    "InvalidParameterValueException",
                    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for "
                        + "function"))
    }

    // MARK: Asynchronous events

    @Test("An event invoke config is put, changed in part, listed and deleted")
    func events() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create()
        let other: JSON = "arn:aws:lambda:eu-west-1:000000000000:function:other"
        let put = try await lambda("PutFunctionEventInvokeConfig", round.with(["MaximumRetryAttempts": 0]))
        #expect(
            put
                == [
                    "LastModified": .number("1767323045.678"), "FunctionArn": .string("\(arn):$LATEST"),
                    "MaximumRetryAttempts": 0, "DestinationConfig": ["OnSuccess": [:], "OnFailure": [:]],
                ])
        let updated = try await lambda(
            "UpdateFunctionEventInvokeConfig",
            round.with(["DestinationConfig": ["OnFailure": ["Destination": other]]]))
        #expect(updated["MaximumRetryAttempts"] == 0)
        #expect(updated["DestinationConfig"] == ["OnSuccess": [:], "OnFailure": ["Destination": other]])
        #expect(try await lambda("GetFunctionEventInvokeConfig", round) == updated)
        #expect(
            try await lambda("ListFunctionEventInvokeConfigs", round)["FunctionEventInvokeConfigs"] == [updated])
        try await lambda("DeleteFunctionEventInvokeConfig", round)
        let missing = LambdaHarness.Refusal(
            "ResourceNotFoundException", "The function \(arn):$LATEST doesn't have an EventInvokeConfig")
        #expect(try await lambda.refusal("GetFunctionEventInvokeConfig", round) == missing)
        #expect(try await lambda.refusal("DeleteFunctionEventInvokeConfig", round) == missing)
    }

    @Test("Wrong event invoke configs are refused")
    func wrongEvents() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create()
        #expect(
            try await lambda.refusal("PutFunctionEventInvokeConfig", round)
                == .init(
                    "InvalidParameterValueException",
                    "You must specify at least one of error handling or destination setting."))
        #expect(
            try await lambda.refusal(
                "PutFunctionEventInvokeConfig",
                round.with(["DestinationConfig": ["OnSuccess": ["Destination": .string(arn)]]]))
                == .init(
                    "InvalidParameterValueException", "You can't specify the function as a destination for itself."))
        #expect(
            try await lambda.refusal(
                "PutFunctionEventInvokeConfig", ["FunctionName": "gone", "MaximumRetryAttempts": 0])
                == .init("ResourceNotFoundException", "The function doesn't exist."))
        #expect(
            try await lambda.refusal(
                "PutFunctionEventInvokeConfig",
                round.with(["MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 59]))
                == .init(
                    "ValidationException",
                    "2 validation errors detected: Value '3' at 'maximumRetryAttempts' failed to satisfy constraint: "
                        + "Member must have value less than or equal to 2; Value '59' at 'maximumEventAgeInSeconds' failed "
                        + "to satisfy constraint: Member must have value greater than or equal to 60"))
    }

    // MARK: URLs

    @Test("A function URL is made once, found, changed and deleted")
    func urls() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create()
        let cors: JSON = ["AllowMethods": ["GET"], "AllowOrigins": ["*"], "MaxAge": 60]
        let created = try await lambda("CreateFunctionUrlConfig", round.with(["AuthType": "NONE", "Cors": cors]))
        #expect(created.keys == ["AuthType", "Cors", "CreationTime", "FunctionArn", "FunctionUrl", "InvokeMode"])
        let url = try #require(created["FunctionUrl"]?.stringValue)
        #expect(url.wholeMatch(of: #/http:\/\/[a-z0-9]{32}\.lambda-url\.eu-west-1\.localhost:4566\//#) != nil)
        #expect(created["CreationTime"] == "2026-01-02T03:04:05.678Z")
        #expect(
            try await lambda.refusal("CreateFunctionUrlConfig", round.with(["AuthType": "NONE"]))
                == .init(
                    "ResourceConflictException",
                    "Failed to create function url config for [functionArn = \(arn)]. Error message:  FunctionUrlConfig "
                        + "exists for this Lambda function"))
        let updated = try await lambda("UpdateFunctionUrlConfig", round.with(["AuthType": "AWS_IAM"]))
        #expect(updated["AuthType"] == "AWS_IAM")
        #expect(updated["Cors"] == cors)
        #expect(updated["LastModifiedTime"] == "2026-01-02T03:04:05.678Z")
        #expect(try await lambda("GetFunctionUrlConfig", round) == updated)
        #expect(try await lambda("ListFunctionUrlConfigs", round)["FunctionUrlConfigs"] == [updated])
        try await lambda("DeleteFunctionUrlConfig", round)
        let missing = LambdaHarness.Refusal(
            "ResourceNotFoundException", "The resource you requested does not exist.")
        for operation in ["GetFunctionUrlConfig", "UpdateFunctionUrlConfig", "DeleteFunctionUrlConfig"] {
            #expect(try await lambda.refusal(operation, round) == missing)
        }
        #expect(
            try await lambda.refusal("CreateFunctionUrlConfig", ["FunctionName": "gone", "AuthType": "NONE"])
                == .init("ResourceNotFoundException", "Function does not exist"))
        #expect(
            try await lambda.refusal("CreateFunctionUrlConfig", round.with(["AuthType": "NONE", "Qualifier": "1"])).code
                == "ValidationException")
    }

    // MARK: Tags, layers and the rest

    @Test("Tags are added, listed and removed")
    func tags() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create("round", ["Tags": ["a": "1"]])
        let resource: JSON = ["Resource": .string(arn)]
        try await lambda("TagResource", resource.with(["Tags": ["b": "2", "a": "3"]]))
        #expect(try await lambda("ListTags", resource) == ["Tags": ["a": "3", "b": "2"]])
        try await lambda("UntagResource", resource.with(["TagKeys": ["a"]]))
        #expect(try await lambda("ListTags", resource) == ["Tags": ["b": "2"]])
        #expect(
            try await lambda.refusal("ListTags", ["Resource": .string("\(arn)-gone")])
                == .init("ResourceNotFoundException", "Function not found: \(arn)-gone"))
        #expect(
            try await lambda.refusal("ListTags", ["Resource": .string("\(arn):1")]).message.hasPrefix(
                "This operation is permitted on Lambda functions only."))
    }

    @Test("Layers are numbered, listed, used and deleted; a number never comes again")
    func layers() async throws {
        let lambda = try await LambdaHarness()
        let input: JSON = [
            "LayerName": "tools", "Content": ["ZipFile": LambdaHarness.zip(5)],
            "CompatibleRuntimes": ["provided.al2023"],
        ]
        let first = try await lambda("PublishLayerVersion", input)
        #expect(first["Version"] == 1)
        #expect(first["LayerArn"] == "arn:aws:lambda:eu-west-1:000000000000:layer:tools")
        #expect(first["LayerVersionArn"] == "arn:aws:lambda:eu-west-1:000000000000:layer:tools:1")
        #expect(first["Content"]?.keys == ["CodeSha256", "CodeSize", "Location"])
        #expect(first["Description"] == "")
        #expect(first["LicenseInfo"] == nil)
        try await lambda("PublishLayerVersion", input)
        let list = try await lambda("ListLayerVersions", ["LayerName": "tools"])
        #expect(list["LayerVersions"]?.arrayValue?.map { $0["Version"] } == [2, 1])
        let layers = try await lambda("ListLayers", ["CompatibleRuntime": "provided.al2023"])
        #expect(layers["Layers"]?[0]?["LatestMatchingVersion"]?["Version"] == 2)
        #expect(try await lambda("ListLayers", ["CompatibleRuntime": "java25"]) == ["Layers": []])
        let arn = try #require(first["LayerVersionArn"])
        let created = try await lambda.create("round", ["Layers": [arn]])
        #expect(created["Layers"] == [["Arn": arn, "CodeSize": 3]])
        #expect(try await lambda("GetLayerVersionByArn", ["Arn": arn]) == first)
        try await lambda("DeleteLayerVersion", ["LayerName": "tools", "VersionNumber": 2])
        try await lambda("DeleteLayerVersion", ["LayerName": "tools", "VersionNumber": 2])
        #expect(try await lambda("PublishLayerVersion", input)["Version"] == 3)
        #expect(
            try await lambda.refusal("GetLayerVersion", ["LayerName": "tools", "VersionNumber": 2])
                == .init("ResourceNotFoundException", "The resource you requested does not exist."))
        #expect(
            try await lambda.refusal("GetLayerVersion", ["LayerName": "tools", "VersionNumber": 0])
                == .init("InvalidParameterValueException", "Layer Version Cannot be less than 1."))
    }

    @Test("What is fixed here is answered as AWS answers")
    func fixed() async throws {
        let lambda = try await LambdaHarness()
        try await lambda.create()
        #expect(try await lambda("GetFunctionCodeSigningConfig", round) == ["FunctionName": "round"])
        #expect(try await lambda("ListEventSourceMappings", [:]) == ["EventSourceMappings": []])
        #expect(try await lambda("GetFunctionRecursionConfig", round) == ["RecursiveLoop": "Terminate"])
        try await lambda("PutFunctionRecursionConfig", round.with(["RecursiveLoop": "Allow"]))
        #expect(try await lambda("GetFunctionRecursionConfig", round) == ["RecursiveLoop": "Allow"])
        #expect(
            try await lambda("GetRuntimeManagementConfig", round)
                == ["FunctionArn": .string("\(arn):$LATEST"), "UpdateRuntimeOn": "Auto"])
        let put = try await lambda("PutRuntimeManagementConfig", round.with(["UpdateRuntimeOn": "FunctionUpdate"]))
        #expect(put["UpdateRuntimeOn"] == "FunctionUpdate")
        #expect(
            try await lambda.refusal("PutRuntimeManagementConfig", round.with(["UpdateRuntimeOn": "No"])).code
                == "ValidationException")
    }
}
