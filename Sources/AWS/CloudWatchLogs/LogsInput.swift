import AWSAPI
import JSON

// What the operations have in common in their input.
extension Parameters {
    /// `logGroupName`, or `logGroupIdentifier`, which may be an ARN.
    func groupName() throws(AWSError) -> String {
        let identifier = try string("logGroupIdentifier")
        guard let identifier else { return try name("logGroupName") }
        guard try string("logGroupName") == nil else {
            throw .invalid("LogGroup name and LogGroup ARN are mutually exclusive parameters.")
        }
        return LogGroupARN.name(in: identifier) ?? identifier
    }

    func groupName(inARN member: String) throws(AWSError) -> String {
        let arn = try string(member)
        var violations = Violations()
        violations.demand(arn, at: member)
        try violations.check("InvalidParameterException")
        guard let name = LogGroupARN.name(in: arn ?? "") else {
            throw .invalid("Invalid ARN: \(arn ?? "")")
        }
        return name
    }

    func streamName(_ member: String = "logStreamName") throws(AWSError) -> String {
        let name = try string(member)
        var violations = Violations()
        violations.demand(name, at: member)
        violations.length(name, at: member, 1...512)
        violations.pattern(name, at: member, "[^:*]*") { !$0.contains { ":*".contains($0) } }
        try violations.check("InvalidParameterException")
        return name ?? ""
    }

    private func name(_ member: String) throws(AWSError) -> String {
        let name = try string(member)
        var violations = Violations()
        violations.demand(name, at: member)
        violations.length(name, at: member, 1...512)
        violations.pattern(name, at: member, #"[\.\-_/#A-Za-z0-9]+"#) { $0.utf8.allSatisfy(Self.isNameByte) }
        try violations.check("InvalidParameterException")
        return name ?? ""
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: ".-_/#".utf8.contains(byte)
        }
    }

    func limit(_ range: ClosedRange<Int>, otherwise: Int) throws(AWSError) -> Int {
        let limit = try integer("limit")
        var violations = Violations()
        violations.range(limit, at: "limit", range)
        try violations.check("InvalidParameterException")
        return limit ?? otherwise
    }

    /// `startTime` and `endTime`, in milliseconds since 1970.
    ///
    /// - Parameter isEndIncluded: FilterLogEvents leaves out what is later than the end, GetLogEvents the end itself.
    func times(from oldest: Int, isEndIncluded: Bool) throws(AWSError) -> Range<Int> {
        let (start, end) = (try integer("startTime"), try integer("endTime"))
        var violations = Violations()
        violations.range(start, at: "startTime", 0...Int.max)
        violations.range(end, at: "endTime", 0...Int.max)
        try violations.check("InvalidParameterException")
        if let start, let end, start > end { throw .invalid("End time should not be less than start time.") }
        let lower = max(start ?? 0, oldest)
        let upper = end.map { isEndIncluded && $0 < .max ? $0 + 1 : $0 } ?? .max
        return lower..<max(lower, upper)
    }

    func tags() throws(AWSError) -> [String: String] { try tags(at: "tags") }

    private func tags(at member: String) throws(AWSError) -> [String: String] {
        let tags = try map(member) ?? [:]
        var violations = Violations()
        for key in tags.keys.sorted() {
            violations.length(key, at: member, 1...128)
            violations.length(tags[key], at: member, 0...256)
        }
        try violations.check("InvalidParameterException")
        return tags
    }
}

/// `arn:aws:logs:REGION:ACCOUNT:log-group:NAME`, with or without `:*`.
enum LogGroupARN {
    static func name(in arn: String) -> String? {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 7, parts[0] == "arn", parts[2] == "logs", parts[5] == "log-group" else { return nil }
        return String(parts[6])
    }
}

/// A page of a list that is sorted by name; its token is the last name.
struct NamedPage<Element> {
    let elements: [Element]
    let nextToken: JSON?

    init(_ sorted: [Element], after token: String?, limit: Int, name: (Element) -> String) {
        let rest = token.map { token in sorted.drop { name($0) <= token } } ?? sorted[...]
        elements = Array(rest.prefix(limit))
        nextToken = rest.count > limit ? elements.last.map { .string(name($0)) } : nil
    }
}
