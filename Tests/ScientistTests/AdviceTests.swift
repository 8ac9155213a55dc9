import Foundation
import Testing

@testable import Scientist

@Suite("Advice")
struct AdviceTests {
    private func verdicts(
        behaviour: Verdict.State = .equivalent, errors: Verdict.State = .equivalent,
        latency: Verdict.State = .equivalent, memory: Verdict.State = .equivalent, cost: Verdict.State = .equivalent,
        answersNeeded: Int = 0, pairsNeeded: Int? = nil
    ) -> Verdicts {
        func verdict(_ state: Verdict.State, _ needed: Int? = nil) -> Verdict {
            Verdict(state: state, count: 400, needed: needed, method: "", explanation: "")
        }
        return Verdicts(
            behaviour: verdict(behaviour), errors: verdict(errors), latency: verdict(latency, pairsNeeded),
            memory: verdict(memory), cost: verdict(cost), answersNeeded: answersNeeded)
    }

    @Test("whatever got worse keeps the control", arguments: ["behaviour", "errors", "latency", "memory", "cost"])
    func worse(metric: String) {
        func state(_ name: String) -> Verdict.State { name == metric ? .worse : .equivalent }
        let advice = verdicts(
            behaviour: state("behaviour"), errors: state("errors"), latency: state("latency"),
            memory: state("memory"), cost: state("cost")
        ).advice
        #expect(advice.recommendation == .keep)
        #expect(advice.explanation == "Keep the control: \(metric) got worse.")
    }

    @Test("proven answers and a settled speed are enough; what is open besides is said")
    func promote() {
        let all = verdicts(latency: .better).advice
        #expect(all.recommendation == .promote)
        #expect(all.explanation == "Promote it: it answers as it should, time is better, and nothing got worse.")
        let most = verdicts(errors: .notYet, memory: .notYet, cost: .notYet).advice
        #expect(most.recommendation == .promote)
        #expect(
            most.explanation
                == "Promote it: it answers as it should, time is equivalent, and nothing got worse, though nothing can be "
                + "said of errors, memory and cost yet.")
    }

    @Test("unproven answers and an unsettled speed are waited for, also where differences were accepted")
    func wait() {
        let both = verdicts(behaviour: .notYet, latency: .notYet, answersNeeded: 292, pairsNeeded: 1).advice
        #expect(both.recommendation == .wait)
        #expect(
            both.explanation == "Wait for about 292 more answers like the control's and about 1 more pair of times.")
        var tally = Tally()
        for number in 0..<331 {
            tally.add(
                .sample(candidate: 500, differingAt: number < 5 ? ["$"] : [], environment: "\(number / 20)"))
        }
        let judge = Judge(Tolerances(), candidates: 1, accepted: ["$"])
        let early = judge.verdicts(tally)
        #expect(early.behaviour.state == .better)
        #expect(early.advice.explanation == "Wait for about 1 more answer like the control's.")
        tally.add(.sample(candidate: 500, environment: "16"))
        #expect(judge.verdicts(tally).advice.recommendation == .promote)
    }
}

@Suite("Totals")
struct TotalsTests {
    @Test("do not grow with the number of observations")
    func size() throws {
        var tally = Tally()
        var sizes: [Int] = []
        var random = SplitMix64(seed: 41)
        for number in 0..<20_000 {
            if number == 2_000 { sizes.append(try JSONEncoder().encode(tally).count) }
            tally.add(
                .sample(
                    control: 10_000 * exp(0.5 * random.normal()), candidate: 10_000 * exp(0.5 * random.normal()),
                    environment: "\(number / 20)", controlMB: 20 + number % 7, candidateMB: 20 + number % 5))
        }
        sizes.append(try JSONEncoder().encode(tally).count)
        #expect(Double(sizes[1]) < 1.5 * Double(sizes[0]), "\(sizes)")
    }
}
