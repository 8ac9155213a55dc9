import AWSAPI
import Cloud
import JSON
import Testing

@testable import CloudFormation

@Suite struct EvaluatorTests {
    static let head = """
        Parameters:
          Env: {Type: String, Default: dev}
          Subnets: {Type: CommaDelimitedList, Default: "s-1, s-2,s-3"}
          Ports: {Type: List<Number>, Default: "80,443"}
        Mappings:
          Regions:
            eu-west-1: {Ami: ami-west, Size: 3, Zones: [a, b]}
        Conditions:
          IsProd: !Equals [!Ref Env, prod]
          IsDev: !Not [!Condition IsProd]
          Both: !And [!Condition IsDev, !Equals [1, '1']]
          Either: !Or [!Condition IsProd, !Condition Both]
        Resources:
          A: {Type: T}
          R:
            Type: T
            Properties:
              P:
        """

    /// Resources answer with their name and what was asked of them.
    static let resources = Evaluator.Resources(
        reference: { name throws(AWSError) in .string("\(name)-id") },
        attribute: { name, attribute throws(AWSError) in .string("\(name)-\(attribute)") },
        exported: { name throws(AWSError) in
            guard name == "net-vpc" else { throw .validation("No export named \(name) found.") }
            return "vpc-1"
        })

    static func evaluate(_ yaml: String) throws(AWSError) -> JSON? {
        let template = try Template(parsing: head + " " + yaml)
        var evaluator = Evaluator(
            mappings: template.mappings,
            parameters: try ParameterValues([], for: template, previous: []).json(for: template),
            pseudo: PseudoParameters(
                scope: Scope(), stackName: "demo", stackID: "arn:demo", notificationARNs: ["arn:a", "arn:b"]))
        try evaluator.decideConditions(of: template)
        evaluator.resources = resources
        let properties = try evaluator.value(template.resource("R")?.properties ?? [:])
        return properties?["P"]
    }

    @Test(
        "functions give AWS's values",
        arguments: [
            ("!Ref A", #""A-id""#), ("!Ref Env", #""dev""#), ("!GetAtt A.Arn", #""A-Arn""#),
            ("!Ref Subnets", #"["s-1","s-2","s-3"]"#), ("!Ref Ports", #"["80","443"]"#),
            ("!Ref AWS::Region", #""eu-west-1""#), ("!Ref AWS::AccountId", #""000000000000""#),
            ("!Ref AWS::Partition", #""aws""#), ("!Ref AWS::URLSuffix", #""amazonaws.com""#),
            ("!Ref AWS::StackName", #""demo""#), ("!Ref AWS::StackId", #""arn:demo""#),
            ("!Ref AWS::NotificationARNs", #"["arn:a","arn:b"]"#),
            ("!Join ['-', [a, !Ref Env, 3]]", #""a-dev-3""#), ("!Join ['|', !Ref Subnets]", #""s-1|s-2|s-3""#),
            ("!Join ['', [a, !Ref AWS::NoValue, b]]", #""ab""#),
            (
                "!Sub 'x-${Env}-${A}-${A.Arn}-${AWS::Region}-${!Literal}-$'",
                #""x-dev-A-id-A-Arn-eu-west-1-${Literal}-$""#
            ),
            ("!Sub ['${Own}/${Env}', {Own: !Ref A}]", #""A-id/dev""#),
            ("!Select [1, [a, b, c]]", #""b""#), ("!Select ['2', !Ref Subnets]", #""s-3""#),
            ("!Split [',', 'a,b,,c']", #"["a","b","","c"]"#),
            ("!FindInMap [Regions, !Ref AWS::Region, Ami]", #""ami-west""#),
            ("!FindInMap [Regions, eu-west-1, Size]", "3"), ("!FindInMap [Regions, eu-west-1, Zones]", #"["a","b"]"#),
            ("!Base64 hello world", #""aGVsbG8gd29ybGQ=""#), ("{Fn::Base64: !Sub '${Env}-x'}", #""ZGV2LXg=""#),
            ("!ImportValue net-vpc", #""vpc-1""#), ("{Fn::ImportValue: !Sub ['${N}-vpc', {N: net}]}", #""vpc-1""#),
            ("!Select [0, !GetAZs '']", #""eu-west-1a""#),
            ("!GetAZs us-east-1", #"["us-east-1a","us-east-1b","us-east-1c"]"#),
            ("!If [IsProd, big, small]", #""small""#), ("!If [Either, big, small]", #""big""#),
            ("!If [Both, !Ref AWS::NoValue, x]", nil),
            ("[a, !If [IsProd, b, !Ref AWS::NoValue], c]", #"["a","c"]"#),
            ("{Keep: 1, Drop: !If [IsProd, x, !Ref AWS::NoValue]}", #"{"Keep":1}"#),
            ("{Condition: x}", #"{"Condition":"x"}"#),
        ] as [(String, String?)])
    func values(_ yaml: String, _ json: String?) throws {
        #expect(try Self.evaluate(yaml)?.text == json)
    }

    @Test(
        "what cannot be computed is refused in AWS's words",
        arguments: [
            ("!Select [3, [a, b]]", "Template error: Fn::Select cannot select nonexistent value at index 3"),
            (
                "!Select [x, [a, b]]",
                "Template error: Fn::Select requires a list argument with two elements: an integer index and a list"
            ),
            (
                "!FindInMap [Regions, us-east-1, Ami]",
                "Template error: Unable to get mapping for Regions::us-east-1::Ami"
            ),
            ("!ImportValue nothing", "No export named nothing found."),
            ("!Equals [a, b]", "Template error: Fn::Equals may stand only in the Conditions block of the template"),
            ("!Base64 [a]", "Template error: every Fn::Base64 object must have a String-typed value."),
        ])
    func refusals(_ yaml: String, _ message: String) {
        #expect(throws: AWSError.validation(message)) { _ = try Self.evaluate(yaml) }
    }

    @Test(
        "malformed conditions are refused in AWS's words",
        arguments: [
            (
                "!And [!Equals [a, a]]",
                "Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters."
            ),
            (
                "!Not [!Equals [a, a], !Equals [a, a]]",
                "Template error: every Fn::Not object requires a list with exactly 1 boolean parameter."
            ),
            (
                "yes",
                "Template format error: Conditions can only be boolean operations on parameters and other conditions"
            ),
            ("!Not [!Condition C]", "Template format error: Circular dependency between conditions: [C]"),
            ("!Equals [a]", "Template error: every Fn::Equals object requires a list of 2 string parameters."),
        ])
    func conditions(_ condition: String, _ message: String) throws {
        let template = try Template(parsing: "Resources: {A: {Type: T}}\nConditions:\n  C: \(condition)\n")
        let pseudo = PseudoParameters(scope: Scope(), stackName: "demo", stackID: "arn:demo")
        var evaluator = Evaluator(mappings: [], parameters: [:], pseudo: pseudo)
        #expect(throws: AWSError.validation(message)) {
            try evaluator.decideConditions(of: template)
        }
    }
}
