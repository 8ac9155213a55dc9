/// The list of differences for its template.
struct MismatchesView {
    let experiment: String
    let experimentLink: String
    let address: String
    let isEmpty: Bool
    let isFiltered: Bool
    let isLaterPage: Bool
    let candidateOptions: [OptionView]
    let outcomeOptions: [OptionView]
    let fieldOptions: [OptionView]
    let rows: [Row]
    let olderLink: String?
    let newestLink: String

    struct OptionView {
        let escapedValue: String
        let text: String
        let isChosen: Bool
    }

    struct Row {
        let link: String
        let time: String
        let machineTime: String
        let candidate: String
        /// Nil where it is the name.
        let candidateKey: String?
        let outcome: String
        let style: String
        let request: String
        let differences: [DifferenceView]
        let more: String?
    }

    struct DifferenceView {
        let path: String
        let controlText: String
        let candidateText: String
        let isIgnored: Bool
        let isAccepted: Bool
    }

    init(_ model: MismatchList) {
        let filter = model.filter
        experiment = model.experiment
        experimentLink = URLPath.experiment(model.experiment)
        address = URLPath.mismatches(model.experiment)
        isEmpty = model.rows.isEmpty
        isFiltered = filter.candidate != nil || filter.outcome != nil || filter.field != nil
        isLaterPage = filter.before != nil
        candidateOptions = Self.options(
            "every candidate", model.candidates.map { ($0.key, CandidateTitle($0.key, $0.title).whole) },
            filter.candidate)
        outcomeOptions = Self.options(
            "every outcome but equal",
            ["mismatch", "candidate_error", "control_error", "both_error", "timeout", "ignored", "dropped", "match"]
                .map { ($0, OutcomeWord.text($0)) }, filter.outcome)
        let fields = model.fields + [filter.field].compactMap { $0 }.filter { !model.fields.contains($0) }
        fieldOptions = Self.options("every field", fields.map { ($0, FieldName.text($0)) }, filter.field)
        let titles = Dictionary(model.candidates.map { ($0.key, $0.title) }) { first, _ in first }
        rows = model.rows.map { Row($0, CandidateTitle($0.candidate, titles[$0.candidate]), model.experiment) }
        let parameters = Self.parameters(filter)
        olderLink = model.olderThan.map {
            URLPath.mismatches(model.experiment, parameters + [("before", "\($0)")])
        }
        newestLink = URLPath.mismatches(model.experiment, parameters)
    }

    private static func options(_ all: String, _ choices: [(String, String)], _ chosen: String?) -> [OptionView] {
        [OptionView(escapedValue: "", text: all, isChosen: chosen == nil)]
            + choices.map {
                OptionView(escapedValue: SafeHTML.verbatim($0.0), text: $0.1, isChosen: $0.0 == chosen)
            }
    }

    private static func parameters(_ filter: MismatchList.Filter) -> [(String, String)] {
        [("candidate", filter.candidate), ("outcome", filter.outcome), ("field", filter.field)]
            .compactMap { name, value in value.map { (name, $0) } }
    }
}

extension MismatchesView.Row {
    private static let differenceLimit = 3

    init(_ row: MismatchList.Row, _ title: CandidateTitle, _ experiment: String) {
        link = URLPath.mismatch(experiment, row.id)
        time = Time.full(row.time)
        machineTime = Time.machine(row.time)
        (candidate, candidateKey) = (title.name, title.key)
        outcome = OutcomeWord.text(row.outcome)
        style = row.outcome
        request = Excerpt.text(row.request)
        differences = row.differences.prefix(Self.differenceLimit).map {
            MismatchesView.DifferenceView(
                path: FieldName.text($0.path), controlText: Excerpt.text($0.control, limit: 60),
                candidateText: Excerpt.text($0.candidate, limit: 60), isIgnored: $0.ignored != nil,
                isAccepted: $0.isAccepted)
        }
        let rest = row.differences.count - Self.differenceLimit
        more = rest > 0 ? "and \(rest) more" : nil
    }
}

/// How a candidate is called: by its name, and by its key where that is another.
struct CandidateTitle {
    let name: String
    let key: String?

    init(_ key: String, _ title: String?) {
        name = title ?? key
        self.key = name == key ? nil : key
    }

    /// In one text.
    var whole: String { key.map { "\(name) (\($0))" } ?? name }
}
