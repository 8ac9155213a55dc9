import JSON

/// The report of a candidate for people, from what the API says.
enum ReportText {
    static func lines(_ report: JSON?) -> [String] {
        guard let report, let count = report["n"]?.intValue, count > 0 else { return [] }
        let parts = [behaviour(report["behaviour"]), errors(report["errors"])].compactMap { $0 }
        return [
            "  report of the latest \(Plural.text(count, "request")), for one look at the end: "
                + parts.joined(separator: "; ")
        ]
            + [latency(report["latency"]), coldStarts(report["coldStarts"])].compactMap { $0 }.map { "    " + $0 }
    }

    private static func behaviour(_ part: JSON?) -> String? {
        guard let part, let count = part["n"]?.intValue, let low = part["low"]?.doubleValue,
            let high = part["high"]?.doubleValue
        else { return nil }
        let most = part["atMost"]?.doubleValue.map { ", at most \(percent($0))" } ?? ""
        return
            "\(part["mismatches"]?.intValue ?? 0) of \(count) answers differ (\(percent(low)) to \(percent(high))\(most))"
    }

    private static func errors(_ part: JSON?) -> String? {
        let (control, candidate) = (part?["controlOnly"]?.intValue ?? 0, part?["candidateOnly"]?.intValue ?? 0)
        guard control + candidate > 0, let chance = part?["p"]?.doubleValue else { return nil }
        return "only the candidate failed on \(candidate), only the control on \(control) (p \(p(chance)))"
    }

    private static func latency(_ part: JSON?) -> String? {
        guard let part, let ratio = part["ratio"]?.doubleValue else { return nil }
        let test = part["test"]?["p"]?.doubleValue.map { " (Wilcoxon p \(p($0)))" } ?? ""
        let percentiles = (part["percentiles"]?.objectValue ?? []).compactMap { member in
            difference(member.value).map { "\(member.key) \($0)" }
        }
        return (["time x\(ExperimentText.short(ratio))\(test)"] + percentiles).joined(separator: ", ")
    }

    private static func difference(_ percentile: JSON) -> String? {
        guard let value = percentile["difference"]?.doubleValue, let low = percentile["low"]?.doubleValue,
            let high = percentile["high"]?.doubleValue
        else { return nil }
        return "\(milliseconds(value)) ms (\(milliseconds(low)) to \(milliseconds(high)))"
    }

    private static func coldStarts(_ part: JSON?) -> String? {
        guard let part, let test = part["test"], let shift = test["shift"]?.doubleValue,
            let chance = test["p"]?.doubleValue
        else { return nil }
        return
            "cold starts \(milliseconds(shift)) ms (Mann-Whitney p \(p(chance)), \(part["candidate"]?.intValue ?? 0) against "
            + "\(part["control"]?.intValue ?? 0))"
    }

    /// `+0.25`, `-1.2`
    private static func milliseconds(_ microseconds: Double) -> String {
        (microseconds > 0 ? "+" : "") + ExperimentText.short(microseconds / 1_000)
    }

    private static func percent(_ share: Double) -> String { ExperimentText.short(share * 100) + "%" }

    private static func p(_ chance: Double) -> String { chance < 0.001 ? "< 0.001" : ExperimentText.short(chance) }
}
