import ExperimentStore
import Scientist
import Settings
import Testing

/// What each optional key makes of an experiment.
@Suite struct ExperimentKeysTests {
    private let id = FieldPath(.body, [.key("id")])

    @Test(
        "Comparators, in every spelling",
        arguments: [
            ("[body, statuscode]", [Comparator.body(.automatic), .statusCode]),
            ("[body, headers, content-type, ETag]", [.body(.automatic), .headers(["content-type", "etag"])]),
            ("[statuscode, headers: [Content-Type]]", [.statusCode, .headers(["content-type"])]),
            ("[{body: , statuscode: }]", [.body(.automatic), .statusCode]),
        ])
    func comparators(text: String, expected: [Comparator]) throws {
        #expect(try experiment("comparators: \(text)").comparators == expected)
    }

    @Test("How bodies are compared")
    func body() throws {
        let experiment = try experiment(
            "comparators:", "  - body: {as: json, tolerance: 0.01, relative: 0.3%, unordered: [$.id]}")
        var body = Comparator.Body(.json)
        body.absoluteTolerance = 0.01
        body.relativeTolerance = 0.003
        body.unorderedArrays = [id]
        #expect(experiment.comparators == [.body(body)])
    }

    @Test("A sample is a percentage, with or without the sign", arguments: ["20", "20%", "{percent: 20}"])
    func sample(text: String) throws {
        #expect(try experiment("sample: \(text)").sampling.percent == 20)
    }

    @Test("A sample may be sticky, and differ for a candidate")
    func sampling() throws {
        let sampling = try experiment("sample: {percent: 20%, sticky: header:X-User, candidates: {new: 0.5}}").sampling
        #expect(sampling.percent == 20)
        #expect(sampling.sticky == .header("x-user"))
        #expect(sampling.percentByCandidate == ["new": 0.5])
    }

    @Test("A candidate may have a sample, variables and no network of its own")
    func candidate() throws {
        let yaml = file([]).replacing(
            "{arn: new}", with: "{arn: new, sample: 5%, environment: {LEVEL: 1, EMPTY: }, network: deny}")
        let experiment = try read(yaml).experiments[0]
        #expect(experiment.sampling.percentByCandidate == ["new": 5])
        #expect(experiment.candidates[0].environment == ["LEVEL": "1", "EMPTY": ""])
        #expect(experiment.candidates[0].isDeniedNetwork)
    }

    @Test(
        "Conditions",
        arguments: [
            ("{header: X-Beta, equals: 'yes'}", Condition(.header("x-beta"), .equals("yes"))),
            ("{header: x-beta}", Condition(.header("x-beta"), .exists)),
            ("{query: user, exists: true}", Condition(.query("user"), .exists)),
            ("{query: n, at_least: 1.5}", Condition(.query("n"), .atLeast(1.5))),
            ("{method: POST}", Condition(.method, .equals("POST"))),
            ("{method: , not: POST}", Condition(.method, .differs(from: "POST"))),
            ("{path: , contains: /a}", Condition(.path, .contains("/a"))),
            ("{bytes: , at_most: 64k}", Condition(.bytes, .atMost(65_536))),
            ("{body: $.id, not: ''}", Condition(.body(FieldPath(.body, [.key("id")])), .differs(from: ""))),
        ])
    func condition(text: String, expected: Condition) throws {
        #expect(try experiment("run_if: [\(text)]").conditions == [expected])
    }

    @Test("How candidates are called")
    func calls() throws {
        let experiment = try experiment(
            "methods: [get, HEAD]", "mode: control-first", "timeout: 1.5s", "concurrency: 64", "queue: 10",
            "twin: false")
        #expect(experiment.methods == ["GET", "HEAD"])
        #expect(experiment.mode == .controlFirst)
        #expect(experiment.deadlineMilliseconds == 1_500)
        #expect(experiment.concurrency == 64)
        #expect(experiment.queueLimit == 10)
        #expect(!experiment.hasControlTwin)
        #expect(try ExperimentKeysTests.deadline("timeout_ms: 250") == 250)
        #expect(try ExperimentKeysTests.deadline("timeout: 2m") == 120_000)
    }

    private static func deadline(_ line: String) throws -> Int { try experiment(line).deadlineMilliseconds }

    @Test("Normalisation, in both spellings", arguments: ["normalize", "normalise"])
    func normalisation(key: String) throws {
        let experiment = try experiment(
            "\(key):", "  - drop: $.id", "  - {replace: $.id, pattern: '[0-9]+', with: N}",
            "  - {sort: $.id, by: name}",
            "  - {round: $.id, digits: 2, mode: half-even}", "  - {round: $.id}", "  - parse: $.id")
        #expect(
            experiment.normalisation == [
                .drop(id), .replace(id, pattern: "[0-9]+", with: "N"), .sort(id, by: "name"),
                .round(id, digits: 2, .halfEven), .round(id, digits: 0, .halfUp), .parse(id, as: .json),
            ])
    }

    @Test("Ignored differences have reasons, and may have a last day")
    func ignores() throws {
        let experiment = try experiment("ignore: [{path: $.id, reason: clock, until: 2028-02-29}]")
        #expect(experiment.ignores == [IgnoreRule(path: id, reason: "clock", until: "2028-02-29")])
    }

    @Test(
        "Redactions are a list, or more",
        arguments: [
            ("[$.id]", true), ("$.id", true), ("{paths: [$.id]}", true), ("{paths: [$.id], defaults: false}", false),
        ])
    func redactions(text: String, includesDefaults: Bool) throws {
        let expected = Redactions(paths: [id], includesDefaults: includesDefaults)
        #expect(try experiment("redact: \(text)").redactions == expected)
    }

    @Test(
        "Cohorts",
        arguments: [
            ("{by: request.bytes, edges: [1k, 100k]}", Cohort(by: .bytes, edges: [1_024, 102_400])),
            ("{by: header:X-Plan}", Cohort(by: .header("x-plan"))),
            ("{by: query:n, edges: [0.5, 2]}", Cohort(by: .query("n"), edges: [0.5, 2])),
            ("{by: method}", Cohort(by: .method)),
            ("{by: path}", Cohort(by: .path)),
            ("{by: body:$.id}", Cohort(by: .body(FieldPath(.body, [.key("id")])))),
        ])
    func cohorts(text: String, expected: Cohort) throws {
        #expect(try experiment("cohorts: [\(text)]").cohorts == [expected])
    }

    @Test("Tolerances are fractions, or percentages with the sign")
    func tolerances() throws {
        let tolerances = try experiment(
            "verdict:", "  alpha: 0.01", "  latency_tolerance: 3%", "  memory_tolerance: 0.2", "  cost_tolerance: 7%",
            "  mismatch_below: 0.1%", "  min_pairs: 20"
        ).tolerances
        var expected = Tolerances()
        expected.alpha = 0.01
        expected.latency = 0.03
        expected.memory = 0.2
        expected.cost = 0.07
        expected.mismatchRate = 0.001
        expected.fewestPairs = 20
        #expect(tolerances == expected)
    }

    @Test("What is kept")
    func storage() throws {
        let storage = try experiment("keep: {observations: 10, days: 7, body: 1m, file: 2g}").storage
        #expect(storage.observations == 10)
        #expect(storage.days == 7)
        #expect(storage.bodyBytes == 1_048_576)
        #expect(storage.fileBytes == 2_147_483_648)
        #expect(StorageLimits().fileBytes == 536_870_912)
    }
}
