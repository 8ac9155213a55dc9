internal import AWSAPI
internal import Cloud
internal import Foundation
internal import JSON

/// Computes the values of a template: pure, over what is known so far.
struct Evaluator {
    var mappings: [JSON.Member]
    /// Texts, or lists of texts.
    var parameters: [String: JSON]
    var pseudo: PseudoParameters
    var conditions: [String: Bool] = [:]
    var resources: Resources = .none

    /// What functions ask of resources and other stacks.
    struct Resources: Sendable {
        /// The physical id of a resource, by its logical one.
        var reference: @Sendable (String) throws(AWSError) -> JSON
        var attribute: @Sendable (_ resource: String, _ name: String) throws(AWSError) -> JSON
        /// The value that a stack exports by a name.
        var exported: @Sendable (String) throws(AWSError) -> JSON

        /// Where no resource may be referred to.
        static let none = Resources(
            reference: { name throws(AWSError) in throw unresolved(name) },
            attribute: { name, _ throws(AWSError) in throw unresolved(name) },
            exported: { name throws(AWSError) in throw .validation("No export named \(name) found.") })

        static func unresolved(_ name: String) -> AWSError {
            .validation(
                "Template format error: Unresolved resource dependencies [\(name)] in the Resources block of the template"
            )
        }
    }

    /// What stands for values that only exist once the stack has been worked on.
    static let unknown = "{{changeSet:KNOWN_AFTER_APPLY}}"

    /// - Returns: nil for `AWS::NoValue`, which takes its member or element away.
    func value(_ json: JSON) throws(AWSError) -> JSON? {
        if let (function, argument) = try Intrinsic.call(in: json) { return try call(function, argument) }
        switch json {
        case .object(let members):
            var values: [JSON.Member] = []
            for member in members {
                if let value = try value(member.value) { values.append(JSON.Member(member.key, value)) }
            }
            return .object(values)
        case .array(let elements):
            var values: [JSON] = []
            for element in elements {
                if let value = try value(element) { values.append(value) }
            }
            return .array(values)
        case .null, .bool, .number, .string: return json
        }
    }

    private func call(_ function: Intrinsic, _ argument: JSON) throws(AWSError) -> JSON? {
        switch function {
        case .ref: return try reference(References.name(argument))
        case .getAtt: return try attribute(argument)
        case .sub: return try substituted(argument)
        case .join: return try joined(argument)
        case .select: return try selected(argument)
        case .split: return try split(argument)
        case .findInMap: return try found(argument)
        case .base64: return .string(Data(try text(argument, of: .base64).utf8).base64EncodedString())
        case .importValue: return try resources.exported(try text(argument, of: .importValue))
        case .getAZs: return try zones(argument)
        case .if: return try chosen(argument)
        case .and, .or, .not, .equals, .condition:
            throw .validation(
                "Template error: \(function.rawValue) may stand only in the Conditions block of the template")
        }
    }

    // MARK: References

    private func reference(_ name: String) throws(AWSError) -> JSON? {
        if name == "AWS::NoValue" { return nil }
        if let given = parameters[name] ?? pseudo[name] { return given }
        return try resources.reference(name)
    }

    private func attribute(_ argument: JSON) throws(AWSError) -> JSON {
        let (resource, attribute) = try References.attribute(argument)
        return try resources.attribute(resource, try text(attribute, of: .getAtt))
    }

    private func substituted(_ argument: JSON) throws(AWSError) -> JSON {
        let (text, own) = try SubText.argument(argument)
        var result = ""
        for part in text.parts {
            switch part {
            case .text(let text): result += text
            case .variable(let name): result += try variable(name, own)
            }
        }
        return .string(result)
    }

    private func variable(_ name: String, _ own: [JSON.Member]) throws(AWSError) -> String {
        if let member = own.last(where: { $0.key == name }) { return try self.text(member.value, of: .sub) }
        guard let point = name.firstIndex(of: ".") else { return try text(["Ref": .string(name)], of: .sub) }
        let attribute = String(name[name.index(after: point)...])
        return try text(try resources.attribute(String(name[..<point]), attribute), of: .sub)
    }

    private func chosen(_ argument: JSON) throws(AWSError) -> JSON? {
        let (condition, then, otherwise) = try References.branches(argument)
        guard let holds = conditions[condition] else {
            throw .validation("Template error: unresolved condition dependency \(condition) in Fn::If")
        }
        return try value(holds ? then : otherwise)
    }

    // MARK: Texts and lists

    private func joined(_ argument: JSON) throws(AWSError) -> JSON {
        let usage = AWSError.validation(
            "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined."
        )
        guard let parts = argument.arrayValue, parts.count == 2, let delimiter = parts[0].stringValue else {
            throw usage
        }
        guard let list = try value(parts[1]) else { throw usage }
        guard let elements = list.arrayValue else {
            if Self.isUnknown(list) { return list }
            throw usage
        }
        var texts: [String] = []
        for element in elements {
            guard let text = element.scalarText else { throw usage }
            texts.append(text)
        }
        return .string(texts.joined(separator: delimiter))
    }

    private func selected(_ argument: JSON) throws(AWSError) -> JSON? {
        guard let parts = argument.arrayValue, parts.count == 2,
            let index = try value(parts[0])?.scalarText.flatMap({ Int($0) }),
            let list = try value(parts[1])
        else {
            throw .validation(
                "Template error: Fn::Select requires a list argument with two elements: an integer index and a list")
        }
        if let element = list[index] { return element }
        guard Self.isUnknown(list) else {
            throw .validation("Template error: Fn::Select cannot select nonexistent value at index \(index)")
        }
        return .string(Self.unknown)
    }

    private func split(_ argument: JSON) throws(AWSError) -> JSON {
        guard let parts = argument.arrayValue, parts.count == 2, let delimiter = parts[0].stringValue,
            !delimiter.isEmpty, let source = try value(parts[1])?.scalarText
        else {
            throw .validation(
                "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split."
            )
        }
        return .array(source.split(separator: delimiter, omittingEmptySubsequences: false).map { .string(String($0)) })
    }

    private func found(_ argument: JSON) throws(AWSError) -> JSON {
        guard let parts = argument.arrayValue, parts.count == 3 else {
            throw .validation(
                "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value"
            )
        }
        var keys: [String] = []
        for part in parts { keys.append(try text(part, of: .findInMap)) }
        guard let mapping = mappings.last(where: { $0.key == keys[0] })?.value else {
            throw .validation(
                "Template error: Mapping named '\(keys[0])' is not present in the 'Mappings' section of template.")
        }
        guard let value = mapping[keys[1]]?[keys[2]] else {
            throw .validation("Template error: Unable to get mapping for \(keys.joined(separator: "::"))")
        }
        return value
    }

    /// Three in each region, as most have them.
    private func zones(_ argument: JSON) throws(AWSError) -> JSON {
        let given = try text(argument, of: .getAZs)
        let region = given.isEmpty ? pseudo.scope.region : given
        return .array(["a", "b", "c"].map { .string(region + $0) })
    }

    func text(_ json: JSON, of function: Intrinsic) throws(AWSError) -> String {
        guard let text = try value(json)?.scalarText else {
            throw .validation("Template error: every \(function.rawValue) object must have a String-typed value.")
        }
        return text
    }

    /// Whether any part of a value is not known yet.
    static func isUnknown(_ json: JSON) -> Bool {
        switch json {
        case .string(let text): text.contains(unknown)
        case .array(let elements): elements.contains(where: isUnknown)
        case .object(let members): members.contains { isUnknown($0.value) }
        case .null, .bool, .number: false
        }
    }
}
