public import FunctionSupport
private import JSON

/// `GET /fizzbuzz?from=1&to=100` answers one line per number, as text, without a line end after the last.
///
/// `from` defaults to 1, `to` to `from` + 99; nothing at all is between `from` and a smaller `to`. What stands on a
/// line is the variant's affair; the contract is `Fizz`, `Buzz`, `Fizz Buzz` or the number.
public struct FizzBuzzEndpoint: Endpoint {
    /// The largest number that is counted to.
    public static let maximumNumber = 1_000_000_000_000
    /// How many lines one answer may have: some 0.8 MB.
    public static let maximumLines = 100_000

    private let line: (Int) -> String

    public init(line: @escaping (Int) -> String) {
        self.line = line
    }

    public func answer(_ input: Input) throws(BadRequest) -> Answer {
        let range = -Self.maximumNumber...Self.maximumNumber
        let from = try input.wholeNumber("from", in: 1...Self.maximumNumber) ?? 1
        let to = try input.wholeNumber("to", in: range) ?? min(from + 99, Self.maximumNumber)
        guard to - from < Self.maximumLines else {
            throw BadRequest("to must be less than from + \(Self.maximumLines): an answer has so many lines at most")
        }
        let text = text(from, to)
        return .text(text, direct: .string(text))
    }

    private func text(_ from: Int, _ to: Int) -> String {
        guard from <= to else { return "" }
        var text = line(from)
        for number in (from + 1)..<(to + 1) {
            text += "\n"
            text += line(number)
        }
        return text
    }
}
