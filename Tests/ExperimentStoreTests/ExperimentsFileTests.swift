import ExperimentStore
import Foundation
import Scientist
import Settings
import Testing

@Suite struct ExperimentsFileTests {
    @Test(
        "The tutorial's file loads unchanged, in both spellings of headers",
        arguments: ["      - headers:\n          - content-type", "      - headers:\n      - content-type"])
    func tutorial(headers: String) throws {
        let yaml = """
            experiments:
              rounding-float:
                comparators:
                  - body:
                  - statuscode:
            HEADERS
                path: round
                control:
                  name: Round (half up)
                  arn: arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:control-round
                candidates:
                  candidate-1:
                    name: Round (half even)
                    arn: arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:candidate-round-half-even
            """
        let file = try read(yaml.replacing("HEADERS", with: headers))
        let function = "arn:aws:lambda:eu-west-1:000000000000:function"
        let candidate = Candidate(
            key: "candidate-1",
            subject: Subject(name: "Round (half even)", arn: "\(function):candidate-round-half-even"))
        let expected = Experiment(
            name: "rounding-float", path: "round",
            control: Subject(name: "Round (half up)", arn: "\(function):control-round"), candidates: [candidate],
            comparators: [.body(.automatic), .statusCode, .headers(["content-type"])])
        #expect(file.experiments == [expected])
        #expect(file.notices.isEmpty)
    }

    @Test("The repository's own file has the tutorial's four experiments, and nothing to remark")
    func own() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = try read(String(contentsOf: root.appending(path: "experiments.yml"), encoding: .utf8))
        let serverless = try String(contentsOf: root.appending(path: "serverless.yml"), encoding: .utf8)
        #expect(file.experiments.map(\.name) == ["rounding-float", "sorting", "fizzbuzz", "pbkdf2"])
        #expect(file.experiments.map(\.path) == ["round", "sort", "fizzbuzz", "pbkdf2"])
        #expect(file.experiments.map(\.candidates.count) == [2, 2, 1, 5])
        #expect(file.notices.isEmpty)
        for arn in file.experiments.flatMap({ [$0.control.arn] + $0.candidates.map(\.subject.arn) }) {
            let name = arn.split(separator: ":")[6]
            #expect(serverless.contains("\n    name: \(name)\n"), "\(name) is no function of serverless.yml")
        }
    }

    @Test("A file without experiments is fine", arguments: ["", "experiments:", "experiments: {}"])
    func empty(yaml: String) throws {
        #expect(try read(yaml).experiments.isEmpty)
    }

    @Test("What is left out has the defaults of an experiment")
    func defaults() throws {
        let function = "arn:aws:lambda:eu-west-1:000000000000:function"
        let expected = Experiment(
            name: "hello", path: "hello", control: Subject(name: "old", arn: "\(function):old"),
            candidates: [Candidate(key: "new", subject: Subject(name: "new", arn: "\(function):new"))])
        #expect(try experiment() == expected)
    }

    @Test(
        "Slashes around a path do not matter",
        arguments: [("/a/b/", "a/b"), ("a", "a"), ("//a", "a"), ("/", ""), ("users/{id}", "users/{id}")])
    func path(text: String, expected: String) throws {
        let yaml = file([]).replacing("path: hello", with: "path: \(text)")
        #expect(try read(yaml).experiments[0].path == expected)
    }

    @Test(
        "A function may be named in any of Lambda's ways",
        arguments: [
            ("f", "arn:aws:lambda:eu-west-1:000000000000:function:f"),
            ("f:live", "arn:aws:lambda:eu-west-1:000000000000:function:f:live"),
            ("function:f", "arn:aws:lambda:eu-west-1:000000000000:function:f"),
            ("123456789012:function:f:7", "arn:aws:lambda:eu-west-1:123456789012:function:f:7"),
            ("arn:aws:lambda:us-east-1:123456789012:function:f", "arn:aws:lambda:us-east-1:123456789012:function:f"),
            ("f:$LATEST", "arn:aws:lambda:eu-west-1:000000000000:function:f:$LATEST"),
        ])
    func function(text: String, expected: String) throws {
        let yaml = file([]).replacing("control: {arn: old}", with: "control: {arn: '\(text)'}")
        let control = try read(yaml).experiments[0].control
        #expect(control == Subject(name: "f", arn: expected))
    }

    @Test("Merge keys save repetition, and the mapping's own keys prevail")
    func merged() throws {
        let yaml = """
            experiments:
              a: &a
                path: a
                control: {arn: old}
                candidates: {new: {arn: new}}
                concurrency: 4
              b:
                <<: *a
                path: b
            """
        let experiments = try read(yaml).experiments
        #expect(experiments.map(\.path) == ["a", "b"])
        #expect(experiments.map(\.concurrency) == [4, 4])
    }

    @Test("Keys of later features are noticed, not refused")
    func later() throws {
        let lines = ["holdout_percent: 5", "promote: {via: alias}", "noise: {twin_percent: 10}"]
        #expect(
            try read(file(lines)).notices == [
                "experiments.yml:6: experiments.hello.holdout_percent: is not followed: no share of the clients is held out "
                    + "yet",
                "experiments.yml:7: experiments.hello.promote: is not followed: promotion is up to a person for now",
                "experiments.yml:8: experiments.hello.noise: is not followed: the control's twin measures noise; switch it "
                    + "with 'twin'",
            ])
    }

    @Test(
        "An ignore rule that has expired is noticed, one on its last day is not",
        arguments: [("2026-05-31", 1), ("2026-06-01", 0), ("2027-01-01", 0)])
    func expired(until: String, count: Int) throws {
        let file = try read(file(["ignore:", "  - {path: $.a, reason: clock, until: \(until)}"]))
        #expect(file.notices.count == count)
        #expect(
            file.notices.allSatisfy {
                $0
                    == "experiments.yml:7: experiments.hello.ignore[0].until: was 2026-05-31: the rule no longer holds, and "
                    + "the difference counts"
            })
    }
}
