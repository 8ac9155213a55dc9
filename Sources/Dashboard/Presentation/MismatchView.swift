/// One difference for its template: request, control and candidate side by side.
struct MismatchView {
    let token: String
    let experiment: String
    let experimentLink: String
    let listLink: String
    let action: String
    let candidate: String
    /// Nil where it is the name.
    let candidateKey: String?
    let outcome: String
    let style: String
    let time: String
    let version: Int
    let requestID: String
    let requestLine: String
    let requestHeaders: [HeaderView]
    let hasRequestHeaders: Bool
    let requestBody: String?
    let sides: [SideView]
    let rows: [RowView]
    let hasRows: Bool
    let differences: [DifferenceView]
    let hasDifferences: Bool
    let openFields: [OpenFieldView]
    let hasOpenFields: Bool
    let failedCalls: FailedCallsView?

    /// A field that can be accepted or ignored.
    struct OpenFieldView {
        let escapedValue: String
        let text: String
        let isWholeBody: Bool
    }

    struct HeaderView {
        let name: String
        let value: String
        let isDifferent: Bool
    }

    struct SideView {
        let title: String
        let status: String
        let isFailure: Bool
        let isStatusDifferent: Bool
        let facts: String
        let logLink: String?
        let headers: [HeaderView]
        let hasHeaders: Bool
    }

    /// One line of both bodies.
    struct RowView {
        let style: String
        let leftNumber: String
        let left: PartsView
        let rightNumber: String
        let right: PartsView
        /// In place of lines that are equal; nil for a line.
        let gap: String?
    }

    struct PartsView {
        let before: String
        let changed: String
        let after: String
        let isThere: Bool
        /// Nothing of the line is like the other side's.
        let isWhole: Bool
    }

    struct DifferenceView {
        let path: String
        let field: String
        let kind: String
        let controlText: String
        let candidateText: String
        let ignoredReason: String?
        let isAccepted: Bool
        let isOpen: Bool
    }

    init(_ model: Mismatch, token: String) {
        self.token = token
        experiment = model.experiment
        experimentLink = URLPath.experiment(model.experiment)
        listLink = URLPath.mismatches(model.experiment, [("candidate", model.candidate)])
        action = URLPath.mismatch(model.experiment, model.id)
        let title = CandidateTitle(model.candidate, model.candidateName?.title)
        (candidate, candidateKey) = (title.name, title.key)
        outcome = OutcomeWord.text(model.outcome)
        style = model.outcome
        time = Time.full(model.time)
        version = model.version
        requestID = model.requestID
        requestLine = model.requestLine
        requestHeaders = model.requestHeaders.map { HeaderView(name: $0.name, value: $0.value, isDifferent: false) }
        hasRequestHeaders = !requestHeaders.isEmpty
        requestBody = model.requestBody.isEmpty ? nil : model.requestBody
        let different = Set(model.differences.filter { $0.ignored == nil }.map(\.path))
        sides = [
            SideView("Control", model.control, different, model.controlName.function),
            SideView(title.name, model.candidateAnswer, different, model.candidateName?.function),
        ]
        let (left, right) = (model.control?.lines ?? [], model.candidateAnswer?.lines ?? [])
        rows = DiffRows(left, right).rows
        hasRows = !rows.isEmpty
        differences = model.differences.map(DifferenceView.init)
        hasDifferences = !differences.isEmpty
        openFields = OpenFieldView.all(model)
        hasOpenFields = !openFields.isEmpty
        failedCalls = FailedCallsView(model, candidate: title.name)
    }
}

extension MismatchView.OpenFieldView {
    /// None where a function failed: there is no answer with fields.
    fileprivate static func all(_ model: Mismatch) -> [Self] {
        guard model.outcome == "mismatch" else { return [] }
        var seen: Set<String> = []
        return model.differences.filter { $0.ignored == nil && !$0.isAccepted }.map(\.field)
            .filter { seen.insert($0).inserted }.map { field in
                Self(
                    escapedValue: SafeHTML.verbatim(field), text: field == "$" ? "the whole body" : field,
                    isWholeBody: field == "$")
            }
    }
}

extension MismatchView.SideView {
    /// - Parameter different: the paths at which the answers differ, as far as that counts.
    init(_ title: String, _ answer: AnswerModel?, _ different: Set<String>, _ function: String?) {
        guard let answer else {
            self.init(
                title: title, status: "no answer", isFailure: true, isStatusDifferent: true, facts: "", logLink: nil,
                headers: [], hasHeaders: false)
            return
        }
        self.init(
            title: title, status: Excerpt.text(answer.status), isFailure: answer.isFailure,
            isStatusDifferent: answer.isFailure || different.contains("status"),
            facts: [
                answer.duration.map { Numbers.duration(Double($0)) }, answer.isCold ? "cold start" : nil,
                answer.maxMemoryMB.map { "\($0) MB" },
            ].compactMap { $0 }.joined(separator: ", "),
            logLink: function.flatMap { name in answer.logStream.map { URLPath.log(of: name, $0) } },
            headers: answer.headers.map {
                MismatchView.HeaderView(
                    name: $0.name, value: $0.value, isDifferent: different.contains("headers.\($0.name)"))
            }, hasHeaders: !answer.headers.isEmpty)
    }
}

extension MismatchView.DifferenceView {
    init(_ model: FieldDifference) {
        path = FieldName.text(model.path)
        field = model.field
        kind = model.kind
        controlText = Excerpt.text(model.control, limit: 200)
        candidateText = Excerpt.text(model.candidate, limit: 200)
        ignoredReason = model.ignored
        isAccepted = model.isAccepted
        isOpen = model.ignored == nil && !model.isAccepted
    }
}

/// Both bodies, line beside line, without long stretches of equal lines.
struct DiffRows {
    private static let context = 3
    /// Of either body; what is longer is cut, and that is said.
    private static let lineLimit = 2_000
    private static let lengthLimit = 2_000

    let rows: [MismatchView.RowView]

    init(_ left: [String], _ right: [String]) {
        let (first, second) = (Self.cut(left), Self.cut(right))
        let diff = LineDiff(first, second).rows
        let near = Self.near(diff)
        var rows: [MismatchView.RowView] = []
        var hidden = 0
        for (index, row) in diff.enumerated() {
            guard near[index] else {
                hidden += 1
                continue
            }
            if hidden > 0 { rows.append(Self.gap(hidden)) }
            hidden = 0
            rows.append(Self.view(row, first, second))
        }
        if hidden > 0 { rows.append(Self.gap(hidden)) }
        self.rows = rows
    }

    private static func cut(_ lines: [String]) -> [String] {
        var lines = lines.map { $0.count > lengthLimit ? $0.prefix(lengthLimit) + "…" : $0 }
        if lines.count > lineLimit { lines = lines.prefix(lineLimit) + ["… (\(lines.count - lineLimit) more lines)"] }
        return lines
    }

    /// Which lines are no more than ``context`` lines from a difference.
    private static func near(_ rows: [LineDiff.Row]) -> [Bool] {
        var near = [Bool](repeating: false, count: rows.count)
        for (index, row) in rows.enumerated() where !row.isEqual {
            for neighbour in max(0, index - context)...min(rows.count - 1, index + context) { near[neighbour] = true }
        }
        // A body without a difference is shown from its beginning.
        if !near.contains(true) { for index in near.indices.prefix(20) { near[index] = true } }
        return near
    }

    private static func gap(_ count: Int) -> MismatchView.RowView {
        let nothing = MismatchView.PartsView(before: "", changed: "", after: "", isThere: false, isWhole: false)
        return MismatchView.RowView(
            style: "gap", leftNumber: "", left: nothing, rightNumber: "", right: nothing,
            gap: "\(Numbers.count(count, "equal line"))")
    }

    private static func view(_ row: LineDiff.Row, _ left: [String], _ right: [String]) -> MismatchView.RowView {
        var (first, second) = (row.left.map { whole(left[$0]) }, row.right.map { whole(right[$0]) })
        if row.isChanged, let leftLine = row.left, let rightLine = row.right {
            let pair = ChangedLine.pair(left[leftLine], right[rightLine])
            (first, second) = (parts(pair.0), parts(pair.1))
        } else if !row.isEqual {
            first = row.left.map { parts(ChangedLine(before: "", changed: left[$0], after: "")) }
            second = row.right.map { parts(ChangedLine(before: "", changed: right[$0], after: "")) }
        }
        let nothing = MismatchView.PartsView(before: "", changed: "", after: "", isThere: false, isWhole: false)
        return MismatchView.RowView(
            style: row.isEqual ? "equal" : "changed", leftNumber: row.left.map { "\($0 + 1)" } ?? "",
            left: first ?? nothing, rightNumber: row.right.map { "\($0 + 1)" } ?? "", right: second ?? nothing, gap: nil
        )
    }

    private static func whole(_ line: String) -> MismatchView.PartsView {
        MismatchView.PartsView(before: line, changed: "", after: "", isThere: true, isWhole: false)
    }

    private static func parts(_ line: ChangedLine) -> MismatchView.PartsView {
        MismatchView.PartsView(
            before: line.before, changed: line.changed, after: line.after, isThere: true,
            isWhole: line.before.isEmpty && line.after.isEmpty)
    }
}
