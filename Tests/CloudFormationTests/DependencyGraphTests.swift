import AWSAPI
import Testing

@testable import CloudFormation

@Suite struct DependencyGraphTests {
    static func graph(_ resources: String, conditions: [String: Bool] = [:]) throws(AWSError) -> DependencyGraph {
        let declared = conditions.keys.sorted().map { "  \($0): !Equals [a, b]\n" }.joined()
        let head = declared.isEmpty ? "" : "Conditions:\n\(declared)"
        return try DependencyGraph(try Template(parsing: head + "Resources:\n" + resources), conditions: conditions)
    }

    @Test("a resource comes after what it refers to, in every way to refer; otherwise the template's order holds")
    func order() throws {
        let graph = try Self.graph(
            """
              D: {Type: T, DependsOn: [C, B]}
              C: {Type: T, Properties: {P: !Sub '${B.Arn}'}}
              B: {Type: T, Properties: {P: [{Q: !Ref A}]}}
              E: {Type: T, Properties: {P: !GetAtt D.Arn}}
              A: {Type: T}
            """)
        #expect(graph.order == ["A", "B", "C", "D", "E"])
        #expect(graph.dependencies["D"] == ["C", "B"])
    }

    @Test("a circle is refused and named, without what only hangs on it")
    func circle() {
        let message = "Circular dependency between resources: [A, B]"
        #expect(throws: AWSError.validation(message)) {
            _ = try Self.graph(
                """
                  A: {Type: T, Properties: {P: !Ref B}}
                  B: {Type: T, DependsOn: A}
                  C: {Type: T, DependsOn: A}
                  D: {Type: T}
                """)
        }
    }

    @Test("a resource whose condition fails is not there, and branches not taken need nothing")
    func conditions() throws {
        let graph = try Self.graph(
            """
              A: {Type: T, Condition: No}
              B: {Type: T, Properties: {P: !If [No, !Ref A, x]}}
              C: {Type: T, DependsOn: A}
            """, conditions: ["No": false])
        #expect(graph.order == ["B", "C"])
    }

    @Test("a reference to a resource whose condition fails is refused")
    func missing() {
        let message =
            "Template format error: Unresolved resource dependencies [A] in the Resources block of the template"
        #expect(throws: AWSError.validation(message)) {
            _ = try Self.graph(
                "  A: {Type: T, Condition: No}\n  B: {Type: T, Properties: {P: !Ref A}}\n", conditions: ["No": false])
        }
    }
}
