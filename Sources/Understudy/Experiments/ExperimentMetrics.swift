import Scientist

/// Counters and gauges in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/).
enum ExperimentMetrics {
    static func text(_ experiments: [RunningExperiment], lost: Int, waiting: Int) -> String {
        var families = [
            Family("understudy_reports_lost_total", "counter", "Mirrored requests that found no room to be looked at."),
            Family("understudy_reports_waiting", "gauge", "Mirrored requests that wait to be looked at."),
            Family("understudy_experiment_requests_total", "counter", "Requests by what came of them."),
            Family("understudy_experiment_verdict", "gauge", "1 for the present verdict of a metric."),
            Family("understudy_experiment_ratio", "gauge", "Candidate to control, with the ends of its interval."),
            Family("understudy_experiment_duration_seconds", "gauge", "Quantiles of warm runs."),
        ]
        families[0].add([], Double(lost))
        families[1].add([], Double(waiting))
        for running in experiments {
            for candidate in running.experiment.candidates {
                add(running, candidate.key, to: &families)
            }
        }
        return families.map(\.text).joined()
    }

    private static func add(_ running: RunningExperiment, _ candidate: String, to families: inout [Family]) {
        let labels = [
            ("experiment", running.experiment.name), ("version", "\(running.version)"), ("candidate", candidate),
        ]
        let tally = running.evidence[candidate]?.all ?? Tally()
        for outcome in Outcome.allCases {
            families[2].add(labels + [("outcome", outcome.rawValue)], Double(tally.count(outcome)))
        }
        for (metric, verdict) in running.verdicts(candidate).byMetric {
            for state in Verdict.State.allCases {
                families[3].add(
                    labels + [("metric", metric), ("state", state.rawValue)], verdict.state == state ? 1 : 0)
            }
            guard let ratio = verdict.ratio else { continue }
            families[4].add(labels + [("metric", metric), ("bound", "estimate")], ratio)
            guard let interval = verdict.interval else { continue }
            families[4].add(labels + [("metric", metric), ("bound", "low")], interval.lowerBound)
            families[4].add(labels + [("metric", metric), ("bound", "high")], interval.upperBound)
        }
        for (side, histogram) in [("control", tally.control.durations), ("candidate", tally.candidate.durations)] {
            for (name, share) in [("0.5", 0.5), ("0.95", 0.95), ("0.99", 0.99)] {
                guard QuantileRange(share, of: histogram.count) != nil, let value = histogram.quantile(share) else {
                    continue
                }
                families[5].add(labels + [("side", side), ("quantile", name)], value / 1_000_000)
            }
        }
    }

    private struct Family {
        let name: String
        let type: String
        let help: String
        private var lines: [String] = []

        init(_ name: String, _ type: String, _ help: String) {
            self.name = name
            self.type = type
            self.help = help
        }

        mutating func add(_ labels: [(String, String)], _ value: Double) {
            let text = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
            lines.append("\(name)\(text.isEmpty ? "" : "{\(text)}") \(value)")
        }

        private static func escaped(_ value: String) -> String {
            value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        }

        var text: String {
            guard !lines.isEmpty else { return "" }
            return "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n" + lines.joined(separator: "\n") + "\n"
        }
    }
}
