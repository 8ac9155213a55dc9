import Testing

@testable import Scientist

@Suite("Which requests candidates get")
struct AdmissionTests {
    private func experiment(_ change: (inout Experiment) -> Void = { _ in }) -> Experiment {
        var experiment = Experiment(
            name: "x", path: "x", control: Subject(name: "c", arn: "c"),
            candidates: ["a", "b"].map { Candidate(key: $0, subject: Subject(name: $0, arn: $0)) })
        change(&experiment)
        return experiment
    }

    private func admitted(
        _ experiment: Experiment, _ request: Request = Request(method: "GET", path: "/x"), draw: Double = 0.5
    ) -> Set<String> {
        Admission(experiment).admitted(RequestFacts(request), experiment.sampling) { draw }
    }

    @Test("without further keys every candidate gets every request, and nothing is drawn")
    func everything() {
        let all = Admission(experiment()).admitted(
            RequestFacts(Request(method: "POST", path: "/x")), Sampling()
        ) {
            Issue.record("no draw is needed")
            return 0
        }
        #expect(all == ["a", "b"])
    }

    @Test("a share is a share of the draws, for each candidate its own")
    func sampling() {
        let half = experiment {
            $0.sampling.percent = 50
            $0.sampling.percentByCandidate["b"] = 10
        }
        #expect(admitted(half, draw: 0.05) == ["a", "b"])
        #expect(admitted(half, draw: 0.3) == ["a"])
        #expect(admitted(half, draw: 0.5) == [])
        #expect(admitted(experiment { $0.sampling.percent = 0 }, draw: 0) == [])
    }

    @Test("requests that stick together are treated alike, and a share of all values is taken")
    func sticky() {
        let sticky = experiment {
            $0.sampling.percent = 30
            $0.sampling.sticky = .header("x-user")
        }
        func admits(_ user: Int, draw: Double) -> Bool {
            let request = Request(method: "GET", path: "/x", headers: [Answer.Header("x-user", "user-\(user)")])
            return admitted(sticky, request, draw: draw) == ["a", "b"]
        }
        let taken = (0..<2_000).filter { admits($0, draw: 0) }
        #expect((500..<700).contains(taken.count))
        #expect((0..<2_000).filter { admits($0, draw: 0.99) } == taken)
        #expect(admitted(sticky, draw: 0.2) == ["a", "b"], "without the header it is left to chance")
    }

    @Test("methods and conditions must fit")
    func conditions() throws {
        let picky = experiment {
            $0.methods = ["POST"]
            $0.conditions = [
                Condition(.header("x-beta"), .equals("yes")), Condition(.bytes, .atMost(30)),
                Condition(.query("page"), .exists), Condition(.body(FieldPath(.body, [.key("n")])), .atLeast(2)),
            ]
        }
        let fitting = Request(
            method: "POST", path: "/x", query: "page=1", headers: [Answer.Header("x-beta", "yes")],
            body: Array(#"{"n": 2}"#.utf8))
        #expect(admitted(picky, fitting) == ["a", "b"])
        for change in [
            { (request: inout Request) in request.method = "GET" }, { $0.query = "pages=1" }, { $0.headers = [] },
            { $0.body = Array(#"{"n": 1}"#.utf8) }, { $0.body += Array(repeating: 32, count: 30) },
        ] {
            var request = fitting
            change(&request)
            #expect(admitted(picky, request) == [])
        }
    }

    @Test("cohorts are values, or ranges between edges")
    func cohorts() {
        let request = RequestFacts(
            Request(method: "GET", path: "/x", query: "a=b%20c", body: [UInt8](repeating: 1, count: 5_000)))
        #expect(Cohort(by: .query("a")).group(of: request) == "query:a = b c")
        #expect(Cohort(by: .header("x")).group(of: request) == "header:x = (none)")
        #expect(Cohort(by: .bytes, edges: [1_000, 100_000]).group(of: request) == "request.bytes 1000 to 100000")
        #expect(Cohort(by: .bytes, edges: [10_000]).group(of: request) == "request.bytes below 10000")
        #expect(Cohort(by: .bytes, edges: [1_000]).group(of: request) == "request.bytes from 1000")
    }
}
