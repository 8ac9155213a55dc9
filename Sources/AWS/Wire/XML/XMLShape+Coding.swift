import AWSAPI
import JSON

extension XMLShape {
    /// The value of an element: an object where it has children or is known to be a structure, else its text.
    func read(_ element: XMLElement) -> JSON {
        guard !element.children.isEmpty || !elements.isEmpty else { return .string(element.text) }
        var members: [JSON.Member] = []
        for known in elements {
            switch known.form {
            case .attribute:
                if let text = element.attributes[known.name] {
                    members.append(JSON.Member(known.member, .string(text)))
                }
            case .one:
                if let child = element.all(known.name).last {
                    members.append(JSON.Member(known.member, known.shape.read(child)))
                }
            case .flattened:
                let children = element.all(known.name)
                if !children.isEmpty {
                    members.append(JSON.Member(known.member, .array(children.map { known.shape.read($0) })))
                }
            case .wrapped(let item):
                if let child = element.all(known.name).last {
                    members.append(JSON.Member(known.member, .array(child.all(item).map { known.shape.read($0) })))
                }
            }
        }
        let named = Set(elements.map(\.name))
        for child in element.children where !named.contains(child.name) {
            members.append(JSON.Member(child.name, XMLShape().read(child)))
        }
        return .object(members)
    }

    /// Writes a value as an element.
    func write(_ value: JSON, as name: String, namespace: String? = nil, to xml: inout XMLWriter) {
        switch value {
        case .null: break
        case .string(let text), .number(let text): write(text, as: name, namespace, to: &xml)
        case .bool(let value): write(value ? "true" : "false", as: name, namespace, to: &xml)
        // A list of which nothing is known.
        case .array(let elements): for element in elements { write(element, as: name, to: &xml) }
        case .object(let members):
            xml.open(name, namespace: namespace, attributes: attributes(members))
            for member in members { write(member, to: &xml) }
            xml.close(name)
        }
    }

    private func write(_ text: String, as name: String, _ namespace: String?, to xml: inout XMLWriter) {
        xml.open(name, namespace: namespace)
        xml.escape(text)
        xml.close(name)
    }

    private func write(_ member: JSON.Member, to xml: inout XMLWriter) {
        guard let known = elements.first(where: { $0.member == member.key }) else {
            return XMLShape().write(member.value, as: member.key, to: &xml)
        }
        switch known.form {
        case .attribute: break
        case .one, .flattened: known.shape.write(member.value, as: known.name, to: &xml)
        case .wrapped(let item):
            xml.open(known.name)
            for element in member.value.arrayValue ?? [] { known.shape.write(element, as: item, to: &xml) }
            xml.close(known.name)
        }
    }

    private func attributes(_ members: [JSON.Member]) -> [(name: String, value: String)] {
        var attributes: [(name: String, value: String)] = []
        for known in elements where known.form == .attribute {
            guard let text = members.first(where: { $0.key == known.member })?.value.stringValue else { continue }
            if known.name.hasPrefix("xsi:") {
                attributes.append(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
            }
            attributes.append((known.name, text))
        }
        return attributes
    }
}
