import Cloud
import Testing

@Suite struct RouteTests {
    @Test(
        "Paths are read into segments",
        arguments: [
            ("/", "/", []), ("", "/", []), ("round", "/round", [.literal("round")]),
            ("/pets/{id}/", "/pets/{id}", [.literal("pets"), .parameter("id")]),
            ("/a/{proxy+}", "/a/{proxy+}", [.literal("a"), .greedy("proxy")]),
            ("$default", "$default", []),
        ] as [(String, String, [RoutePath.Segment])])
    func paths(text: String, expected: String, segments: [RoutePath.Segment]) throws {
        let path = try RoutePath(parsing: text)
        #expect(path.text == expected)
        #expect(path.segments == segments)
    }

    @Test(
        "Malformed paths are refused",
        arguments: ["/{}", "/{+}", "/{a+}/b", "/{a", "/a}", "/{a b}", "/a?b", "/a b", "/{a}{b}"])
    func malformed(text: String) {
        let error = #expect(throws: CloudError.self) { try RoutePath(parsing: text) }
        #expect(error?.code == .badRequest)
    }

    @Test("An unknown method is refused")
    func method() throws {
        #expect(throws: CloudError.self) {
            try Route(method: "FETCH", path: .root, function: FunctionReference(name: "f"), timeout: .seconds(29))
        }
    }

    @Test("Ids have AWS's form and stay the same")
    func ids() {
        let id = GeneratedID.api(name: "dev-app", kind: "http", scope: Scope())
        #expect(id == GeneratedID.api(name: "dev-app", kind: "http", scope: Scope()))
        #expect(id != GeneratedID.api(name: "dev-app", kind: "rest", scope: Scope()))
        #expect(id.utf8.count == 10)
        #expect(GeneratedID.resource(path: "/round").utf8.count == 6)
    }
}
