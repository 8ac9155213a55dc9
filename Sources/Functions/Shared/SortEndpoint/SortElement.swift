internal import JSON

/// What a variant sorts: something with an order, and with a text.
public protocol SortElement: Comparable {
    var text: String { get }
}

/// A number with the text it was written as. Ordered by its nearest double, as in JavaScript.
public struct SortNumber: SortElement {
    public let value: Double
    public let text: String

    /// Nil for what is not a number or lies beyond a double's range.
    init?(_ json: JSON) {
        guard case .number(let text) = json, let value = json.doubleValue, value.isFinite else { return nil }
        self.value = value
        self.text = text
    }

    public static func < (left: SortNumber, right: SortNumber) -> Bool { left.value < right.value }
    /// By value, as the order has it: `1` equals `1.0`.
    public static func == (left: SortNumber, right: SortNumber) -> Bool { left.value == right.value }
}

/// A string, ordered by its Unicode code points (which is the order of its UTF-8 bytes).
public struct SortString: SortElement {
    public let text: String

    /// Nil for what is not a string.
    init?(_ json: JSON) {
        guard let text = json.stringValue else { return nil }
        self.text = text
    }

    public static func < (left: SortString, right: SortString) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    public static func == (left: SortString, right: SortString) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }
}
