import Cloud
import Testing

@Suite struct CloudTests {
    let scope = Scope()

    /// A cloud with the function `round`, changed by the commands.
    private func cloud(_ commands: Command...) throws -> Cloud {
        var cloud = Cloud()
        try cloud.apply(.putFunction(sample("round"), origin: .api))
        for command in commands { try cloud.apply(command) }
        return cloud
    }

    private func sample(_ name: String, codeIdentity: String = "1", region: String = "eu-west-1") -> FunctionVersion {
        FunctionVersion(name: name, region: region, code: .zip(path: "/zips/\(name).zip"), codeIdentity: codeIdentity)
    }

    private let round = FunctionReference(name: "round")

    @Test("A deployment takes over what only a file declares, and nothing else")
    func takeOver() throws {
        var cloud = Cloud()
        try cloud.apply(.putFunction(sample("round"), origin: .file))
        try cloud.apply(.createFunction(sample("round", codeIdentity: "2"), tags: ["a": "b"]))
        let function = try #require(cloud.functions.first)
        #expect(function.origin == .api)
        #expect(function.latest.codeIdentity == "2")
        #expect(function.tags == ["a": "b"])
        #expect(throws: CloudError(.resourceConflict, "Function already exist: round")) {
            try cloud.apply(.createFunction(sample("round")))
        }
    }

    // MARK: Looking up

    @Test("The invoked ARN carries a qualifier only if one was used")
    func invokedARN() throws {
        let cloud = try cloud()
        let arn = "arn:aws:lambda:eu-west-1:000000000000:function:round"
        let plain = try cloud.function(round, scope: scope, draw: { 0 })
        #expect(plain.invokedARN == arn)
        #expect(plain.executedVersion == "$LATEST")
        let qualified = try cloud.function(try round.qualified(by: "$LATEST"), scope: scope, draw: { 0 })
        #expect(qualified.invokedARN == "\(arn):$LATEST")
    }

    @Test(
        "What does not exist is answered as Invoke answers",
        arguments: [
            ("unknown", "unknown:$LATEST"), ("unknown:v1", "unknown:v1"), ("round:v1", "round:v1"),
            ("round:1221", "round:1221"),
        ])
    func notFound(text: String, expected: String) throws {
        let cloud = try cloud()
        let reference = try FunctionReference(parsing: text)
        #expect(
            throws: CloudError(
                .resourceNotFound, "Function not found: arn:aws:lambda:eu-west-1:000000000000:function:\(expected)")
        ) { try cloud.function(reference, scope: scope, draw: { 0 }) }
    }

    @Test("Another region in the ARN is not reachable")
    func otherRegion() throws {
        let reference = try FunctionReference(parsing: "arn:aws:lambda:us-east-1:000000000000:function:round")
        let cloud = try cloud()
        #expect(
            throws: CloudError(
                .resourceNotFound, "Functions from 'us-east-1' are not reachable in this region ('eu-west-1')")
        ) { try cloud.function(reference, scope: scope, draw: { 0 }) }
    }

    @Test("Another account in the ARN is denied")
    func otherAccount() throws {
        let cloud = try cloud()
        let reference = try FunctionReference(parsing: "111111111111:function:round")
        let error = #expect(throws: CloudError.self) {
            try cloud.function(reference, scope: scope, draw: { 0 })
        }
        #expect(error?.code == .accessDenied)
        #expect(error?.httpStatus == 403)
    }

    @Test("A name is looked up in the caller's account and region")
    func scopes() throws {
        let cloud = try cloud(.putFunction(sample("round", region: "us-east-1"), origin: .api))
        #expect(cloud.regions(of: "round") == ["eu-west-1", "us-east-1"])
        #expect(cloud.regions(of: "unknown") == [])
        let american = try cloud.function(round, scope: Scope(region: "us-east-1"), draw: { 0 })
        #expect(american.version.region == "us-east-1")
        #expect(throws: CloudError.self) {
            try cloud.function(round, scope: Scope(account: "111111111111"), draw: { 0 })
        }
    }

    // MARK: Versions

    @Test("A change of code or configuration makes a new revision, the same again does not")
    func revisions() throws {
        var cloud = try cloud()
        func revision() throws -> Int { try cloud.function(round, scope: scope).latest.revision }
        let first = try revision()
        try cloud.apply(.putFunction(sample("round"), origin: .api))
        #expect(try revision() == first)
        try cloud.apply(.putFunction(sample("round", codeIdentity: "2"), origin: .api))
        #expect(try revision() != first)
        var bigger = sample("round", codeIdentity: "2")
        bigger.memorySizeMB = 256
        let second = try revision()
        try cloud.apply(.putFunction(bigger, origin: .api))
        #expect(try revision() != second)
    }

    @Test("A published version stays as it was, under its own revision")
    func publishing() throws {
        let cloud = try cloud(
            .change(round, scope: scope, .publish()),
            .putFunction(sample("round", codeIdentity: "2"), origin: .api),
            .change(round, scope: scope, .publish()))
        let function = try cloud.function(round, scope: scope)
        #expect(function.versions.map(\.version) == ["1", "2"])
        #expect(function.versions.map(\.codeIdentity) == ["1", "2"])
        #expect(Set((function.versions + [function.latest]).map(\.revision)).count == 3)
    }

    @Test("Publishing what was published just before changes nothing")
    func publishingAgain() throws {
        let cloud = try cloud(.change(round, scope: scope, .publish()), .change(round, scope: scope, .publish()))
        #expect(try cloud.function(round, scope: scope).versions.map(\.version) == ["1"])
    }

    @Test("A version number is never used again")
    func versionNumbers() throws {
        let cloud = try cloud(
            .change(round, scope: scope, .publish()),
            .deleteFunction(FunctionReference(name: "round", qualifier: "1"), scope: scope),
            .change(round, scope: scope, .publish()))
        #expect(try cloud.function(round, scope: scope).versions.map(\.version) == ["2"])
    }

    @Test(
        "$LATEST and aliases cannot be deleted as versions",
        arguments: [
            ("$LATEST", "$LATEST version cannot be deleted without deleting the function."),
            ("live", "Deletion of aliases is not currently supported."),
        ])
    func undeletable(qualifier: String, message: String) throws {
        var cloud = try cloud()
        #expect(throws: CloudError(.invalidParameterValue, message)) {
            try cloud.apply(.deleteFunction(FunctionReference(name: "round", qualifier: qualifier), scope: scope))
        }
    }

    // MARK: Aliases

    @Test("An alias shares its traffic by weight", arguments: [(0.0, "2"), (0.029, "2"), (0.03, "1"), (0.999, "1")])
    func weights(draw: Double, executed: String) throws {
        let alias = Alias(name: "live", functionVersion: "1", additionalWeights: ["2": 0.03])
        let cloud = try cloud(
            .change(round, scope: scope, .publish()),
            .putFunction(sample("round", codeIdentity: "2"), origin: .api),
            .change(round, scope: scope, .publish()),
            .change(round, scope: scope, .createAlias(alias)))
        let resolved = try cloud.function(try round.qualified(by: "live"), scope: scope, draw: { draw })
        #expect(resolved.executedVersion == executed)
        #expect(resolved.invokedARN == "arn:aws:lambda:eu-west-1:000000000000:function:round:live")
    }

    @Test("An alias without weights draws nothing")
    func noDraw() throws {
        let cloud = try cloud(
            .change(round, scope: scope, .publish()),
            .change(round, scope: scope, .createAlias(Alias(name: "live", functionVersion: "1"))))
        let resolved = try cloud.function(try round.qualified(by: "live"), scope: scope) {
            Issue.record("a number was drawn")
            return 0
        }
        #expect(resolved.executedVersion == "1")
    }

    static let wrongAliases: [(Alias, CloudError)] = [
        (
            Alias(name: "live", functionVersion: "9"),
            CloudError(
                .resourceNotFound, "Function not found: arn:aws:lambda:eu-west-1:000000000000:function:round:9")
        ),
        (
            Alias(name: "12", functionVersion: "1"),
            CloudError(
                .validation,
                "1 validation error detected: Value '12' at 'name' failed to satisfy constraint: Member must satisfy "
                    + "regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)")
        ),
        (
            Alias(name: "live", functionVersion: "1", additionalWeights: ["2": 0.1, "3": 0.1]),
            CloudError(
                .invalidParameterValue, "Number of items in AdditionalVersionWeights cannot be greater than 1")
        ),
        (
            Alias(name: "live", functionVersion: "1", additionalWeights: ["1": 0.1]),
            CloudError(
                .invalidParameterValue,
                "Invalid function version 1. Function version 1 is already included in routing configuration.")
        ),
        (
            Alias(name: "live", functionVersion: "$LATEST", additionalWeights: ["1": 0.1]),
            CloudError(
                .invalidParameterValue, "$LATEST is not supported for an alias pointing to more than 1 version")
        ),
        (
            Alias(name: "live", functionVersion: "1", additionalWeights: ["2": .nan]),
            CloudError(
                .validation,
                "1 validation error detected: Value '{2=nan}' at 'routingConfig.additionalVersionWeights' failed to "
                    + "satisfy constraint: Map value must satisfy constraint: [Member must have value less than or "
                    + "equal to 1.0, Member must have value greater than or equal to 0.0]")
        ),
    ]

    @Test("A wrong alias is refused in AWS's words", arguments: wrongAliases)
    func wrongAlias(alias: Alias, expected: CloudError) throws {
        var cloud = try cloud(.change(round, scope: scope, .publish()))
        #expect(throws: expected) { try cloud.apply(.change(round, scope: scope, .createAlias(alias))) }
    }

    // MARK: Files

    @Test("Loading a file again replaces what came from a file and leaves the rest")
    func replacing() throws {
        var cloud = try cloud(
            .replaceFileResources(
                functions: [sample("old"), sample("kept")],
                apis: [API(id: "aaaaaaaaaa", name: "a", kind: .http)]))
        let revision = try cloud.function(FunctionReference(name: "kept"), scope: scope).latest.revision
        try cloud.apply(.replaceFileResources(functions: [sample("kept"), sample("new")], apis: []))
        #expect(cloud.functions.map(\.name) == ["kept", "new", "round"])
        #expect(cloud.apis == [])
        #expect(try cloud.function(FunctionReference(name: "kept"), scope: scope).latest.revision == revision)
    }

    @Test("A refused command changes nothing")
    func wholly() throws {
        var cloud = try cloud(.replaceFileResources(functions: [sample("old")], apis: []))
        var wrong = sample("wrong")
        wrong.timeoutSeconds = 901
        #expect(throws: CloudError.self) {
            try cloud.apply(.replaceFileResources(functions: [sample("new"), wrong], apis: []))
        }
        #expect(cloud.functions.map(\.name) == ["old", "round"])
    }
}
