import ExperimentStore
import Scientist
import Testing

/// What the dashboard shows of a definition can be copied into a file, and means the same there.
@Suite struct DefinitionTextTests {
    @Test(
        "A definition that is written and read again is the same",
        arguments: [
            [],
            ["comparators: [body: {as: json, tolerance: 0.01, relative: 1%, unordered: [$.tags]}, headers: [x-a]]"],
            ["comparators: [statuscode]", "mode: random", "twin: false", "timeout: 3s", "concurrency: 4", "queue: 7"],
            [
                "normalize: [{drop: $.id}, {replace: $.url, pattern: '[0-9]+\\.\"x\"', with: N}, {sort: $.a, by: id}, "
                    + "{round: $.p, digits: 2, mode: half-even}, {parse: $.payload, as: json}]"
            ],
            ["ignore: [{path: \"$['odd key']\", reason: \"a: clock, really\", until: 2027-01-01}]", "redact: [$.who]"],
            ["redact: {paths: [], defaults: false}", "methods: [GET, POST]"],
            [
                "run_if: [{header: x-beta, equals: \"yes\"}, {bytes: , at_most: 64k}, {method: POST}, {query: a}, "
                    + "{body: $.n, at_least: 2.5}, {path: , contains: b}, {header: x, not: \"no\"}]"
            ],
            ["cohorts: [{by: request.bytes, edges: [1k, 100k]}, {by: \"header:x-tenant\"}]"],
            ["sample: {percent: 12.5, sticky: \"header:x-user\"}"], ["sample: 0.1%"],
            [
                "verdict: {alpha: 0.01, latency_tolerance: 3%, memory_tolerance: 0.2, cost_tolerance: 1%, "
                    + "mismatch_below: 0.1%, min_pairs: 90}", "keep: {observations: 10, days: 1, body: 1k, file: 64m}",
            ],
        ] as [[String]])
    func roundTrip(lines: [String]) throws {
        let written = try read(file(lines)).experiments[0]
        let text = ExperimentDefinitionText.yaml(written)
        #expect(try read(text).experiments == [written], "\(text)")
    }

    @Test("Names and values that YAML would take for something else are kept")
    func oddNames() throws {
        var experiment = Experiment(
            name: "true", path: "a/{id}/b", control: Subject(name: "- #1: \"x\"\n\u{7f}é\u{2028}", arn: Self.arn("c")),
            candidates: [Candidate(key: "1.0", subject: Subject(name: "null", arn: Self.arn("d")))])
        experiment.candidates[0].environment = ["PLACE": "{AWS}: no", "EMPTY": "", "NUMBER": "012"]
        experiment.candidates[0].isDeniedNetwork = true
        experiment.sampling.percentByCandidate["1.0"] = 5
        let text = ExperimentDefinitionText.yaml(experiment)
        #expect(try read(text).experiments == [experiment], "\(text)")
    }

    private static func arn(_ name: String) -> String { "arn:aws:lambda:eu-west-1:000000000000:function:\(name)" }
}
