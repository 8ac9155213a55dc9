import AWSAPI
import FoundationEssentials
import JSON

extension JSON {
    /// Sets a member, or takes it away.
    mutating func set(_ key: String, _ value: JSON?) {
        var members = objectValue ?? []
        if let index = members.firstIndex(where: { $0.key == key }) {
            if let value { members[index].value = value } else { members.remove(at: index) }
        } else if let value {
            members.append(Member(key, value))
        }
        self = .object(members)
    }

    func setting(_ key: String, _ value: JSON?) -> JSON {
        var copy = self
        copy.set(key, value)
        return copy
    }

    /// Without the members that are ours alone.
    var shown: JSON {
        .object((objectValue ?? []).filter { !$0.key.hasPrefix("_") })
    }

    /// A map of texts.
    var texts: [String: String] {
        Dictionary((objectValue ?? []).compactMap { member in member.value.stringValue.map { (member.key, $0) } }) {
            $1
        }
    }

    var strings: [String] { (arrayValue ?? []).compactMap(\.stringValue) }

    var isEmpty: Bool { arrayValue?.isEmpty ?? objectValue?.isEmpty ?? stringValue?.isEmpty ?? isNull }

    /// nil for an empty list, map or text: AWS leaves those out.
    var ifNotEmpty: JSON? { isEmpty ? JSON?.none : self }

    /// ISO 8601, as the second version of the API writes times.
    static func isoTime(_ milliseconds: Int) -> JSON {
        .string(Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601))
    }
}

extension Parameters {
    /// Members with these names, as they are.
    func members(_ names: [String]) -> [JSON.Member] {
        names.compactMap { name in self[name].map { JSON.Member(name, $0) } }
    }

    /// A text that has to be there.
    func required(_ name: String) throws(AWSError) -> String {
        guard let text = try string(name), !text.isEmpty else {
            throw .badRequest("Invalid request input: '\(name)' is missing")
        }
        return text
    }
}

extension AWSError {
    static func notFound(_ message: String) -> AWSError { AWSError("NotFoundException", message, status: 404) }
    static func badRequest(_ message: String) -> AWSError { AWSError("BadRequestException", message) }
    static func conflict(_ message: String) -> AWSError { AWSError("ConflictException", message, status: 409) }
}
