import Emulator
import JSON
import NIOCore
import NIOHTTP1

/// `understudy tune` for pages and programs:
///
/// ```text
/// POST   /_understudy/api/functions/NAME/tune            begins a run
/// GET    /_understudy/api/functions/NAME/tune            the latest run, with its result
/// GET    /_understudy/api/functions/NAME/tune/events     how far it is, as server-sent events
/// DELETE /_understudy/api/functions/NAME/tune            cancels it
/// ```
struct TuneAPI: Sendable {
    let service: TuneService
    let emulator: Emulator

    /// Nil for paths of no business of ours.
    func answer(_ request: HTTPRequest) async throws -> HTTPAnswer? {
        let path = request.path.split(separator: "/").dropFirst().map { PercentCoding.decode($0) }
        guard path.count >= 4, path[0] == "api", path[1] == "functions", path[3] == "tune" else { return nil }
        switch (request.method, path.dropFirst(4)) {
        case (.POST, []):
            let order = try TuneOrder(try Self.body(request))
            return .json(.accepted, try await service.begin(path[2], order, emulator).json)
        case (.GET, []): return .json(.ok, try await service.latest(path[2], emulator).json)
        case (.GET, ["events"]): return try await events(path[2])
        case (.DELETE, []):
            let job = try await service.latest(path[2], emulator)
            job.cancel()
            await job.wait()
            return .json(.ok, job.json)
        default: return nil
        }
    }

    private func events(_ name: String) async throws -> HTTPAnswer {
        let job = try await service.latest(name, emulator)
        let stream = AnswerStream()
        let answer = HTTPAnswer.events(stream)
        job.watch(stream)
        return answer
    }

    /// An empty body stands for `{}`.
    private static func body(_ request: HTTPRequest) throws -> JSON {
        guard request.body.readableBytes > 0 else { return [:] }
        guard let json = try? JSON(parsing: Array(request.body.readableBytesView)) else {
            throw LaboratoryError(.invalid, "The body is not JSON.")
        }
        return json
    }
}
