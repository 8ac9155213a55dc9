/// How a structure looks in XML, as far as it does not go without saying.
///
/// What is not named here is a member of the element's own name: a text, or a structure where the element has children.
/// The same facts as `locationName`, `flattened` and `xmlAttribute` in botocore's service models.
public struct XMLShape: Sendable, Hashable {
    public var elements: [Element]

    public struct Element: Sendable, Hashable {
        public var member: String
        /// The element's name; the attribute's for an attribute.
        public var name: String
        public var form: Form
        /// Of the structure, or of the list's elements.
        public var shape: XMLShape
    }

    public enum Form: Sendable, Hashable {
        /// One text or structure.
        case one
        /// A list: the element occurs once for each of its elements.
        case flattened
        /// A list: an element around elements of this name.
        case wrapped(String)
        /// An attribute of the structure's own element.
        case attribute
    }

    public init(_ elements: [Element] = []) {
        self.elements = elements
    }
}

extension XMLShape.Element {
    /// A text or structure under another name, or a structure with something to say about it.
    public static func one(_ member: String, as name: String? = nil, _ shape: [Self] = []) -> Self {
        Self(member: member, name: name ?? member, form: .one, shape: XMLShape(shape))
    }

    /// `<Rule>...</Rule><Rule>...</Rule>`
    public static func flattened(_ member: String, as name: String? = nil, _ shape: [Self] = []) -> Self {
        Self(member: member, name: name ?? member, form: .flattened, shape: XMLShape(shape))
    }

    /// `<TagSet><Tag>...</Tag></TagSet>`
    public static func wrapped(_ member: String, as name: String? = nil, around item: String, _ shape: [Self] = [])
        -> Self
    {
        Self(member: member, name: name ?? member, form: .wrapped(item), shape: XMLShape(shape))
    }

    /// `<Grantee xsi:type="CanonicalUser">`
    public static func attribute(_ member: String, as name: String) -> Self {
        Self(member: member, name: name, form: .attribute, shape: XMLShape())
    }
}
