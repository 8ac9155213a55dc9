import Cloud
import Testing

@Suite struct FunctionReferenceTests {
    @Test(
        "Every form of the fact sheet is read",
        arguments: [
            ("my-fn", FunctionReference(name: "my-fn")),
            ("my-fn:v1", FunctionReference(name: "my-fn", qualifier: "v1")),
            ("my-fn:$LATEST", FunctionReference(name: "my-fn", qualifier: "$LATEST")),
            ("my-fn:$LATEST.PUBLISHED", FunctionReference(name: "my-fn", qualifier: "$LATEST.PUBLISHED")),
            ("function:my-fn", FunctionReference(name: "my-fn")),
            ("function:my-fn:7", FunctionReference(name: "my-fn", qualifier: "7")),
            ("123456789012:function:my-fn", FunctionReference(name: "my-fn", account: "123456789012")),
            (
                "123456789012:function:my-fn:v1",
                FunctionReference(name: "my-fn", qualifier: "v1", account: "123456789012")
            ),
            ("123456789012:my-fn", FunctionReference(name: "my-fn", account: "123456789012")),
            (
                "us-gov-west-1:123456789012:function:my-fn",
                FunctionReference(name: "my-fn", region: "us-gov-west-1", account: "123456789012")
            ),
            (
                "arn:aws:lambda:us-west-2:123456789012:function:my-fn",
                FunctionReference(name: "my-fn", partition: "aws", region: "us-west-2", account: "123456789012")
            ),
            (
                "arn:aws-cn:lambda:cn-north-1:123456789012:function:my-fn:$LATEST",
                FunctionReference(
                    name: "my-fn", qualifier: "$LATEST", partition: "aws-cn", region: "cn-north-1",
                    account: "123456789012")
            ),
            (
                "arn:aws-eusc:lambda:eusc-de-east-1:123456789012:function:f",
                FunctionReference(name: "f", partition: "aws-eusc", region: "eusc-de-east-1", account: "123456789012")
            ),
            (
                "arn:aws-iso-b:lambda:us-isob-east-1:123456789012:function:f",
                FunctionReference(name: "f", partition: "aws-iso-b", region: "us-isob-east-1", account: "123456789012")
            ),
            // Names that look like a prefix: taken as the prefix only if a name follows.
            ("function", FunctionReference(name: "function")),
            ("function:$LATEST", FunctionReference(name: "function", qualifier: "$LATEST")),
            ("123456789012", FunctionReference(name: "123456789012")),
            ("us-east-1", FunctionReference(name: "us-east-1")),
            ("arn", FunctionReference(name: "arn")),
            ("with.dot", FunctionReference(name: "with.dot")),
            // As AWS's pattern has it, though it is a layer's ARN: merely not found.
            (
                "arn:aws:lambda:eu-west-1:123456789012:layer:f",
                FunctionReference(
                    name: "layer", qualifier: "f", partition: "aws", region: "eu-west-1", account: "123456789012")
            ),
        ])
    func reads(text: String, expected: FunctionReference) throws {
        #expect(try FunctionReference(parsing: text) == expected)
    }

    static let pattern =
        #"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?"#
        + #"(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"#

    @Test(
        "What has no form is refused with AWS's pattern",
        arguments: [
            "", ":", "a b", "my-fn:", ":v1", "my-fn:v1:v2", "a:b:c", "fn/x", "fn$", "fn:$latest", "ünï", "fn\r\n",
            "fn\0",
            "arn:aws:s3:eu-west-1:123456789012:function:f", "arn:aws:lambda:eu-west-1:1234:function:f",
            "arn:aws:lambda:EU-west-1:123456789012:function:f",
        ])
    func refuses(text: String) {
        let expected = CloudError(
            .validation,
            "1 validation error detected: Value '\(text)' at 'functionName' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: \(Self.pattern)")
        #expect(throws: expected) { try FunctionReference(parsing: text) }
    }

    @Test("Too long a text is refused with its limit, which depends on the operation")
    func tooLong() throws {
        let name = String(repeating: "x", count: 257)
        let constraint = "failed to satisfy constraint: Member must have length less than or equal to"
        #expect(
            throws: CloudError(
                .validation, "1 validation error detected: Value '\(name)' at 'functionName' \(constraint) 256")
        ) { try FunctionReference(parsing: name) }
        #expect(
            throws: CloudError(
                .validation, "1 validation error detected: Value '\(name)' at 'functionName' \(constraint) 140")
        ) { try FunctionReference(parsing: name, as: .controlPlane) }
        #expect(try FunctionReference(parsing: String(name.dropLast())).name.utf8.count == 256)
    }

    @Test("Two violations are reported together")
    func twoViolations() throws {
        let name = String(repeating: " ", count: 257)
        let error = #expect(throws: CloudError.self) { try FunctionReference(parsing: name) }
        #expect(error?.message.hasPrefix("2 validation errors detected: Value '") == true)
    }

    @Test("The control plane takes no dot in a name")
    func dot() {
        #expect(throws: CloudError.self) { try FunctionReference(parsing: "with.dot", as: .controlPlane) }
    }

    @Test("The query's qualifier is added, or must agree")
    func queryQualifier() throws {
        let plain = FunctionReference(name: "f")
        let qualified = FunctionReference(name: "f", qualifier: "v1")
        #expect(try plain.qualified(by: nil) == plain)
        #expect(try plain.qualified(by: "v1") == qualified)
        #expect(try qualified.qualified(by: "v1") == qualified)
        #expect(
            throws: CloudError(
                .invalidParameterValue,
                "The derived qualifier from the function name does not match the specified qualifier.")
        ) { try qualified.qualified(by: "v2") }
    }

    @Test("A malformed query qualifier is refused", arguments: ["", "a b", "a.b", "ä"])
    func malformedQualifier(text: String) {
        let expected = CloudError(
            .validation,
            "1 validation error detected: Value '\(text)' at 'qualifier' failed to satisfy constraint: Member must "
                + #"satisfy regular expression pattern: \$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"#)
        #expect(throws: expected) { try FunctionReference(name: "f").qualified(by: text) }
    }
}
