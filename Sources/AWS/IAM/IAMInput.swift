import AWSAPI
import JSON

// What IAM's operations have in common in their input.
extension Parameters {
    func roleName() throws(AWSError) -> String { try name("RoleName", at: "roleName", 64) }

    func policyName() throws(AWSError) -> String { try name("PolicyName", at: "policyName", 128) }

    func policyARN() throws(AWSError) -> String {
        let arn = try string("PolicyArn")
        var violations = Violations()
        violations.demand(arn, at: "policyArn")
        violations.length(arn, at: "policyArn", 20...2048)
        try violations.check("ValidationError")
        guard let arn, arn.hasPrefix("arn:") else {
            throw AWSError("InvalidInput", "ARN \(arn ?? "") is not valid.")
        }
        return arn
    }

    /// - Parameter name: of the member: `PolicyDocument`.
    func document(_ name: String) throws(AWSError) -> String {
        // CloudFormation has it as a structure.
        let text = self[name].flatMap { $0.objectValue == nil ? nil : $0.text }
        let document = if let text { text } else { try string(name) }
        var violations = Violations()
        violations.demand(document, at: name.prefix(1).lowercased() + name.dropFirst())
        violations.length(document, at: name.prefix(1).lowercased() + name.dropFirst(), 1...131_072)
        try violations.check("ValidationError")
        return document ?? ""
    }

    func path() throws(AWSError) -> String {
        let path = try string("Path") ?? "/"
        guard path.hasPrefix("/"), path.hasSuffix("/"), path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw AWSError(
                "ValidationError",
                "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric "
                    + "characters and/or / characters.")
        }
        return path
    }

    private func name(_ member: String, at place: String, _ limit: Int) throws(AWSError) -> String {
        let name = try string(member)
        var violations = Violations()
        violations.demand(name, at: place)
        violations.length(name, at: place, 1...limit)
        try violations.check("ValidationError")
        // This one IAM says in words of its own.
        guard let name, name.utf8.allSatisfy(Self.isNameByte) else {
            throw AWSError(
                "ValidationError",
                "The specified value for \(place) is invalid. It must contain only alphanumeric characters and/or the "
                    + "following: +=,.@_-")
        }
        return name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "+=,.@_-".utf8.contains(byte)
        }
    }
}

/// A page of a list: `Marker`, `MaxItems`, `IsTruncated`.
struct Page<Element> {
    let elements: ArraySlice<Element>
    private let next: Int?

    init(_ all: [Element], _ input: Parameters) throws(AWSError) {
        let limit = try input.integer("MaxItems")
        var violations = Violations()
        violations.range(limit, at: "maxItems", 1...1000)
        try violations.check("ValidationError")
        let marker = try input.string("Marker")
        let start = marker.map { Int($0) ?? -1 } ?? 0
        guard (0...all.count).contains(start) else {
            throw AWSError("ValidationError", "Invalid Marker.")
        }
        elements = all[start...].prefix(limit ?? 100)
        next = elements.endIndex < all.count ? elements.endIndex : nil
    }

    func output(_ member: String, _ json: (Element) -> JSON) -> Output {
        Output(
            .members([
                member: .array(elements.map(json)), "IsTruncated": .bool(next != nil),
                "Marker": next.map { .string(String($0)) },
            ]))
    }
}

enum UniqueID {
    /// Four letters that say what it is of, and 17 of chance.
    static func make(_ prefix: String) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        return prefix + String(decoding: (0..<17).map { _ in letters[Int.random(in: 0..<32)] }, as: UTF8.self)
    }
}
