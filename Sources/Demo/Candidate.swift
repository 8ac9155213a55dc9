/// A candidate, and what the story says of it.
package struct Candidate: Sendable {
    /// Of the function.
    package var name: String
    package var endpoint: Endpoint
    /// Where `experiments.yml` has it.
    package var experiment: String
    package var key: String
    /// Whether its answer to a sample must differ from the control's; everywhere else it must be equal.
    package var differs: @Sendable (Sample) -> Bool = { _ in false }
    /// Why the difference is the control's defect, where it is.
    package var acceptance: String?
    /// Whether the verdict on latency must be `better`.
    package var isFaster = false
    /// What the verdict on behaviour must be.
    package var behaviour = "equivalent"
}

extension Candidate {
    package static let all: [Candidate] =
        [
            Candidate(
                name: "candidate-round-half-even", endpoint: .round, experiment: "rounding-float", key: "candidate-1",
                differs: isHalfAboveEven, behaviour: "worse"),
            Candidate(
                name: "candidate-round-correct", endpoint: .round, experiment: "rounding-float", key: "candidate-2"),
            Candidate(name: "candidate-sort-fast", endpoint: .sort, experiment: "sorting", key: "candidate-1"),
            Candidate(
                name: "candidate-sort-text", endpoint: .sort, experiment: "sorting", key: "candidate-2",
                differs: sortsOtherwiseAsText, behaviour: "worse"),
            Candidate(
                name: "candidate-fizzbuzz", endpoint: .fizzbuzz, experiment: "fizzbuzz", key: "candidate-1",
                differs: holdsFizzBuzz, acceptance: "The contract says 'Fizz Buzz'; the control forgets the space.",
                behaviour: "better"),
            Candidate(
                name: "candidate-pbkdf2-fast", endpoint: .pbkdf2, experiment: "pbkdf2", key: "fast", isFaster: true),
        ]
        + [256, 512, 1024, 1769].map {
            Candidate(
                name: "candidate-pbkdf2-\($0)", endpoint: .pbkdf2, experiment: "pbkdf2", key: "memory-\($0)",
                isFaster: true)
        }

    package static func of(_ endpoint: Endpoint) -> [Candidate] { all.filter { $0.endpoint == endpoint } }

    /// Half up goes to floor + 1, half even to the even neighbour: the floor, when that is even. So 62.5 and -1.5 differ,
    /// 63.5 and -0.5 do not.
    static func isHalfAboveEven(_ sample: Sample) -> Bool {
        guard case .round(let hundredths) = sample else { return false }
        // 200 hundredths from one even floor to the next; `& 1`-like tests fail for negative remainders.
        return ((hundredths % 200) + 200) % 200 == 50
    }

    /// It compares numbers as text, and drops duplicates.
    static func sortsOtherwiseAsText(_ sample: Sample) -> Bool {
        guard case .sort(let numbers) = sample else { return false }
        let asText = Set(numbers).sorted { Array("\($0)".utf8).lexicographicallyPrecedes(Array("\($1)".utf8)) }
        return asText != numbers.sorted()
    }

    /// The control writes `FizzBuzz`, which ought to be `Fizz Buzz`, for every multiple of 15.
    static func holdsFizzBuzz(_ sample: Sample) -> Bool {
        guard case .fizzbuzz(let from, let to) = sample else { return false }
        return to / 15 > (from - 1) / 15
    }
}
