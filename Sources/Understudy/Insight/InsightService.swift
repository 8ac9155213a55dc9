import Emulator
import NIOCore
import NIOHTTP1
import Synchronization

/// What pages and programs ask for that takes the running emulator: tuning, metrics, and the documents that describe
/// both.
///
/// ```text
/// GET /_understudy/metrics             Prometheus' text format
/// GET /_understudy/grafana.json        a Grafana dashboard of these metrics
/// GET /_understudy/openapi.yaml        the JSON API in OpenAPI 3.1
/// ...  /_understudy/api/functions/NAME/tune
/// ```
final class InsightService: Sendable {
    private let experiments: ExperimentsService
    private let tuner: TuneService
    private let emulator = Mutex<Emulator?>(nil)

    init(_ experiments: ExperimentsService, changes: ChangeBoard) {
        self.experiments = experiments
        tuner = TuneService(changes: changes)
    }

    /// The emulator's ports are open before it can be given here.
    func connect(_ emulator: Emulator) {
        self.emulator.withLock { $0 = emulator }
    }

    /// Ends what runs; to be called while the emulator still works.
    func end() async {
        await tuner.end()
    }

    /// Nil for paths of no business of ours.
    func answer(_ request: HTTPRequest) async -> HTTPAnswer? {
        guard let emulator = emulator.withLock({ $0 }) else {
            return .message(.serviceUnavailable, "The emulator is still starting.")
        }
        do {
            switch (request.method, request.path) {
            case (.GET, "/_understudy/metrics"): return try await metrics(emulator)
            case (.GET, "/_understudy/grafana.json"):
                return Self.document("application/json", PackageResources.grafana_json)
            case (.GET, "/_understudy/openapi.yaml"):
                return Self.document("application/yaml", PackageResources.openapi_yaml)
            default: return try await TuneAPI(service: tuner, emulator: emulator).answer(request)
            }
        } catch {
            return .refusal(error)
        }
    }

    private func metrics(_ emulator: Emulator) async throws -> HTTPAnswer {
        let families =
            ProcessMetrics.families + EmulatorMetrics.families(try await emulator.snapshot())
            + (await experiments.metrics)
        return Self.document(
            "text/plain; version=0.0.4; charset=utf-8", Array(families.map(\.text).joined().utf8))
    }

    private static func document(_ type: String, _ bytes: [UInt8]) -> HTTPAnswer {
        HTTPAnswer(status: .ok, headers: ["Content-Type": type], body: ByteBuffer(bytes: bytes))
    }
}
