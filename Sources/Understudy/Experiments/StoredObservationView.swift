import ExperimentStore
import JSON
import Scientist

/// One observation as the JSON API shows it.
struct StoredObservationView {
    let stored: StoredObservation

    var json: JSON {
        let observation = stored.observation
        return [
            "id": .number("\(stored.id)"), "requestId": .string(observation.requestID),
            "time": .number("\(observation.time)"), "version": .number("\(observation.version)"),
            "candidate": .string(observation.candidate), "outcome": .string(observation.outcome.rawValue),
            "clientMicroseconds": observation.clientMicroseconds.map { .number("\($0)") } ?? .null,
            "request": request(observation.request), "control": observation.control.map { run($0) } ?? .null,
            "twin": observation.twin.map { run($0, hasBody: false) } ?? .null,
            "candidateRun": observation.candidateRun.map { run($0) } ?? .null,
            "differences": .array(observation.differences.map(difference)),
            "cohorts": .array(observation.cohorts.map(JSON.string)),
        ]
    }

    private func request(_ request: Request) -> JSON {
        [
            "method": .string(request.method), "path": .string(request.path),
            "query": request.query.map(JSON.string) ?? .null, "headers": headers(request.headers),
            "body": text(request.body),
        ]
    }

    /// - Parameter hasBody: twins' bodies are compared and not kept.
    private func run(_ run: Run, hasBody: Bool = true) -> JSON {
        var members: [JSON.Member] = []
        switch run.result {
        case .success(let answer):
            members = [
                JSON.Member("status", .number("\(answer.status)")), JSON.Member("headers", headers(answer.headers)),
            ]
            if hasBody { members.append(JSON.Member("body", text(answer.body))) }
        case .failure(let failure):
            members = [
                JSON.Member("errorType", .string(failure.type)), JSON.Member("errorMessage", .string(failure.message)),
            ]
        }
        members.append(JSON.Member("order", .number("\(run.order)")))
        if let measures = run.measures { members.append(JSON.Member("measures", json(measures))) }
        return .object(members)
    }

    private func json(_ measures: Run.Measures) -> JSON {
        [
            "invokeMicroseconds": .number("\(measures.invokeMicroseconds)"),
            "functionMicroseconds": .number("\(measures.functionMicroseconds)"),
            "initMicroseconds": measures.initMicroseconds.map { .number("\($0)") } ?? .null,
            "billedMilliseconds": .number("\(measures.billedMilliseconds)"),
            "cpuMicroseconds": measures.cpuMicroseconds.map { .number("\($0)") } ?? .null,
            "memorySizeMB": .number("\(measures.memorySizeMB)"),
            "maxMemoryUsedMB": .number("\(measures.maxMemoryUsedMB)"),
            "cost": ExperimentJSON.number(measures.cost), "cold": .bool(measures.isCold),
            "environment": .string(measures.environment), "functionVersion": .string(measures.version),
            "codeHash": .string(measures.codeHash),
        ]
    }

    private func difference(_ difference: Difference) -> JSON {
        [
            "path": .string(difference.path.description), "kind": .string(difference.kind.rawValue),
            "control": difference.control.map(JSON.string) ?? .null,
            "candidate": difference.candidate.map(JSON.string) ?? .null,
            "ignored": difference.ignored.map(JSON.string) ?? .null,
        ]
    }

    private func headers(_ headers: [Answer.Header]) -> JSON {
        .array(headers.map { [.string($0.name), .string($0.value)] })
    }

    /// What is no text is only counted.
    private func text(_ body: [UInt8]) -> JSON {
        String(validating: body, as: UTF8.self).map(JSON.string) ?? .string("(\(body.count) bytes that are no text)")
    }
}
