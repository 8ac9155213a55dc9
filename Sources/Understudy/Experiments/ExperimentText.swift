import JSON

/// Experiments for people, from what the API says.
enum ExperimentText {
    private static let metrics = ["behaviour", "errors", "latency", "memory", "cost"]

    static func table(_ list: JSON) -> String {
        let experiments = list["experiments"]?.arrayValue ?? []
        guard !experiments.isEmpty else { return "No experiments." }
        var rows: [[String]] = []
        for experiment in experiments {
            let name = experiment["name"]?.stringValue ?? ""
            for candidate in experiment["candidates"]?.arrayValue ?? [] {
                rows.append(
                    [name, candidate["key"]?.stringValue ?? "", "\(candidate["requests"]?.intValue ?? 0)"]
                        + metrics.map { cell(candidate["verdicts"]?[$0]) }
                        + [candidate["recommendation"]?.stringValue ?? ""])
            }
        }
        let losses = experiments.flatMap(losses)
        let header = ["EXPERIMENT", "CANDIDATE", "REQUESTS"] + metrics.map { $0.uppercased() } + ["ADVICE"]
        let problems = experiments.flatMap { experiment in
            (experiment["problems"]?.arrayValue ?? []).compactMap(\.stringValue)
                .map { "\(experiment["name"]?.stringValue ?? ""): \($0)" }
        }
        return ([TextTable(header: header, rows: rows, rightAligned: [2]).text] + losses + problems).joined(
            separator: "\n")
    }

    /// What no comparison came of.
    private static func losses(_ experiment: JSON) -> [String] {
        (experiment["candidates"]?.arrayValue ?? []).compactMap { candidate in
            let counts = [("timeout", "timed out"), ("dropped", "dropped")].compactMap { outcome, word in
                candidate["outcomes"]?[outcome]?.intValue.map { "\($0) \(word)" }
            }
            guard !counts.isEmpty else { return nil }
            let name = "\(experiment["name"]?.stringValue ?? ""), \(candidate["key"]?.stringValue ?? "")"
            return "\(name): besides these requests \(counts.joined(separator: ", "))"
        }
    }

    /// `worse x1.21`
    private static func cell(_ verdict: JSON?) -> String {
        let state = verdict?["state"]?.stringValue ?? ""
        guard let ratio = verdict?["ratio"]?.doubleValue else { return state }
        return "\(state) x\(short(ratio))"
    }

    static func detail(_ experiment: JSON) -> String {
        var lines = [
            "\(experiment["name"]?.stringValue ?? "") (version \(experiment["version"]?.intValue ?? 0), path "
                + "/\(experiment["path"]?.stringValue ?? ""), \(experiment["state"]?.stringValue ?? ""))",
            "control: \(subject(experiment["control"]))",
        ]
        lines += (experiment["problems"]?.arrayValue ?? []).compactMap(\.stringValue).map { "problem: \($0)" }
        lines += (experiment["notices"]?.arrayValue ?? []).compactMap(\.stringValue).map { "notice: \($0)" }
        for candidate in experiment["candidates"]?.arrayValue ?? [] {
            let key = candidate["key"]?.stringValue ?? ""
            lines += ["", "\(key): \(subject(candidate))", "  requests: \(outcomes(candidate))"]
            for metric in metrics {
                let verdict = candidate["verdicts"]?[metric]
                let name = metric + String(repeating: " ", count: 10 - metric.count)
                lines.append(
                    "  \(name) \(verdict?["state"]?.stringValue ?? ""): \(verdict?["explanation"]?.stringValue ?? "") "
                        + "[n \(verdict?["n"]?.intValue ?? 0)\(interval(verdict)); \(verdict?["method"]?.stringValue ?? "")]"
                )
            }
            let details = experiment["details"]?[key]
            lines += durations("control", details?["control"]) + durations("candidate", details?["candidate"])
            lines += ReportText.lines(details?["report"])
            lines += (details?["differences"]?.arrayValue ?? []).prefix(10).map(difference)
            for cohort in details?["cohorts"]?.objectValue ?? [] {
                lines.append(
                    "  \(cohort.key): "
                        + metrics.map { "\($0) \(cell(cohort.value["verdicts"]?[$0]))" }.joined(separator: ", "))
            }
            lines.append("  advice:    \(candidate["recommendationExplanation"]?.stringValue ?? "")")
        }
        return lines.joined(separator: "\n")
    }

    /// Of rates; sentences on ratios name theirs.
    private static func interval(_ verdict: JSON?) -> String {
        guard verdict?["ratio"]?.doubleValue == nil, let low = verdict?["low"]?.doubleValue,
            let high = verdict?["high"]?.doubleValue
        else { return "" }
        return ", \(short(low * 100)) to \(short(high * 100)) %"
    }

    private static func subject(_ json: JSON?) -> String {
        "\(json?["name"]?.stringValue ?? "") (\(json?["arn"]?.stringValue ?? ""))"
    }

    private static func outcomes(_ candidate: JSON) -> String {
        let counts = (candidate["outcomes"]?.objectValue ?? []).map { "\($0.key) \($0.value.intValue ?? 0)" }
        return "\(candidate["requests"]?.intValue ?? 0) (\(counts.joined(separator: ", ")))"
    }

    private static func durations(_ name: String, _ side: JSON?) -> [String] {
        guard let warm = side?["warm"], let count = warm["n"]?.intValue, count > 0 else { return [] }
        let quantiles = ["p50", "p90", "p95", "p99"].map { quantile in
            warm[quantile]?["value"]?.doubleValue.map {
                "\(quantile) \(short($0 / 1_000)) ms\(anytime(warm[quantile]?["anytime"]))"
            } ?? "\(quantile) (too few)"
        }
        let cold = side?["coldStarts"]?.intValue ?? 0
        let inits = side?["meanInitMicroseconds"]?.doubleValue.map { ", mean init \(short($0 / 1_000)) ms" } ?? ""
        return [
            "  \(name): \(quantiles.joined(separator: ", ")); \(Plural.text(cold, "cold start"))\(inits); "
                + "\(side?["maxMemoryUsedMB"]?.intValue ?? 0) of \(side?["memorySizeMB"]?.intValue ?? 0) MB"
        ]
    }

    /// ` (9.1 to 9.7)`: where the quantile lies at any look; nothing where that is not known yet.
    private static func anytime(_ range: JSON?) -> String {
        guard let low = range?["low"]?.doubleValue, let high = range?["high"]?.doubleValue else { return "" }
        return " (\(short(low / 1_000)) to \(short(high / 1_000)))"
    }

    private static func difference(_ field: JSON) -> String {
        let (control, candidate) = (field["control"]?.stringValue, field["candidate"]?.stringValue)
        return
            "  \(field["path"]?.stringValue ?? "") differs \(Plural.text(field["count"]?.intValue ?? 0, "time")), last: "
            + "\(OneLine.text(control ?? "nothing", limit: 60)) -> \(OneLine.text(candidate ?? "nothing", limit: 60))"
    }

    static func mismatches(_ found: JSON) -> String {
        let observations = found["observations"]?.arrayValue ?? []
        guard !observations.isEmpty else { return "No differences." }
        return observations.map { observation in
            let request = observation["request"]
            let query = request?["query"]?.stringValue.map { "?\($0)" } ?? ""
            let head =
                "\(observation["candidate"]?.stringValue ?? "") \(observation["outcome"]?.stringValue ?? ""): "
                + "\(request?["method"]?.stringValue ?? "") \(request?["path"]?.stringValue ?? "")\(query) "
                + OneLine.text(request?["body"]?.stringValue ?? "", limit: 80)
            let differences = (observation["differences"]?.arrayValue ?? []).prefix(5).map { difference in
                "  \(difference["path"]?.stringValue ?? ""): "
                    + "\(OneLine.text(difference["control"]?.stringValue ?? "nothing", limit: 80)) -> "
                    + OneLine.text(difference["candidate"]?.stringValue ?? "nothing", limit: 80)
            }
            return ([head] + differences).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Three digits.
    static func short(_ value: Double) -> String {
        let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 1 ? 2 : 3
        return Figure.decimals(digits, value)
    }
}
