import Dashboard
import Emulator
import ExperimentStore
import NIOCore
import NIOHTTP1
import Scientist

/// `GET /_understudy/api/experiments/NAME/report?format=html|md`: an experiment as a file to pass on.
extension DashboardPages {
    /// Nil for any other path.
    func report(_ request: HTTPRequest, _ path: [String]) async throws -> HTTPAnswer? {
        guard request.method == .GET, path.count == 4, path[0] == "api", path[1] == "experiments", path[3] == "report"
        else { return nil }
        let text = Query.value(of: "format", in: request.query) ?? Report.Format.html.rawValue
        guard let format = Report.Format(rawValue: text) else {
            let known = Report.Format.allCases.map(\.rawValue).joined(separator: " or ")
            return .message(.badRequest, "'\(text)' is no format of a report; take \(known).")
        }
        do {
            let running = try await laboratory.settled(path[2])
            var detail = ExperimentDetail(
                running, versions: try await store.definitions(of: path[2], limit: 1),
                now: WallClock.epochMilliseconds())
            for (index, candidate) in running.experiment.candidates.enumerated() {
                detail.candidates[index].final = FinalFigures(
                    try await reports.report(
                        experiment: path[2], version: running.version, candidate: candidate.key),
                    running.judge(candidate.key).findings(running.evidence[candidate.key]?.all ?? Tally()))
            }
            let report = Report(detail, version: Emulator.version, alpha: running.experiment.tolerances.alpha)
            return HTTPAnswer(
                status: .ok,
                headers: [
                    "Content-Type": format.contentType, "X-Content-Type-Options": "nosniff",
                    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
                ], body: ByteBuffer(string: dashboard.text(report, as: format)))
        } catch let error as LaboratoryError {
            return .message(HTTPResponseStatus(error.kind), error.description)
        }
    }
}

extension FinalFigures {
    init(_ report: FinalReport, _ findings: [Judge.FieldFinding]) {
        self.init(
            requests: report.requests,
            mismatches: report.mismatches.map { Share(hits: $0.hits, count: $0.count, interval: $0.wilson) },
            failures: Failures(
                controlOnly: report.failures.won, candidateOnly: report.failures.lost,
                chance: report.failures.exactPValue),
            fields: findings.map { ($0.field, $0.exactPValue) }, speed: report.speed.map(Speed.init),
            coldStarts: ColdStarts(report.coldStarts))
    }
}

extension FinalFigures.Speed {
    init(_ speed: FinalReport.Speed) {
        self.init(
            pairs: speed.count, ratio: speed.ratio, chance: speed.test?.pValue,
            percentiles: speed.percentiles.map { percentile in
                Quantile(
                    name: "p\(Int((percentile.share * 100).rounded()))", value: percentile.difference.value,
                    interval: percentile.difference.interval)
            })
    }
}

extension FinalFigures.ColdStarts {
    init?(_ coldStarts: FinalReport.ColdStarts) {
        guard let test = coldStarts.comparison else { return nil }
        self.init(
            control: coldStarts.control.count, candidate: coldStarts.candidate.count, shift: test.shift,
            chance: test.pValue)
    }
}
