/// The overview for its template.
struct OverviewView {
    let isEmpty: Bool
    let apiAddress: String
    let lede: String
    let tallies: [Tally]
    let complaints: [String]
    let experiments: [Row]

    struct Tally {
        let count: String
        let word: String
        let style: String
    }

    init(_ model: Overview) {
        isEmpty = model.experiments.isEmpty
        apiAddress = model.apiAddress
        let candidates = model.experiments.flatMap(\.candidates)
        lede =
            "\(Numbers.count(model.experiments.count, "experiment")), \(Numbers.count(candidates.count, "candidate")), "
            + "\(Numbers.count(candidates.reduce(0) { $0 + $1.requests }, "comparison"))"
        tallies = [
            (CandidateSummary.Advice.promote, "to promote"), (.wait, "to wait for"), (.keep, "to turn down"),
        ].map { advice, word in
            Tally(
                count: Numbers.count(candidates.count { $0.advice == advice }), word: word, style: advice.rawValue)
        }
        complaints = Self.complaints(model)
        experiments = model.experiments.map(Row.init)
    }

    private static func complaints(_ model: Overview) -> [String] {
        var complaints: [String] = []
        if model.lostReports > 0 {
            complaints.append(
                "\(Numbers.count(model.lostReports, "request")) could not be looked at: there were more at a time than the "
                    + "Scientist can take.")
        }
        if model.unstored > 0 {
            complaints.append(
                "\(Numbers.count(model.unstored, "observation")) counted, but could not be stored; the emulator's log "
                    + "says why.")
        }
        return complaints
    }

    struct Row {
        let name: String
        let anchor: String
        let link: String
        let path: String
        let state: StateView
        let controlTitle: String
        let controlLink: String
        let facts: String
        let problems: [String]
        let candidates: [CandidateRow]

        init(_ model: ExperimentSummary) {
            name = model.name
            anchor = Anchor.text(model.name)
            link = URLPath.experiment(model.name)
            path = "/" + model.path
            state = StateView(model.state)
            controlTitle = model.control.title
            controlLink = URLPath.function(model.control.function)
            facts = "version \(model.version), \(Numbers.plainPercent(model.samplePercent)) of the requests"
            problems = model.problems
            candidates = model.candidates.map { CandidateRow($0, experiment: model) }
        }
    }
}

struct StateView {
    let word: String
    let style: String

    init(_ state: ExperimentSummary.State) {
        switch state {
        case .running: (word, style) = ("running", "running")
        case .paused: (word, style) = ("paused", "paused")
        case .notRunning: (word, style) = ("not running", "stopped")
        }
    }
}

/// One row of the table of verdicts.
struct CandidateRow {
    let key: String
    /// Of the row.
    let place: String
    let title: String
    let link: String
    let requests: String
    let verdicts: [VerdictView]
    let advice: AdviceView

    init(_ model: CandidateSummary, experiment: ExperimentSummary) {
        key = model.key
        place = Anchor.text(model.key)
        title = model.name.title
        link = "\(URLPath.experiment(experiment.name))#\(Anchor.candidate(model.key))"
        requests = Numbers.count(model.requests)
        verdicts = model.verdicts.map { VerdictView($0) }
        advice = AdviceView(model)
    }
}

/// Names of places within a page.
enum Anchor {
    static func candidate(_ key: String) -> String { "candidate-\(text(key))" }

    static func text(_ name: String) -> String { URLPath.encoded(name).replacing("%", with: "_") }
}
