import Emulator
import NIOCore
import NIOHTTP1
import Scientist
import Synchronization

/// Decides on the event loop which candidates get a request, by switches that may change at any time.
final class ExperimentSwitchboard: Sendable {
    private let admission: Admission
    private let switches: Mutex<ExperimentSwitches>

    init(_ experiment: Experiment, _ switches: ExperimentSwitches) {
        admission = Admission(experiment)
        self.switches = Mutex(switches)
    }

    func set(_ switches: ExperimentSwitches) {
        self.switches.withLock { $0 = switches }
    }

    func admitted(_ request: HTTPRequest) -> Set<String> {
        let switches = switches.withLock { $0 }
        guard !switches.isPaused else { return [] }
        return admission.admitted(RequestFacts(request), switches.sampling) { Double.random(in: 0..<1) }
    }
}

extension RequestFacts {
    init(_ request: HTTPRequest) {
        self.init(
            method: request.method.rawValue, path: String(request.path), query: request.query.map(String.init),
            bodyBytes: request.body.readableBytes, header: { request.headers.first(name: $0) },
            body: { Array(request.body.readableBytesView) })
    }
}
