import Emulator
import NIOCore
import Scientist

/// Experiments, for Prometheus.
enum ExperimentMetrics {
    static func families(
        _ experiments: [RunningExperiment], lost: Int, waiting: Int, unstored: Int
    ) -> [MetricFamily] {
        var families = Families()
        families.lost.add([], Double(lost))
        families.waiting.add([], Double(waiting))
        families.unstored.add([], Double(unstored))
        for running in experiments {
            for candidate in running.experiment.candidates { families.add(running, candidate.key) }
        }
        return families.all
    }

    /// The bounds of functions' durations, so that all of them can be compared.
    private static let bounds: [TimeAmount] = DurationBuckets().cumulative.map(\.bound)

    private struct Families {
        var lost = MetricFamily(
            "understudy_reports_lost_total", .counter, "Mirrored requests that found no room to be looked at.")
        var waiting = MetricFamily(
            "understudy_reports_waiting", .gauge, "Mirrored requests that wait to be looked at.")
        var unstored = MetricFamily(
            "understudy_observations_unstored_total", .counter, "Observations that are counted but could not be stored."
        )
        var requests = MetricFamily(
            "understudy_experiment_requests_total", .counter, "Requests by what came of them.")
        var verdicts = MetricFamily(
            "understudy_experiment_verdict", .gauge, "1 for the present verdict of a metric.")
        var ratios = MetricFamily(
            "understudy_experiment_ratio", .gauge, "Candidate to control, with the ends of its interval.")
        var quantiles = MetricFamily(
            "understudy_experiment_duration_seconds", .gauge, "Quantiles of warm runs.")
        var runs = MetricFamily(
            "understudy_experiment_run_duration_seconds", .histogram, "Duration of warm runs of either side.")
        var clients = MetricFamily(
            "understudy_experiment_client_duration_seconds", .histogram,
            "From a request's arrival to the last byte of the control's answer, of the requests that a candidate got.")
        var coldStarts = MetricFamily(
            "understudy_experiment_cold_starts_total", .counter, "Environments that were seen to begin.")
        var memory = MetricFamily(
            "understudy_experiment_max_memory_used_bytes", .gauge, "The most that a run has held.")

        var all: [MetricFamily] {
            [lost, waiting, unstored, requests, verdicts, ratios, quantiles, runs, clients, coldStarts, memory]
        }

        mutating func add(_ running: RunningExperiment, _ candidate: String) {
            let labels = [
                ("experiment", running.experiment.name), ("version", "\(running.version)"), ("candidate", candidate),
            ]
            let tally = running.evidence[candidate]?.all ?? Tally()
            for outcome in Outcome.allCases {
                requests.add(labels + [("outcome", outcome.rawValue)], Double(tally.count(outcome)))
            }
            for (metric, verdict) in running.verdicts(candidate).byMetric {
                add(verdict, labels + [("metric", metric)])
            }
            add(tally.control, labels + [("side", "control")])
            add(tally.candidate, labels + [("side", "candidate")])
            ExperimentMetrics.add(tally.clients, labels, to: &clients)
        }

        private mutating func add(_ verdict: Verdict, _ labels: MetricFamily.Labels) {
            for state in Verdict.State.allCases {
                verdicts.add(labels + [("state", state.rawValue)], verdict.state == state ? 1 : 0)
            }
            guard let ratio = verdict.ratio else { return }
            ratios.add(labels + [("bound", "estimate")], ratio)
            guard let interval = verdict.interval else { return }
            ratios.add(labels + [("bound", "low")], interval.lowerBound)
            ratios.add(labels + [("bound", "high")], interval.upperBound)
        }

        private mutating func add(_ side: Tally.Side, _ labels: MetricFamily.Labels) {
            let histogram = side.durations
            for (name, share) in [("0.5", 0.5), ("0.95", 0.95), ("0.99", 0.99)] {
                guard QuantileRange(share, of: histogram.count) != nil, let value = histogram.quantile(share) else {
                    continue
                }
                quantiles.add(labels + [("quantile", name)], value / 1_000_000)
            }
            ExperimentMetrics.add(histogram, labels, to: &runs)
            coldStarts.add(labels, Double(side.coldStarts))
            memory.add(labels, Double(side.maxMemoryMB << 20))
        }
    }

    /// A histogram of microseconds. Its own buckets grow by a percent, so counts and sum are that exact.
    private static func add(
        _ histogram: LogHistogram, _ labels: MetricFamily.Labels, to family: inout MetricFamily
    ) {
        let bars = histogram.bars
        var buckets: [(bound: Double, count: Int)] = []
        var (index, below) = (0, 0)
        for bound in bounds.map(\.seconds) {
            while index < bars.count, bars[index].value <= bound * 1_000_000 {
                below += bars[index].count
                index += 1
            }
            buckets.append((bound, below))
        }
        family.add(
            labels, buckets: buckets, count: histogram.count,
            sum: bars.reduce(0) { $0 + $1.value * Double($1.count) } / 1_000_000)
    }
}
