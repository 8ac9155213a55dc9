public import FunctionSupport
private import JSON

/// `POST /sort` with a JSON list of numbers or of strings answers the list in ascending order. Invoked directly it
/// takes the list as the event.
///
/// Numbers keep their text: `1.50` stays `1.50`. Equal elements keep their order.
public struct SortEndpoint: Endpoint {
    /// The longest list that is sorted. At worst, with strings in descending order, the control takes 1.7 s on a whole
    /// CPU, and on the fourteenth of one that comes with 128 MB still less than the timeout of 29 s.
    public static let maximumElements = 10_000

    private let numbers: ([SortNumber]) -> [SortNumber]
    private let strings: ([SortString]) -> [SortString]

    /// The variant's ways to sort; most write one generic function and pass it twice.
    public init(
        numbers: @escaping ([SortNumber]) -> [SortNumber], strings: @escaping ([SortString]) -> [SortString]
    ) {
        self.numbers = numbers
        self.strings = strings
    }

    public func answer(_ input: Input) throws(BadRequest) -> Answer {
        guard case .json(.array(let list)) = input else {
            throw BadRequest("The list is missing: send a JSON list of numbers or of strings, such as [3, 1, 2]")
        }
        guard list.count <= Self.maximumElements else {
            throw BadRequest("The list has \(list.count) elements; at most \(Self.maximumElements) are sorted")
        }
        if case .string = list.first {
            return .json(.array(strings(try elements(list, "string", SortString.init)).map { .string($0.text) }))
        }
        return .json(.array(numbers(try elements(list, "number", SortNumber.init)).map { .number($0.text) }))
    }

    /// All elements must be of the first one's kind.
    private func elements<Element>(
        _ list: [JSON], _ kind: String, _ element: (JSON) -> Element?
    ) throws(BadRequest) -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(list.count)
        for (index, json) in list.enumerated() {
            guard let element = element(json) else {
                throw BadRequest(
                    "Element \(index) of the list is not a \(kind): a list holds finite numbers only, or strings only")
            }
            elements.append(element)
        }
        return elements
    }
}
