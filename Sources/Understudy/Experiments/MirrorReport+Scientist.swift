import Cloud
import Emulator
import JSON
import NIOCore
import NIOHTTP1
import Scientist

/// What it takes to make sense of what the emulator measured.
struct RunReading {
    var prices: LambdaPrices
    var hashes: FunctionHashes
}

/// From what the emulator saw to what the Scientist compares.
extension MirrorReport {
    func performance(_ reading: RunReading) -> Examination.Performance {
        Examination.Performance(
            requestID: stamp.requestID, time: stamp.epochMilliseconds, request: Scientist.Request(request),
            clientMicroseconds: clientDuration.map(\.microseconds), control: Run(control, reading),
            twin: twin.map { Run($0, reading) })
    }

    func fate(_ reading: RunReading) -> Examination.Fate {
        switch fate {
        case .ran(let run): run.isRoomLacking ? .dropped : .ran(Run(run, reading))
        case .timedOut: .timedOut
        case .dropped: .dropped
        case .notAdmitted: .notRun
        }
    }

    /// An estimate of the memory that it keeps.
    var bytes: Int {
        var bytes = 2_048 + request.body.readableBytes + control.bytes + (twin?.bytes ?? 0)
        if case .ran(let run) = fate { bytes += run.bytes }
        return bytes
    }
}

extension MirroredRun {
    fileprivate var bytes: Int {
        switch outcome {
        case .known(.answered(let answer)): answer.body.readableBytes
        case .known(.failed(let payload)), .output(let payload, _): payload.readableBytes
        case .known(.malformed), .known(.rejected), .known(.throttled): 0
        }
    }

    /// The emulator's lack of room is no fault of the function's.
    fileprivate var isRoomLacking: Bool {
        if case .known(.throttled) = outcome { true } else { false }
    }
}

extension Scientist.Request {
    init(_ request: HTTPRequest) {
        self.init(
            method: request.method.rawValue, path: String(request.path), query: request.query.map(String.init),
            headers: request.headers.map { Answer.Header($0.name.lowercased(), $0.value) },
            body: Array(request.body.readableBytesView))
    }
}

extension Run {
    fileprivate init(_ run: MirroredRun, _ reading: RunReading) {
        let measures = run.measures.map { Measures($0, elapsed: run.elapsed, reading) }
        self.init(Result(run.outcome.read()), measures: measures, order: run.order)
    }
}

extension Result where Success == Answer, Failure == Scientist.Failure {
    fileprivate init(_ reading: MirroredRun.Reading) {
        switch reading {
        case .answered(let answer):
            self = .success(
                Answer(
                    status: Int(answer.status.code),
                    headers: answer.headers.map { Answer.Header($0.name.lowercased(), $0.value) },
                    body: Array(answer.body.readableBytesView)))
        case .failed(let payload): self = .failure(Scientist.Failure(payload: Array(payload.readableBytesView)))
        case .malformed(let sentence): self = .failure(Scientist.Failure(type: "MalformedOutput", message: sentence))
        case .rejected(let sentence): self = .failure(Scientist.Failure(type: "Rejected", message: sentence))
        case .throttled:
            self = .failure(Scientist.Failure(type: "Throttled", message: "No environment could be had."))
        }
    }
}

extension Scientist.Failure {
    /// AWS's `{"errorType": ..., "errorMessage": ...}`.
    fileprivate init(payload: [UInt8]) {
        let json = try? JSON(parsing: payload)
        self.init(
            type: json?["errorType"]?.stringValue ?? "Unhandled", message: json?["errorMessage"]?.stringValue ?? "")
    }
}

extension Run.Measures {
    fileprivate init(_ measures: InvocationMeasures, elapsed: TimeAmount, _ reading: RunReading) {
        self.init(
            invokeMicroseconds: elapsed.microseconds, functionMicroseconds: measures.response.microseconds,
            initMicroseconds: measures.initDuration?.microseconds, billedMilliseconds: measures.billedMilliseconds,
            cpuMicroseconds: measures.cpu?.microseconds, memorySizeMB: measures.memorySizeMB,
            maxMemoryUsedMB: measures.maxMemoryUsedMB,
            cost: reading.prices.cost(
                billedMilliseconds: measures.billedMilliseconds, memorySizeMB: measures.memorySizeMB,
                Architecture(measures.architecture)),
            environment: measures.environment, version: measures.version,
            codeHash: reading.hashes.hash(ofIdentity: measures.codeIdentity))
    }
}

extension TimeAmount {
    /// Half a microsecond counts as one.
    var microseconds: Int { Int((nanoseconds + 500) / 1_000) }
}

extension Architecture {
    init(_ architecture: FunctionVersion.Architecture) {
        switch architecture {
        case .x86_64: self = .x86_64
        case .arm64: self = .arm64
        }
    }
}
