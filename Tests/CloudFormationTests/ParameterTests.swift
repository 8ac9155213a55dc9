import AWSAPI
import Testing

@testable import CloudFormation

@Suite struct ParameterTests {
    static func values(
        _ declaration: String, _ given: [ParameterValues.Given], previous: [ParameterValues.Value] = []
    ) throws(AWSError) -> [String] {
        let template = try Template(parsing: "Resources: {A: {Type: T}}\nParameters: {P: {\(declaration)}}")
        return try ParameterValues(given, for: template, previous: previous).values.map(\.text)
    }

    static func given(_ text: String) -> [ParameterValues.Given] { [.init(key: "P", text: text, usesPrevious: false)] }

    @Test(
        "a value that breaks a constraint is refused in AWS's words",
        arguments: [
            ("Type: String, AllowedValues: [a, b]", "c", "Parameter 'P' must be one of AllowedValues"),
            ("Type: String, AllowedPattern: '[a-z]+'", "ab1", "Parameter 'P' must match pattern [a-z]+"),
            ("Type: String, MinLength: 3", "ab", "Parameter 'P' must contain at least 3 characters"),
            ("Type: String, MaxLength: '3'", "abcd", "Parameter 'P' must contain at most 3 characters"),
            ("Type: Number, MinValue: 3", "2", "Parameter 'P' must be a number not less than 3"),
            ("Type: Number, MaxValue: 3", "4", "Parameter 'P' must be a number not greater than 3"),
            ("Type: Number", "x", "Parameter 'P' must be a number"),
            ("Type: List<Number>", "1,x", "Parameter 'P' must be a number"),
            (
                "Type: String, AllowedValues: [a], ConstraintDescription: only a", "b",
                "Parameter P failed to satisfy constraint: only a"
            ),
        ])
    func constraints(_ declaration: String, _ text: String, _ message: String) {
        #expect(throws: AWSError.validation(message)) {
            _ = try Self.values(declaration, Self.given(text))
        }
    }

    @Test(
        "a value within its constraints is taken",
        arguments: [
            ("Type: String, AllowedValues: [true, false]", "true"), ("Type: String, AllowedPattern: '[a-z]+|x1'", "x1"),
            ("Type: Number, MinValue: 3, MaxValue: 3.5", "3.25"),
            ("Type: CommaDelimitedList, AllowedValues: [a, b]", "a, b"),
            ("Type: 'List<AWS::EC2::Subnet::Id>'", "subnet-1,subnet-2"),
        ])
    func allowed(_ declaration: String, _ text: String) throws {
        #expect(try Self.values(declaration, Self.given(text)) == [text])
    }

    @Test("a pattern that would run for ever ends as no match", .timeLimit(.minutes(1)))
    func catastrophicPattern() {
        #expect(throws: AWSError.self) {
            _ = try Self.values("Type: String, AllowedPattern: '(a+)+b'", Self.given(String(repeating: "a", count: 40)))
        }
    }

    @Test("missing and unknown parameters are named")
    func names() {
        #expect(throws: AWSError.validation("Parameters: [P] must have values")) {
            _ = try Self.values("Type: String", [])
        }
        #expect(throws: AWSError.validation("Parameters: [X, Y] do not exist in the template")) {
            _ = try Self.values(
                "Type: String", ["X", "Y"].map { .init(key: $0, text: "1", usesPrevious: false) })
        }
    }

    @Test("a previous value is used on request, and only where there is one")
    func previous() throws {
        let given = [ParameterValues.Given(key: "P", text: nil, usesPrevious: true)]
        let previous = [ParameterValues.Value(key: "P", text: "old")]
        #expect(try Self.values("Type: String, Default: new", given, previous: previous) == ["old"])
        #expect(try Self.values("Type: String, Default: new", [], previous: previous) == ["new"])
        let message =
            "Invalid input for parameter key P. Cannot specify usePreviousValue as true for a parameter key not in the previous template"
        #expect(throws: AWSError.validation(message)) {
            _ = try Self.values("Type: String, Default: new", given)
        }
    }
}
