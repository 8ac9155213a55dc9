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
            let detail = ExperimentDetail(
                running, versions: try await store.definitions(of: path[2], limit: 1),
                now: WallClock.epochMilliseconds())
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
