import Dashboard
import Emulator
import NIOHTTP1
import Scientist

/// What the dashboard's forms ask for.
///
/// ```text
/// POST  experiments/NAME/pause, /resume, /sample (percent), /accept (candidate, reason), /reopen (candidate)
/// POST  experiments/NAME/differences/ID/accept (field.., reason), /ignore (field, reason)
/// ```
struct DashboardActions {
    private let pages: DashboardPages

    init(_ pages: DashboardPages) {
        self.pages = pages
    }

    /// What was done, as the page that follows says it.
    enum Done: String {
        case paused, resumed, sampled, accepted, reopened, ignored

        var sentence: String {
            switch self {
            case .paused: "Paused: candidates are not called until you resume."
            case .resumed: "Resumed: candidates are called again."
            case .sampled: "The share of the requests was changed."
            case .accepted: "Accepted as the control’s defect: the difference counts for the candidate from now on."
            case .reopened: "Open again: the differences count against the candidate from now on."
            case .ignored: "The field is ignored from now on: a new version of the experiment has begun."
            }
        }
    }

    func answer(_ request: HTTPRequest, _ path: [String]) async throws -> HTTPAnswer {
        guard let form = FormBody(request) else {
            return pages.refusal(.payloadTooLarge, "A form may have \(FormBody.limitBytes) bytes.")
        }
        // What another page has written is not shown on ours.
        if let refusal = pages.sameOrigin.foreignness(request) { return pages.refusal(.forbidden, refusal) }
        let wayBack = WayBack(path, form)
        if let refusal = pages.sameOrigin.refusal(request, token: form["token"]) {
            return pages.refusal(.forbidden, refusal, wayBack)
        }
        do {
            return try await act(request, path, form)
        } catch let error as LaboratoryError {
            return pages.refusal(HTTPResponseStatus(error.kind), error.description, wayBack)
        }
    }

    private func act(_ request: HTTPRequest, _ path: [String], _ form: FormBody) async throws -> HTTPAnswer {
        guard path.first == "experiments", path.count >= 3 else { return noAction(request) }
        let name = path[1]
        switch (path.count, path[path.count - 1]) {
        case (3, "pause"): return try await pause(name, true)
        case (3, "resume"): return try await pause(name, false)
        case (3, "sample"): return try await sample(name, form)
        case (3, "accept"): return try await accept(name, form)
        case (3, "reopen"): return try await reopen(name, form)
        case (5, "accept") where path[2] == "differences": return try await accept(name, path[3], form)
        case (5, "ignore") where path[2] == "differences": return try await ignore(name, path[3], form)
        default: return noAction(request)
        }
    }

    private func noAction(_ request: HTTPRequest) -> HTTPAnswer {
        pages.refusal(.notFound, "\(request.path) does nothing.")
    }

    private func done(_ name: String, _ done: Done) -> HTTPAnswer {
        DashboardAnswer.seeOther("\(URLPath.experiment(name))?done=\(done.rawValue)")
    }

    private func pause(_ name: String, _ isPaused: Bool) async throws -> HTTPAnswer {
        try await pages.laboratory.change(name) { $0.isPaused = isPaused }
        return done(name, isPaused ? .paused : .resumed)
    }

    private func sample(_ name: String, _ form: FormBody) async throws -> HTTPAnswer {
        guard let percent = form["percent"].flatMap(Double.init), (0...100).contains(percent) else {
            throw LaboratoryError(.invalid, "The share of the requests must be a number from 0 to 100.")
        }
        try await pages.laboratory.change(name) { switches in
            switches.sampling.percent = percent
            switches.sampling.percentByCandidate = [:]
        }
        return done(name, .sampled)
    }

    private func accept(_ name: String, _ form: FormBody) async throws -> HTTPAnswer {
        guard let candidate = form["candidate"] else { throw LaboratoryError(.invalid, "The candidate is missing.") }
        _ = try await pages.laboratory.accept(name, candidate, fields: nil, reason: try Reason(form["reason"]))
        return done(name, .accepted)
    }

    private func reopen(_ name: String, _ form: FormBody) async throws -> HTTPAnswer {
        guard let candidate = form["candidate"] else { throw LaboratoryError(.invalid, "The candidate is missing.") }
        _ = try await pages.laboratory.reopen(name, candidate)
        return done(name, .reopened)
    }

    private func accept(_ name: String, _ id: String, _ form: FormBody) async throws -> HTTPAnswer {
        let observation = try await pages.observation(name, id)
        let fields = form.all("field")
        guard !fields.isEmpty else { throw LaboratoryError(.invalid, "Choose at least one field to accept.") }
        let reason = try Reason(form["reason"])
        _ = try await pages.laboratory.accept(name, observation.candidate, fields: fields, reason: reason)
        return done(name, .accepted)
    }

    /// Uploads the definition with one more rule.
    private func ignore(_ name: String, _ id: String, _ form: FormBody) async throws -> HTTPAnswer {
        _ = try await pages.observation(name, id)
        guard let field = form["field"] else { throw LaboratoryError(.invalid, "Choose the field to ignore.") }
        let reason = try Reason(form["reason"])
        let path: FieldPath
        do throws(FieldPath.Mistake) { path = try FieldPath(parsing: field) } catch {
            throw LaboratoryError(.invalid, error.description)
        }
        var experiment = try await pages.laboratory.experiment(name).experiment
        guard !experiment.ignores.contains(where: { $0.path == path && $0.until == nil }) else {
            throw LaboratoryError(.conflict, "'\(field)' is ignored already.")
        }
        experiment.ignores.append(IgnoreRule(path: path, reason: reason.text))
        try await pages.laboratory.put([experiment])
        return done(name, .ignored)
    }
}
