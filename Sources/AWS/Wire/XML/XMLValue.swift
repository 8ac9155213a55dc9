/// An XML document as those read it who ask AWS.
public struct XMLValue: Sendable {
    private let element: XMLElement

    /// nil for what is no XML.
    public init?(parsing bytes: [UInt8]) {
        // What is wrong with it is of no use to anybody who asked.
        guard let element = try? XMLReader.document(bytes) else { return nil }
        self.element = element
    }

    private init(_ element: XMLElement) { self.element = element }

    /// The first child of a name.
    public subscript(name: String) -> XMLValue? { element.all(name).first.map { XMLValue($0) } }

    /// The text at a path of names; nil where there is no such element.
    public func text(_ path: String...) -> String? {
        path.reduce(Optional(element)) { $0?.all($1).first }?.text
    }

    /// The elements of a list; none where it is not there.
    public func list(_ name: String) -> [XMLValue] {
        element.all(name).first?.all("member").map { XMLValue($0) } ?? []
    }
}
