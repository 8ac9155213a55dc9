import Scientist
import Settings

/// `ignore`: differences that do not count.
enum IgnoreSection {
    static func rules(of owner: Section, today: String) throws(ConfigurationError) -> [IgnoreRule] {
        var rules: [IgnoreRule] = []
        for section in try owner.sections("ignore") {
            try section.check(KnownKeys(followed: ["path", "reason", "until"], others: .refused))
            let rule = try rule(section)
            if let until = rule.until, until < today {
                section.warn("until", "was \(until): the rule no longer holds, and the difference counts")
            }
            rules.append(rule)
        }
        return rules
    }

    private static func rule(_ section: Section) throws(ConfigurationError) -> IgnoreRule {
        guard let path = try section.fieldPath("path") else {
            throw section.error("path", "is missing: it says which difference does not count")
        }
        guard let reason = try section.text("reason"), reason.contains(where: { !$0.isWhitespace }) else {
            throw section.error("reason", "is missing: say why the difference does not count")
        }
        let until = try section.text("until")
        if let until, !CalendarDay.isReal(until) {
            throw section.error("until", "must be a day such as 2027-01-31, not '\(until)'")
        }
        return IgnoreRule(path: path, reason: reason, until: until)
    }
}

/// `2027-01-31`, in the Gregorian calendar. As texts, days compare as they follow each other.
enum CalendarDay {
    static func isReal(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return false }
        let numbers = parts.compactMap { Int($0) }
        return (1...12).contains(numbers[1]) && (1...days(in: numbers[1], of: numbers[0])).contains(numbers[2])
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
