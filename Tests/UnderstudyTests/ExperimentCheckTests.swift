import Cloud
import Emulator
import Scientist
import Testing

@testable import Understudy

/// A candidate that must not reach the network is rather not called than called with it.
@Suite struct ExperimentCheckTests {
    private func check(denied: Bool, canSealNetwork: @escaping () -> Bool) throws -> ExperimentCheck {
        var cloud = Cloud()
        for name in ["control", "free", "sealed"] {
            try cloud.apply(.putFunction(FunctionVersion(name: name, code: .zip(path: "/\(name).zip")), origin: .api))
        }
        var sealed = Candidate(key: "sealed", subject: Subject(name: "sealed", arn: "sealed"))
        sealed.isDeniedNetwork = denied
        let free = Candidate(key: "free", subject: Subject(name: "free", arn: "free"))
        let experiment = Experiment(
            name: "numbers", path: "number", control: Subject(name: "control", arn: "control"),
            candidates: [free, sealed])
        return ExperimentCheck(experiment, cloud: cloud, scope: Scope(), canSealNetwork: canSealNetwork)
    }

    @Test("Where networks cannot be denied, the candidate that wants it is not called, and that is said")
    func failsClosed() throws {
        let check = try check(denied: true) { false }
        #expect(check.callable == ["free"])
        #expect(check.problems.count == 1)
        #expect(check.problems.first?.contains("candidate 'sealed' is not called") == true)
    }

    @Test("Where they can, all are called")
    func sealed() throws {
        let check = try check(denied: true) { true }
        #expect(check.callable == ["free", "sealed"])
        #expect(check.problems.isEmpty)
    }

    @Test("Nobody asks the machine where no candidate wants it")
    func notAsked() throws {
        var isAsked = false
        let check = try check(denied: false) {
            isAsked = true
            return false
        }
        #expect(check.callable == ["free", "sealed"])
        #expect(!isAsked)
    }

    @Test("A program that does not try, or is not there, offers nothing", arguments: ["/bin/false", "/nowhere/init"])
    func probe(path: String) {
        #expect(!SealedNetwork.isOffered(initPath: path))
    }
}
