import Cloud
import Emulator
import ExperimentStore
import JSON
import NIOCore
import NIOHTTP1
import Scientist
import Settings

/// The JSON API below `/_understudy/api/experiments`.
///
/// ```text
/// GET    experiments                     all, with verdicts
/// PUT    experiments                     uploads definitions: the text of an experiments.yml
/// POST   experiments/validate            checks such a text
/// GET    experiments/NAME                one in full; ?report=false leaves out what is computed from stored requests
/// DELETE experiments/NAME                takes an uploaded one back
/// PATCH  experiments/NAME                {"paused": bool, "samplePercent": number, "candidate": KEY}
/// GET    experiments/NAME/observations   ?candidate=&outcome=&before=&limit=
/// POST   experiments/NAME/acceptances    {"candidate": KEY, "reason": text, "fields": [..]}
/// DELETE experiments/NAME/acceptances    ?candidate=
/// ```
struct ExperimentsAPI: Sendable {
    let laboratory: Laboratory
    let store: ExperimentStore
    let reports: ReportShelf
    let scope: Scope

    /// Nil for paths of no business of ours.
    func answer(_ request: HTTPRequest) async -> HTTPAnswer? {
        let path = request.path.split(separator: "/").dropFirst().map { PercentCoding.decode($0) }
        guard path.count >= 2, path[0] == "api", path[1] == "experiments" else { return nil }
        do {
            return try await experiments(request, Array(path.dropFirst(2)))
        } catch {
            return .refusal(error)
        }
    }

    private func experiments(_ request: HTTPRequest, _ path: [String]) async throws -> HTTPAnswer {
        switch (request.method, path.count) {
        case (.GET, 0): return .json(.ok, await list())
        case (.PUT, 0): return try await put(request)
        case (.POST, 1) where path[0] == "validate": return try validate(request)
        case (.GET, 1):
            return try await detail(path[0], withReport: Query.value(of: "report", in: request.query) != "false")
        case (.PATCH, 1): return try await change(request, path[0])
        case (.DELETE, 1): return try await withdraw(path[0])
        case (.GET, 2) where path[1] == "observations": return try await observations(request, path[0])
        case (.POST, 2) where path[1] == "acceptances": return try await accept(request, path[0])
        case (.DELETE, 2) where path[1] == "acceptances": return try await reopen(request, path[0])
        default:
            return .message(
                .methodNotAllowed, "\(request.method.rawValue) \(request.path) is no operation of this API.")
        }
    }

    // MARK: Operations

    private func definitions(_ request: HTTPRequest) throws -> ExperimentsFile {
        guard let text = request.body.getString(at: request.body.readerIndex, length: request.body.readableBytes) else {
            throw LaboratoryError(.invalid, "The body must be the text of an experiments.yml.")
        }
        return try ExperimentsFile(
            text: text, file: request.headers.first(name: "x-understudy-file") ?? "experiments.yml",
            region: scope.region,
            account: scope.account, today: Today.text)
    }

    private func validate(_ request: HTTPRequest) throws -> HTTPAnswer {
        let file = try definitions(request)
        return .json(.ok, Self.receipt(file))
    }

    private func put(_ request: HTTPRequest) async throws -> HTTPAnswer {
        let file = try definitions(request)
        guard !file.experiments.isEmpty else {
            throw LaboratoryError(.invalid, "There is no experiment in it; write one below 'experiments:'.")
        }
        let notices = try await laboratory.put(file.experiments)
        return .json(.ok, Self.receipt(file, notices))
    }

    private static func receipt(_ file: ExperimentsFile, _ notices: [String] = []) -> JSON {
        [
            "experiments": .array(file.experiments.map { .string($0.name) }),
            "notices": .array((file.notices + notices).map(JSON.string)),
        ]
    }

    private func detail(_ name: String, withReport: Bool) async throws -> HTTPAnswer {
        let running = try await laboratory.settled(name)
        var reports: [String: FinalReport] = [:]
        for candidate in running.experiment.candidates where withReport {
            reports[candidate.key] = try await self.reports.report(
                experiment: name, version: running.version, candidate: candidate.key)
        }
        let versions = try await store.versions(of: name)
        return .json(.ok, ExperimentJSON.detail(running, versions: versions, reports: reports))
    }

    private func withdraw(_ name: String) async throws -> HTTPAnswer {
        guard try await laboratory.withdraw(name) else {
            throw LaboratoryError(
                .notFound, "No experiment '\(name)' was uploaded; those of the file are removed there.")
        }
        return HTTPAnswer(status: .noContent)
    }

    private func change(_ request: HTTPRequest, _ name: String) async throws -> HTTPAnswer {
        let body = try object(request)
        try Self.checkChange(body)
        let candidate = body["candidate"]?.stringValue
        _ = try await laboratory.experiment(name, candidate)
        let percent = body["samplePercent"]?.doubleValue
        guard percent != nil || body["paused"] != nil else {
            throw LaboratoryError(.invalid, "There is nothing to change: name paused, samplePercent or both.")
        }
        guard candidate == nil || body["paused"] == nil else {
            throw LaboratoryError(
                .invalid, "An experiment is paused with all its candidates; for one of them set its samplePercent to 0."
            )
        }
        try await laboratory.change(name) { switches in
            if let isPaused = body["paused"]?.boolValue { switches.isPaused = isPaused }
            guard let percent else { return }
            if let candidate {
                switches.sampling.percentByCandidate[candidate] = percent
            } else {
                switches.sampling.percent = percent
                switches.sampling.percentByCandidate = [:]
            }
        }
        return try await detail(name, withReport: false)
    }

    private static func checkChange(_ body: JSON) throws {
        for member in body.objectValue ?? [] {
            switch member.key {
            case "paused" where member.value.boolValue != nil, "candidate" where member.value.stringValue != nil: break
            case "samplePercent":
                guard let percent = member.value.doubleValue, (0...100).contains(percent) else {
                    throw LaboratoryError(.invalid, "samplePercent must be a number from 0 to 100.")
                }
            default:
                throw LaboratoryError(
                    .invalid,
                    "'\(member.key)' cannot be \(member.value.text): what may be changed is paused (true or false) and "
                        + "samplePercent (0 to 100), the latter also for one candidate (its key).")
            }
        }
    }

    private func observations(_ request: HTTPRequest, _ name: String) async throws -> HTTPAnswer {
        let candidate = Query.value(of: "candidate", in: request.query, plusIsSpace: true)
        await laboratory.commit()
        let running = try await laboratory.experiment(name, candidate)
        let outcomes = try (Query.value(of: "outcome", in: request.query)?.split(separator: ",") ?? []).map { text in
            guard let outcome = Outcome(rawValue: String(text)) else {
                let known = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
                throw LaboratoryError(.invalid, "'\(text)' is no outcome; there are \(known).")
            }
            return outcome
        }
        let limit = try Self.number("limit", request, in: 1...500) ?? 50
        let found = try await store.observations(
            experiment: name, version: running.version, candidate: candidate, outcomes: outcomes,
            before: try Self.number("before", request, in: 0...Int.max), limit: limit)
        return .json(.ok, ["observations": .array(found.map { StoredObservationView(stored: $0).json })])
    }

    private static func number(_ name: String, _ request: HTTPRequest, in range: ClosedRange<Int>) throws -> Int? {
        do throws(Query.Mistake) {
            return try Query.number(name, in: request.query, range)
        } catch {
            throw LaboratoryError(.invalid, error.message)
        }
    }

    private func accept(_ request: HTTPRequest, _ name: String) async throws -> HTTPAnswer {
        let body = try object(request)
        guard let candidate = body["candidate"]?.stringValue else {
            throw LaboratoryError(.invalid, "'candidate' is missing: whose differences are to be accepted.")
        }
        let reason = try Reason(body["reason"]?.stringValue)
        let fields = try Self.fields(body)
        let accepted = try await laboratory.accept(name, candidate, fields: fields, reason: reason)
        return .json(.created, ["accepted": .array(accepted.map(JSON.string))])
    }

    private func reopen(_ request: HTTPRequest, _ name: String) async throws -> HTTPAnswer {
        guard let candidate = Query.value(of: "candidate", in: request.query, plusIsSpace: true) else {
            throw LaboratoryError(.invalid, "'candidate' is missing: of whom acceptances are to be taken back.")
        }
        let fields = try await laboratory.reopen(name, candidate)
        return .json(.ok, ["reopened": .array(fields.map(JSON.string))])
    }

    /// - Returns: nil for all that were seen.
    private static func fields(_ body: JSON) throws -> [String]? {
        guard let value = body["fields"] else { return nil }
        let fields = value.arrayValue?.compactMap(\.stringValue) ?? []
        guard !fields.isEmpty, fields.count == value.arrayValue?.count else {
            throw LaboratoryError(
                .invalid,
                "'fields' must be a list of fields, such as [\"$.total\"], not \(value.text); left out it means all "
                    + "that were seen to differ.")
        }
        return fields
    }

    private func object(_ request: HTTPRequest) throws -> JSON {
        guard let json = try? JSON(parsing: Array(request.body.readableBytesView)), json.objectValue != nil else {
            throw LaboratoryError(.invalid, "The body must be a JSON object.")
        }
        return json
    }

    private func list() async -> JSON {
        let experiments = await laboratory.overview()
        return ExperimentJSON.list(experiments, lost: laboratory.queue.lost, unstored: await laboratory.unstored)
    }
}

enum Today {
    /// In UTC: `2026-11-24`.
    static var text: String { String(WallClock.iso8601(epochMilliseconds: WallClock.epochMilliseconds()).prefix(10)) }
}
