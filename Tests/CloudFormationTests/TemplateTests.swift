import AWSAPI
import JSON
import Testing

@testable import CloudFormation

/// Reading of templates. Messages are AWS's, from its answers in public reports; what AWS is not known to say is ours.
@Suite struct TemplateTests {
    static func message(_ text: String) -> String? {
        do {
            _ = try Template(parsing: text)
            return nil
        } catch {
            return error.code == "ValidationError" ? error.message : "\(error)"
        }
    }

    @Test(
        "short tags of YAML read as the long form",
        arguments: [
            ("!Ref A", #"{"Ref":"A"}"#),
            ("!GetAtt A.Arn", #"{"Fn::GetAtt":["A","Arn"]}"#),
            ("!GetAtt A.Outputs.B", #"{"Fn::GetAtt":["A","Outputs.B"]}"#),
            ("!GetAtt [A, Arn]", #"{"Fn::GetAtt":["A","Arn"]}"#),
            ("!Sub '${A}-x'", #"{"Fn::Sub":"${A}-x"}"#),
            ("!Sub ['${B}', {B: !Ref A}]", #"{"Fn::Sub":["${B}",{"B":{"Ref":"A"}}]}"#),
            ("!Join ['-', [a, !Ref A]]", #"{"Fn::Join":["-",["a",{"Ref":"A"}]]}"#),
            ("!Base64 abc", #"{"Fn::Base64":"abc"}"#),
            ("!GetAZs ''", #"{"Fn::GetAZs":""}"#),
            ("!Select [0, !Split [',', 'a,b']]", #"{"Fn::Select":[0,{"Fn::Split":[",","a,b"]}]}"#),
            ("128", "128"), ("'128'", #""128""#), ("012", #""012""#), ("1.50", "1.50"), ("true", "true"),
            ("2012-10-17", #""2012-10-17""#), ("yes", #""yes""#),
        ])
    func shortTags(_ yaml: String, _ json: String) throws {
        let template = try Template(
            parsing: "Resources:\n  A: {Type: AWS::S3::Bucket}\n  B:\n    Type: T\n    Properties:\n      P: \(yaml)\n")
        #expect(template.resource("B")?.properties["P"]?.text == json)
    }

    @Test(
        "what is no template is refused in AWS's words",
        arguments: [
            ("{", "Template format error: JSON not well-formed. (line 1, column 2)"),
            ("{\n \"a\": }", "Template format error: JSON not well-formed. (line 2, column 7)"),
            ("Resources:\n  A: [", "Template format error: YAML not well-formed. (line 3, column 1)"),
            ("file://template.yml", "Template format error: unsupported structure."),
            ("", "Template format error: unsupported structure."),
            ("{}", "Template format error: At least one Resources member must be defined."),
            ("Resources: {}", "Template format error: At least one Resources member must be defined."),
            (
                "Resources:\n  A:\n    Type: T\n    Properties:\n      P:\n",
                "[/Resources/A/Properties/P] 'null' values are not allowed in templates"
            ),
            ("Resources: {A: {Type: T}}\nFoo: 1\nBar: 2", "Invalid template property or properties [Foo, Bar]"),
            (
                "Resources: {A: {}}",
                "Template format error: [/Resources/A] Every Resources object must contain a Type member."
            ),
            ("Resources: {A: {Type: T, Foo: 1}}", "Invalid template resource property 'Foo'"),
            ("Resources: {A-B: {Type: T}}", "Template format error: Resource name A-B is non alphanumeric."),
            (
                "Resources: {A: {Type: T}}\nParameters: {P: {Type: Strin}}",
                "Template format error: Unrecognized parameter type: Strin"
            ),
            (
                "Resources: {A: {Type: T}}\nParameters: {P: {}}",
                "Template format error: Every Parameters object must contain a Type member."
            ),
            (
                "Resources: &x {A: {Type: T}}\nMetadata: *x",
                "Template error: YAML aliases are not allowed in CloudFormation templates"
            ),
            (
                "Resources: {A: {Type: T}}\nMappings: {M: {a: b}}",
                "Template format error: [/Mappings/M/a] Every Mappings attribute must be a map"
            ),
        ])
    func malformed(_ text: String, _ message: String) {
        #expect(Self.message(text) == message)
    }

    @Test(
        "references to nothing are refused in AWS's words",
        arguments: [
            (
                "Resources: {A: {Type: T, Properties: {P: !Ref X, Q: !Sub '${Y}${X}'}}}",
                "Template format error: Unresolved resource dependencies [X, Y] in the Resources block of the template"
            ),
            (
                "Resources: {A: {Type: T, DependsOn: X}}",
                "Template format error: Unresolved resource dependencies [X] in the Resources block of the template"
            ),
            (
                "Resources: {A: {Type: T, Properties: {P: !GetAtt X.Arn}}}",
                "Template error: instance of Fn::GetAtt references undefined resource X"
            ),
            (
                "Resources: {A: {Type: T}}\nOutputs: {O: {Value: !Ref X}}",
                "Template format error: Unresolved resource dependencies [X] in the Outputs block of the template"
            ),
            (
                "Resources: {A: {Type: T}}\nConditions: {C: !Equals [!Ref A, x]}",
                "Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template"
            ),
            (
                "Resources: {A: {Type: T, Condition: C}}",
                "Template format error: Unresolved condition dependency C in the Resources block of the template"
            ),
            (
                "Resources: {A: {Type: T, Properties: {P: !If [C, a, b]}}}",
                "Template error: unresolved condition dependency C in Fn::If"
            ),
            (
                "Resources: {A: {Type: T, Properties: {P: !FindInMap [M, a, b]}}}",
                "Template error: Mapping named 'M' is not present in the 'Mappings' section of template."
            ),
            (
                "Resources: {A: {Type: T, Properties: {P: !GetAtt [A]}}}",
                "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute"
            ),
            (
                "Resources: {A: {Type: T, Properties: {P: !Sub '${a-b}'}}}",
                "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons"
            ),
        ])
    func unresolved(_ text: String, _ message: String) {
        #expect(Self.message(text) == message)
    }

    @Test("an unknown function is refused by name")
    func unknownFunction() {
        let message = Self.message("Resources: {A: {Type: T, Properties: {P: {Fn::Foo: x}}}}")
        #expect(
            message?.hasPrefix("Template error: Encountered unsupported function: Fn::Foo Supported functions") == true)
    }

    @Test("a redundant DependsOn and a policy's Condition are no mistakes")
    func harmless() {
        let text = """
            {"Resources": {"A": {"Type": "T"},
              "B": {"Type": "T", "DependsOn": ["A"], "DeletionPolicy": "Retain",
                    "Properties": {"P": {"Ref": "A"}, "S": [{"Condition": {"Bool": {"aws:SecureTransport": false}}}]}}}}
            """
        #expect(Self.message(text) == nil)
    }

    @Test("keys keep their order and numbers their text")
    func order() throws {
        let text = #"{"Resources":{"B":{"Type":"T","Properties":{"z":1.50,"a":62.0}},"A":{"Type":"T"}}}"#
        let template = try Template(parsing: text)
        #expect(template.resources.map(\.logicalID) == ["B", "A"])
        #expect(template.json.text == text)
    }

    @Test("no nesting exhausts the stack", arguments: ["[", "- ", "{a: "])
    func nesting(_ opening: String) {
        let text = "Resources:\n  " + String(repeating: opening, count: 12_000)
        #expect(Self.message(text)?.hasPrefix("Template format error") == true)
    }

    @Test("the quotas of templates hold")
    func quotas() {
        let resources = (0...500).map { "\"R\($0)\":{\"Type\":\"T\"}" }.joined(separator: ",")
        #expect(
            Self.message("{\"Resources\":{\(resources)}}")
                == "Template format error: Number of resources, 501, is greater than maximum allowed, 500")
    }

    @Test("parameters of SSM types are refused with the reason")
    func systemsManager() {
        let text = "Resources: {A: {Type: T}}\nParameters: {P: {Type: 'AWS::SSM::Parameter::Value<String>'}}"
        #expect(Self.message(text)?.contains("AWS Systems Manager, which Understudy does not emulate") == true)
    }
}
