import Scientist
import Settings

/// `run_if`: what must hold of a request for candidates to be called.
///
/// ```yaml
/// run_if:
///   - {header: x-beta, equals: "yes"}
///   - {bytes: , at_most: 64k}
///   - {method: POST}              # short for {method: , equals: POST}
/// ```
enum ConditionsSection {
    private static let attributes = ["header", "query", "body", "method", "path", "bytes"]
    private static let tests = ["exists", "equals", "not", "contains", "at_most", "at_least"]

    static func conditions(of owner: Section) throws(ConfigurationError) -> [Condition] {
        var conditions: [Condition] = []
        for section in try owner.sections("run_if") { conditions.append(try condition(section)) }
        return conditions
    }

    private static func condition(_ section: Section) throws(ConfigurationError) -> Condition {
        try section.check(KnownKeys(followed: Set(attributes + tests), others: .refused))
        let subject = try section.onlyKey(of: attributes)
        let tests = section.uniqueKeys.filter(tests.contains)
        guard tests.count <= 1 else {
            throw section.error(tests[1], "is one test too many: write one condition per test; all must hold")
        }
        if ["method", "path"].contains(subject), let value = try section.text(subject) {
            guard tests.isEmpty else {
                throw section.error(tests[0], "is one test too many: '\(subject): \(value)' is one already")
            }
            return subject == "method"
                ? Condition(.method, .equals(try section.method(value, "method"))) : Condition(.path, .equals(value))
        }
        return try condition(on: subject, tests.first, section)
    }

    private static func condition(
        on subject: String, _ test: String?, _ section: Section
    ) throws(ConfigurationError) -> Condition {
        let allowed =
            switch subject {
            case "method": ["equals", "not"]
            case "path": ["equals", "not", "contains"]
            case "bytes": ["at_most", "at_least"]
            default: tests
            }
        let test = test ?? "exists"
        guard allowed.contains(test) else {
            throw section.error(subject, "needs one of these: \(allowed.joined(separator: ", "))")
        }
        return Condition(try attribute(subject, section), try self.test(test, subject, section))
    }

    private static func attribute(_ key: String, _ section: Section) throws(ConfigurationError) -> RequestAttribute {
        let text = try section.text(key)
        switch key {
        case "method": return .method
        case "path": return .path
        case "bytes":
            guard text == nil else { throw section.error(key, "takes no value: write 'bytes: , at_most: 64k'") }
            return .bytes
        default: break
        }
        guard let text else { throw section.error(key, "is empty: say which") }
        if key == "body" { return .body(try section.bodyPath(text, key)) }
        if key == "query" { return .query(text) }
        guard text.isHeaderName else { throw section.error(key, "'\(text)' is no name of a header") }
        return .header(text.lowercased())
    }

    private static func test(
        _ key: String, _ subject: String, _ section: Section
    ) throws(ConfigurationError) -> Condition.Test {
        switch key {
        case "at_most": return .atMost(try limit(key, subject, section))
        case "at_least": return .atLeast(try limit(key, subject, section))
        case "exists":
            guard try section.flag(key) != false else { throw section.error(key, "can only be true") }
            return .exists
        default: break
        }
        guard let text = try section.text(key) else { throw section.error(key, "is empty: put \"\" for an empty text") }
        let value = subject == "method" ? try section.method(text, key) : text
        switch key {
        case "equals": return .equals(value)
        case "not": return .differs(from: value)
        default: return .contains(text)
        }
    }

    /// Of sizes in bytes, of anything else a number.
    private static func limit(
        _ key: String, _ subject: String, _ section: Section
    ) throws(ConfigurationError) -> Double {
        let greatest = Double.greatestFiniteMagnitude
        let limit =
            subject == "bytes"
            ? try section.bytes(key, in: 0...Int.max).map(Double.init)
            : try section.number(key, in: -greatest...greatest)
        guard let limit else { throw section.error(key, "is empty: it needs a number") }
        return limit
    }
}

extension Section {
    /// The one key of this section that is among some.
    func onlyKey(of choice: [String]) throws(ConfigurationError) -> String {
        let found = uniqueKeys.filter(choice.contains)
        guard found.count == 1 else {
            throw ConfigurationError(place, path, "needs one, and only one, of \(choice.joined(separator: ", "))")
        }
        return found[0]
    }
}
