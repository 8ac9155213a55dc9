extension JSON {
    /// The value of a key; of repeated ones the last. Nil for anything but an object.
    public subscript(key: String) -> JSON? {
        objectValue?.last { $0.key == key }?.value
    }

    /// The element at a place; nil past the end, and for anything but an array.
    public subscript(index: Int) -> JSON? {
        guard let elements = arrayValue, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    public var isNull: Bool { self == .null }

    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// Only numbers that are written as whole numbers and fit.
    public var intValue: Int? {
        if case .number(let text) = self { Int(text) } else { nil }
    }

    /// The nearest double; infinite for numbers beyond its range.
    public var doubleValue: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }

    public var arrayValue: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    public var objectValue: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }
}
