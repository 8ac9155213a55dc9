import Testing

@testable import Scientist

@Suite("What came of a request")
struct OutcomeTests {
    @Test("the names that users and programs read")
    func names() {
        #expect(
            Outcome.allCases.map(\.rawValue) == [
                "match", "ignored", "mismatch", "control_error", "candidate_error", "both_error", "timeout", "dropped",
                "not_run",
            ])
    }

    @Test("what never came to a comparison teaches nothing about answers")
    func comparisons() {
        #expect(Outcome.allCases.filter { !$0.isComparison } == [.timeout, .dropped, .notRun])
    }
}
