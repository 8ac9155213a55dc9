import JSON
import Settings

/// A schedule that a function's events declare, for each of its expressions.
package struct DeclaredSchedule: Sendable, Hashable {
    /// `rate(5 minutes)`; not checked yet.
    package var expression: String
    package var isEnabled: Bool
    /// Of the rule; nil where the file names none.
    package var name: String?
    package var description: String?
    /// What the function gets in place of EventBridge's event, as a JSON text.
    package var input: String?
    /// `serverless.yml:12`, for messages.
    package var place: String
}

/// `functions.KEY.events[].schedule`: a text such as `rate(5 minutes)`, or a mapping.
struct ScheduleSection {
    private let event: Section
    private let value: ConfigurationValue

    init(_ event: Section, _ value: ConfigurationValue) {
        self.event = event
        self.value = value
    }

    func schedules() throws(ConfigurationError) -> [DeclaredSchedule] {
        switch value.content {
        case .scalar(let text):
            return [DeclaredSchedule(expression: text, isEnabled: true, place: place)]
        case .mapping: return try schedules(try event.subsection("schedule", value))
        case .null, .sequence:
            throw event.error(
                "schedule", "must be a text like 'rate(5 minutes)' or a mapping, not \(value.kind)", at: value)
        }
    }

    private var place: String { value.place.line.map { "\(value.place.file):\($0)" } ?? value.place.file }

    private func schedules(_ section: Section) throws(ConfigurationError) -> [DeclaredSchedule] {
        try section.check(Self.keys)
        let expressions = try section.texts("rate")
        guard !expressions.isEmpty else {
            throw section.error("rate", "is missing, as in 'rate: rate(5 minutes)'")
        }
        let name = try section.text("name")
        let input = try section.value("input").map(Self.text)
        var schedules: [DeclaredSchedule] = []
        for (index, expression) in expressions.enumerated() {
            schedules.append(
                DeclaredSchedule(
                    expression: expression, isEnabled: try section.flag("enabled") ?? true,
                    // Serverless refuses one name for several; here they are told apart.
                    name: name.map { expressions.count == 1 ? $0 : "\($0)-\(index + 1)" },
                    description: try section.text("description"), input: input, place: place))
        }
        return schedules
    }

    /// A text is JSON already, anything else becomes it.
    private static func text(_ value: ConfigurationValue) -> String {
        if case .scalar(let text) = value.content, (try? JSON(parsing: text)) != nil { return text }
        return json(value).text
    }

    private static func json(_ value: ConfigurationValue) -> JSON {
        switch value.content {
        case .null: .null
        case .scalar(let text):
            // What reads as a number or a boolean is one.
            switch try? JSON(parsing: text) {
            case .number(let number): .number(number)
            case .bool(let value): .bool(value)
            default: .string(text)
            }
        case .sequence(let elements): .array(elements.map(json))
        case .mapping(let entries): .object(entries.map { JSON.Member($0.key, json($0.value)) })
        }
    }

    private static let keys = KnownKeys(
        followed: ["rate", "enabled", "name", "description", "input"],
        indifferent: ["method", "roleArn", "groupName"],
        unsupported: [
            "inputPath": "the function gets the whole event", "inputTransformer": "the function gets the whole event",
            "timezone": "schedules are in UTC",
        ])
}
