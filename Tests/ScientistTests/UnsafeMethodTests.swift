import Scientist
import Testing

@Suite struct UnsafeMethodTests {
    private let experiment = Experiment(
        name: "sort", path: "sort", control: Subject(name: "a", arn: "a"),
        candidates: [Candidate(key: "b", subject: Subject(name: "b", arn: "b"))])

    @Test(
        "Candidates that get unsafe methods are spoken of",
        arguments: [(["GET", "post", "ANY"], "ANY, POST"), (["PUT"], "PUT")])
    func notice(methods: [String], named: String) {
        #expect(
            experiment.unsafeMethodNotice(routeMethods: methods)
                == "experiment 'sort' also sends unsafe methods (\(named)) to candidates, and beside each to the control once "
                + "more: whatever they write elsewhere is written again; 'methods: [GET]' restricts them")
        var alone = experiment
        alone.mode = .parallel
        #expect(alone.unsafeMethodNotice(routeMethods: methods)?.contains("to candidates: whatever") == true)
    }

    @Test("Safe methods, named methods and candidates without a network are not")
    func silence() {
        var named = experiment
        named.methods = ["POST"]
        var denied = experiment
        denied.candidates[0].isDeniedNetwork = true
        #expect(experiment.unsafeMethodNotice(routeMethods: ["GET", "HEAD", "OPTIONS"]) == nil)
        #expect(named.unsafeMethodNotice(routeMethods: ["POST"]) == nil)
        #expect(denied.unsafeMethodNotice(routeMethods: ["POST"]) == nil)
    }
}
