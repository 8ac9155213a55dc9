public import FunctionSupport
private import JSON

/// `GET /round?number=62.5` answers `63`, as text. Invoked directly, `{"number": 62.5}` gives `63`.
///
/// `number` is any finite double. How halves are rounded is the variant's affair.
public struct RoundEndpoint: Endpoint {
    private let round: (Double) -> Double

    public init(round: @escaping (Double) -> Double) {
        self.round = round
    }

    public func answer(_ input: Input) throws(BadRequest) -> Answer {
        guard let number = try input.double("number") else {
            throw BadRequest("number is missing: give the number to round, such as number=62.5")
        }
        let text = WholeNumber.text(round(number))
        return .text(text, direct: .number(text))
    }
}
