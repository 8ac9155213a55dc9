/// A candidate, and what the story says of it.
package struct Candidate: Sendable {
    /// Of the function, and of its path.
    package var name: String
    package var endpoint: Endpoint
    /// Whether its answer to a sample must differ from the control's; everywhere else it must be equal.
    package var differs: @Sendable (Sample) -> Bool = { _ in false }
    /// Whether its median duration must be below the control's.
    package var isFaster = false
}

extension Candidate {
    package static let all: [Candidate] =
        [
            Candidate(name: "candidate-round-half-even", endpoint: .round, differs: isHalfAboveEven),
            Candidate(name: "candidate-round-correct", endpoint: .round),
            Candidate(name: "candidate-sort-fast", endpoint: .sort),
            Candidate(name: "candidate-sort-text", endpoint: .sort, differs: sortsOtherwiseAsText),
            Candidate(name: "candidate-fizzbuzz", endpoint: .fizzbuzz, differs: holdsFizzBuzz),
            Candidate(name: "candidate-pbkdf2-fast", endpoint: .pbkdf2, isFaster: true),
        ]
        + [256, 512, 1024, 1769].map { Candidate(name: "candidate-pbkdf2-\($0)", endpoint: .pbkdf2) }

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
