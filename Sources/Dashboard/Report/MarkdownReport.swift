/// A report as GitHub and GitLab show it below a pull request.
struct MarkdownReport {
    private let report: Report
    private let view: ExperimentView

    init(_ report: Report) {
        self.report = report
        view = ExperimentView(report.model, token: "")
    }

    var text: String {
        (heading + verdicts + reasons + figures + differences + [footer]).joined(separator: "\n") + "\n"
    }

    private var heading: [String] {
        let summary = report.model.summary
        return [
            "## Experiment \(Markdown.code(summary.name)), version \(summary.version)", "",
            "Control: \(Markdown.text(summary.control.title)) (\(Markdown.code(summary.control.function))), route "
                + Markdown.code("/" + summary.path),
            "",
        ] + summary.problems.map { "> **Problem:** \(Markdown.text($0))\n" }
    }

    private var verdicts: [String] {
        let metrics = view.rows.first?.verdicts.map(\.title) ?? []
        let rows = view.rows.map { row -> [String] in
            let cells = row.verdicts.map { verdict -> String in
                let figure = verdict.figure.map { " \($0)" } ?? ""
                return "\(Self.mark(verdict.style)) \(verdict.word)\(figure)"
            }
            let name = "\(Markdown.text(row.title)) (\(Markdown.code(row.key)))"
            return [name, row.requests] + cells + ["**\(row.advice.word)**"]
        }
        return Self.table(["Candidate", "Requests"] + metrics + ["Advice"], rows, numbers: [1]) + [""]
    }

    /// Shapes, so that colours need not be told apart.
    private static func mark(_ style: String) -> String {
        switch style {
        case "better": "▲"
        case "worse": "▼"
        case "equivalent": "＝"
        default: "◌"
        }
    }

    private var reasons: [String] {
        var lines: [String] = []
        for candidate in view.candidates {
            let title = Markdown.text(candidate.title)
            lines.append("**\(title)**: \(candidate.advice.word). \(Markdown.text(candidate.advice.reason))")
            lines += ["", "<details><summary>Every verdict with its reason</summary>", ""]
            for verdict in candidate.verdicts {
                // Sentences on ratios name their interval.
                let interval = verdict.isRatio ? "" : verdict.interval.map { " (\($0))" } ?? ""
                lines.append(
                    "- **\(verdict.title)**, \(verdict.word): \(Markdown.text(verdict.explanation))\(interval)")
            }
            lines += [""] + final(candidate) + ["</details>", ""]
        }
        return lines
    }

    private func final(_ candidate: CandidateView) -> [String] {
        guard let final = candidate.final else { return [] }
        let rows = final.lines.map { [Markdown.text($0.title), Markdown.text($0.text), Markdown.text($0.method)] }
        return ["The latest \(final.requests) by textbook methods, for one look at the end:", ""]
            + Self.table(["", "Found", "Method"], rows) + [""]
    }

    private var figures: [String] {
        guard view.hasFigures else { return [] }
        let names = view.sides.first?.quantiles.map { "\($0.name) ms" } ?? []
        let rows = view.sides.map { side -> [String] in
            let quantiles = side.quantiles.map(\.value)
            let rest = ["\(side.memory) \(side.memoryShare)", side.cpu, side.cost, side.coldStarts]
            return [Markdown.text(side.title)] + quantiles + rest
        }
        let columns = ["Warm runs"] + names + ["Memory", "CPU time", "Per million", "Cold starts"]
        return Self.table(columns, rows, numbers: Array(1..<columns.count)) + [""]
    }

    private var differences: [String] {
        let rows = view.candidates.flatMap { candidate in
            candidate.differences.map { difference -> [String] in
                [
                    Markdown.code(candidate.key), Markdown.code(difference.field), difference.count,
                    difference.hasExample ? Markdown.code(difference.controlText) : "",
                    difference.hasExample ? Markdown.code(difference.candidateText) : "",
                ]
            }
        }
        guard !rows.isEmpty else { return [] }
        return Self.table(["Candidate", "Field", "Seen", "Control", "Candidate's answer"], rows) + [""]
    }

    private var footer: String {
        "_Understudy \(report.version), \(report.date). Methods hold however often one looks; the chance of any false "
            + "alarm in this experiment is \(Numbers.percent(report.alpha))._"
    }

    /// - Parameter numbers: columns that are aligned to the right.
    private static func table(_ columns: [String], _ rows: [[String]], numbers: [Int] = []) -> [String] {
        let rule = columns.indices.map { numbers.contains($0) ? "---:" : "---" }
        return ([columns, rule] + rows).map { "| \($0.joined(separator: " | ")) |" }
    }
}

/// Text that says the same wherever it stands in Markdown, whoever wrote it.
enum Markdown {
    /// As character references, which neither begin emphasis, links and tables nor HTML.
    static func text(_ text: String) -> String {
        var result = ""
        for scalar in VisibleText.of(text).unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "&", "|", "~", "#", "@", "!", "$":
                result += "&#\(scalar.value);"
            case "\n", "\r", "\t": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func code(_ text: String) -> String { "<code>\(self.text(text))</code>" }
}
