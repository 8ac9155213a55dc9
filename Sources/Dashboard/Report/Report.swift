/// An experiment on paper: a file that needs nothing else, or Markdown for a pull request.
package struct Report: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case html
        case markdown = "md"

        package var contentType: String {
            switch self {
            case .html: "text/html; charset=utf-8"
            case .markdown: "text/markdown; charset=utf-8"
            }
        }
    }

    let model: ExperimentDetail
    /// Of the emulator.
    let version: String
    /// The chance of any false alarm.
    let alpha: Double

    package init(_ model: ExperimentDetail, version: String, alpha: Double) {
        self.model = model
        self.version = version
        self.alpha = alpha
    }

    var date: String { Time.full(model.now) }
}

extension Dashboard {
    package func text(_ report: Report, as format: Report.Format) -> String {
        switch format {
        case .html: render(ReportView(report), "report")
        case .markdown: MarkdownReport(report).text
        }
    }
}

/// A report for its template.
struct ReportView {
    let view: ExperimentView
    let version: String
    let date: String
    let alpha: String
    let stylesheet = Resource.text(Asset.stylesheet.bytes)

    init(_ report: Report) {
        view = ExperimentView(report.model, token: "")
        version = report.version
        date = report.date
        alpha = Numbers.percent(report.alpha)
    }
}
