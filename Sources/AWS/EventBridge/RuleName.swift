import AWSAPI
import JSON

enum RuleName {
    static func isByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: ".-_".utf8.contains(byte)
        }
    }

    /// `arn:aws:events:REGION:ACCOUNT:rule/NAME`
    static func name(inARN arn: String) -> String? {
        guard let range = arn.firstRange(of: ":rule/") else { return nil }
        return arn[range.upperBound...].split(separator: "/").last.map(String.init)
    }
}

extension Parameters {
    /// - Parameter member: `Name` or `Rule`.
    func ruleName(_ member: String = "Name") throws(AWSError) -> String {
        let name = try string(member)
        let place = member.lowercased()
        var violations = Violations()
        violations.demand(name, at: place)
        violations.length(name, at: place, 1...64)
        violations.pattern(name, at: place, #"[\.\-_A-Za-z0-9]+"#) { $0.utf8.allSatisfy(RuleName.isByte) }
        try violations.check("ValidationException")
        try checkBus()
        return name ?? ""
    }

    /// There is one bus, and everybody has it.
    func checkBus() throws(AWSError) {
        guard let bus = try string("EventBusName"), bus != "default", !bus.hasSuffix(":event-bus/default") else {
            return
        }
        throw AWSError("ResourceNotFoundException", "Event bus \(bus) does not exist.")
    }

    func ruleName(inARN member: String) throws(AWSError) -> String {
        let arn = try string(member)
        var violations = Violations()
        violations.demand(arn, at: "resourceARN")
        try violations.check("ValidationException")
        guard let arn, let name = RuleName.name(inARN: arn) else {
            throw AWSError(
                "ValidationException",
                "Parameter \(arn ?? "") is not valid. Reason: Provided Arn is not in correct format.")
        }
        return name
    }

    /// `NextToken` is the last name of the page before.
    func page<Element>(
        _ sorted: [Element], name: (Element) -> String
    ) throws(AWSError) -> (elements: [Element], next: JSON?) {
        let limit = try integer("Limit")
        var violations = Violations()
        violations.range(limit, at: "limit", 1...100)
        try violations.check("ValidationException")
        let token = try string("NextToken")
        let rest = token.map { token in sorted.drop { name($0) <= token } } ?? sorted[...]
        let page = Array(rest.prefix(limit ?? 100))
        return (page, page.count < rest.count ? page.last.map { .string(name($0)) } : nil)
    }
}
