import AWSAPI
import JSON

/// Whom a rule tells, and what.
struct Target: Codable, Sendable {
    var id: String
    var arn: String
    /// The whole structure as it came, as a JSON text.
    var text: String

    init(_ json: JSON, _ index: Int) throws(AWSError) {
        let input = Parameters(json)
        let place = "targets.\(index).member"
        let (id, arn) = (try input.string("Id"), try input.string("Arn"))
        var violations = Violations()
        violations.demand(id, at: "\(place).id")
        violations.length(id, at: "\(place).id", 1...64)
        violations.pattern(id, at: "\(place).id", #"[\.\-_A-Za-z0-9]+"#) { $0.utf8.allSatisfy(RuleName.isByte) }
        violations.demand(arn, at: "\(place).arn")
        violations.length(arn, at: "\(place).arn", 1...1600)
        violations.length(try input.string("Input"), at: "\(place).input", 0...8192)
        try violations.check("ValidationException")
        guard let arn, arn.hasPrefix("arn:"), arn.split(separator: ":").count >= 6 else {
            throw AWSError(
                "ValidationException",
                "Parameter \(arn ?? "") is not valid. Reason: Provided Arn is not in correct format.")
        }
        let forms = try [input.string("Input"), input.string("InputPath"), input["InputTransformer"].map { _ in "" }]
        guard forms.count(where: { $0 != nil }) <= 1 else {
            throw AWSError(
                "ValidationException",
                "Only one of Input, InputPath, or InputTransformer must be provided for target \(id ?? "").")
        }
        if let constant = try input.string("Input") {
            do {
                try constant.utf8CString.withUnsafeBytes {
                    try JSON.check(UnsafeRawBufferPointer(rebasing: $0.dropLast()))
                }
            } catch {
                throw AWSError(
                    "ValidationException", "JSON syntax error in Input for target \(id ?? ""): \(error)")
            }
        }
        self.id = id ?? ""
        self.arn = arn
        text = json.text
    }

    var json: JSON {
        // Written by ourselves, so that it reads.
        (try? JSON(parsing: text)) ?? ["Id": .string(id), "Arn": .string(arn)]
    }

    /// What the target is told of an event.
    func payload(of event: JSON, rule: Rule) -> [UInt8] {
        let target = json
        if let constant = target["Input"]?.stringValue { return Array(constant.utf8) }
        if let path = target["InputPath"]?.stringValue { return (EventPath.value(path, in: event) ?? .null).bytes }
        if let transformer = target["InputTransformer"] {
            return Array(InputTransformer(transformer).text(event, rule: rule).utf8)
        }
        return event.bytes
    }
}

/// `$.detail.state`, `$.resources[0]`
enum EventPath {
    static func value(_ path: String, in event: JSON) -> JSON? {
        guard path.hasPrefix("$") else { return nil }
        var value: JSON? = event
        for step in path.dropFirst().split(whereSeparator: { ".[".contains($0) }) {
            if step.hasSuffix("]") {
                let inner = step.dropLast().filter { !"'\"".contains($0) }
                value = Int(inner).map { index in value?[index] } ?? value?[String(inner)]
            } else {
                value = value?[String(step)]
            }
        }
        return value
    }
}

/// Values picked from the event, and a text with places for them: `"<time> in <region>"`.
/// Source: EventBridge User Guide, "Input transformation".
struct InputTransformer: Sendable {
    private var paths: [(name: String, path: String)] = []
    private let template: String

    init(_ json: JSON) {
        template = json["InputTemplate"]?.stringValue ?? ""
        for member in json["InputPathsMap"]?.objectValue ?? [] {
            paths.append((member.key, member.value.stringValue ?? ""))
        }
    }

    func text(_ event: JSON, rule: Rule) -> String {
        var values: [String: JSON] = [
            "aws.events.rule-arn": .string(rule.arn), "aws.events.rule-name": .string(rule.name),
            "aws.events.event.ingestion-time": event["time"] ?? .null, "aws.events.event": event,
            "aws.events.event.json": event,
        ]
        for (name, path) in paths { values[name] = EventPath.value(path, in: event) ?? .null }
        return Self.filled(template, values)
    }

    /// Between quotation marks a text is put as it is, elsewhere every value is JSON.
    private static func filled(_ template: String, _ values: [String: JSON]) -> String {
        var (result, isQuoted) = ("", false)
        var rest = template[...]
        while let character = rest.first {
            if character == "<", let end = rest.firstIndex(of: ">"),
                let value = values[String(rest[rest.index(after: rest.startIndex)..<end])]
            {
                result += isQuoted ? inner(value) : value.text
                rest = rest[rest.index(after: end)...]
                continue
            }
            if character == "\\", let next = rest.dropFirst().first {
                result += [character, next]
                rest = rest.dropFirst(2)
                continue
            }
            if character == "\"" { isQuoted.toggle() }
            result.append(character)
            rest = rest.dropFirst()
        }
        return result
    }

    /// As the inside of a JSON text.
    private static func inner(_ value: JSON) -> String {
        let text = value.stringValue.map { JSON.string($0).text } ?? JSON.string(value.text).text
        return String(text.dropFirst().dropLast())
    }
}
