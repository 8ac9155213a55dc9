internal import Mustache

/// The pages: plain view models in, HTML out. It reads no clock and knows neither the emulator nor HTTP.
package struct Dashboard: Sendable {
    private let templates: MustacheLibrary

    /// Reads the templates that are part of the program.
    package init() {
        SafeHTML.register()
        var templates = MustacheLibrary()
        for (name, text) in Resource.templates {
            do {
                try templates.register(SafeHTML.pragma + text, named: name)
            } catch {
                preconditionFailure("the template \(name) is part of the program, and every test reads it: \(error)")
            }
        }
        self.templates = templates
    }

    /// What the page holds between its header and footer: what live updates exchange.
    ///
    /// - Parameter token: what the forms of the page show: see ``Frame/token``.
    package func main(_ page: Page, token: String) -> String {
        switch page {
        case .overview(let model): render(OverviewView(model), "overview")
        case .experiment(let model): render(ExperimentView(model, token: token), "experiment")
        case .mismatches(let model): render(MismatchesView(model), "mismatches")
        case .mismatch(let model): render(MismatchView(model, token: token), "mismatch")
        case .functions(let model): render(FunctionsView(model), "functions")
        case .function(let model): render(FunctionView(model, token: token), "function")
        case .message(let model): render(model, "message")
        }
    }

    /// A whole page.
    package func html(_ page: Page, _ frame: Frame) -> String {
        render(LayoutView(page: page, frame: frame, main: main(page, token: frame.token)), "layout")
    }

    func render(_ view: Any, _ template: String) -> String {
        guard let text = templates.render(TemplateView.value(of: view) as Any, withTemplate: template) else {
            preconditionFailure("'\(template)' is a file of this module")
        }
        return text
    }
}

/// A page with what it shows.
package enum Page: Sendable {
    case overview(Overview)
    case experiment(ExperimentDetail)
    case mismatches(MismatchList)
    case mismatch(Mismatch)
    case functions(FunctionList)
    case function(FunctionDetail)
    case message(Message)

    /// For the window.
    var title: String {
        switch self {
        case .overview: "Experiments"
        case .experiment(let model): model.summary.name
        case .mismatches(let model): "Differences of \(model.experiment)"
        case .mismatch(let model): "A difference of \(model.experiment)"
        case .functions: "Functions"
        case .function(let model): model.summary.name
        case .message(let model): model.title
        }
    }

    var isAboutFunctions: Bool {
        switch self {
        case .functions, .function: true
        case .overview, .experiment, .mismatches, .mismatch, .message: false
        }
    }
}

/// What surrounds a page.
package struct Frame: Sendable {
    /// What actions must show: see `SameOrigin`.
    package var token: String
    /// Of the emulator.
    package var version: String
    /// What was just done, in a sentence; nil for nothing.
    package var notice: String?

    package init(token: String, version: String, notice: String? = nil) {
        self.token = token
        self.version = version
        self.notice = notice
    }
}

/// A page that only says something, such as that there is nothing here.
package struct Message: Sendable {
    package var title: String
    package var text: String
    /// Of the page that it is about; nil for none.
    package var backLink: String?
    /// What the reader wrote, and would lose; nil for nothing.
    package var kept: String?

    package init(title: String, text: String, backLink: String? = nil, kept: String? = nil) {
        self.title = title
        self.text = text
        self.backLink = backLink
        self.kept = kept
    }
}

/// The frame for its template.
struct LayoutView {
    let title: String
    let token: String
    let version: String
    let notice: String?
    let main: String
    let experimentsCurrent: Bool
    let functionsCurrent: Bool
    let stylesheet = Asset.stylesheet.path
    let script = Asset.script.path
    let icon = Asset.icon.path

    init(page: Page, frame: Frame, main: String) {
        title = page.title
        token = frame.token
        version = frame.version
        notice = frame.notice
        self.main = main
        functionsCurrent = page.isAboutFunctions
        experimentsCurrent = !page.isAboutFunctions
    }
}
