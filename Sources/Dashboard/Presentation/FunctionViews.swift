/// The list of functions for its template.
struct FunctionsView {
    let isEmpty: Bool
    let lede: String
    let functions: [FunctionRow]

    init(_ model: FunctionList) {
        isEmpty = model.functions.isEmpty
        lede = Numbers.count(model.functions.count, "function")
        functions = model.functions.map(FunctionRow.init)
    }
}

struct FunctionRow {
    let name: String
    let link: String
    let memory: String
    let cpus: String
    let timeout: String
    let runtime: String
    let architecture: String
    let invocations: String
    /// How many of them were clients'; nil where all were.
    let invocationsOfClients: String?
    let errors: String
    let errorsOfClients: String?
    let hasErrors: Bool
    let environments: String

    init(_ model: FunctionSummary) {
        name = model.name
        link = URLPath.function(model.name)
        memory = "\(Numbers.count(model.memorySizeMB)) MB"
        cpus = model.cpus == model.cpus.rounded() ? "\(Int(model.cpus))" : Numbers.short(model.cpus, digits: 2)
        timeout = "\(Numbers.count(model.timeoutSeconds)) s"
        runtime = model.runtime
        architecture = model.architecture
        let (all, clients) = (model.activity?.all, model.activity?.clients)
        invocations = all.map { Numbers.count($0.invocations) } ?? "–"
        invocationsOfClients = Self.ofClients(clients?.invocations, of: all?.invocations)
        errors = all.map { Numbers.count($0.errors) } ?? "–"
        errorsOfClients = Self.ofClients(clients?.errors, of: all?.errors)
        hasErrors = (all?.errors ?? 0) > 0
        environments = model.activity.map { Numbers.count($0.environments) } ?? "–"
    }

    private static func ofClients(_ count: Int?, of all: Int?) -> String? {
        guard let count, count != all else { return nil }
        return "\(count == 0 ? "none" : Numbers.count(count)) for clients"
    }
}

/// One function for its template.
struct FunctionView {
    let token: String
    let row: FunctionRow
    let name: String
    let encodedName: String
    let arn: String
    let description: String?
    let handler: String
    let variables: String
    let routes: [RouteView]
    let parts: [PartView]
    let escapedEvent: String
    let distribution: ChartView?
    let roles: [RoleView]
    let hasRoles: Bool
    let errorTypes: [ErrorView]
    let hasErrorTypes: Bool
    let environments: [EnvironmentView]
    let hasEnvironments: Bool
    let tuning: TuningView?
    let canTune: Bool

    struct RouteView {
        let api: String
        let route: String
    }

    struct PartView {
        let experiment: String
        let link: String
        let part: String
    }

    struct RoleView {
        let title: String
        let style: String
        let invocations: String
        let errors: String
        let hasErrors: Bool
        let median: String
        let p90: String
        let p99: String
        let memory: String
        let coldStarts: String
        let meanInit: String
    }

    struct ErrorView {
        let type: String
        /// `3 for clients, 12 as a candidate`
        let counts: String
    }

    struct EnvironmentView {
        let name: String
        let state: String
        let role: String
        let experimentName: String
        let invocations: String
        let memory: String
        let memoryShare: String
        let cpu: String
        let age: String
    }

    init(_ model: FunctionDetail, token: String) {
        self.token = token
        row = FunctionRow(model.summary)
        name = model.summary.name
        encodedName = URLPath.encoded(model.summary.name)
        arn = model.arn
        description = model.description.isEmpty ? nil : model.description
        handler = model.handler
        variables = model.variableNames.isEmpty ? "none" : model.variableNames.joined(separator: ", ")
        routes = model.routes.map { RouteView(api: $0.api, route: $0.route) }
        parts = model.parts.map {
            PartView(experiment: $0.experiment, link: URLPath.experiment($0.experiment), part: $0.part)
        }
        escapedEvent = SafeHTML.verbatim(model.sampleEvent)
        distribution = ChartView(distributionOf: model.roles)
        roles = model.roles.filter { $0.invocations > 0 }.map(RoleView.init)
        hasRoles = !roles.isEmpty
        errorTypes = ErrorView.all(model.roles)
        hasErrorTypes = !errorTypes.isEmpty
        environments = model.environments.prefix(Self.environmentLimit).map(EnvironmentView.init)
        hasEnvironments = !environments.isEmpty
        tuning = model.tuning.map(TuningView.init)
        canTune = model.canTune
    }

    private static let environmentLimit = 50
}

enum RoleWord {
    static func text(_ role: String) -> String {
        switch role {
        case "client": "for clients"
        case "candidate": "as a candidate"
        case "twin": "as the control’s twin"
        case "trial": "at memory sizes that were tried"
        default: role
        }
    }

    static func style(_ role: String) -> String {
        switch role {
        case "client": "series-1"
        case "candidate": "series-2"
        case "twin": "control"
        default: "series-4"
        }
    }
}

extension ChartView {
    init?(distributionOf roles: [RoleActivity]) {
        // What was tried at other sizes says nothing about this one.
        let shown = roles.filter { $0.role != "trial" && !$0.durations.isEmpty }
        guard !shown.isEmpty else { return nil }
        let chart = DistributionChart(
            series: shown.map { role in
                DistributionChart.Series(
                    name: RoleWord.text(role.role), style: RoleWord.style(role.role), durations: role.durations,
                    median: role.median, p95: nil, growth: 1.26)
            })
        wide = chart.svg(width: 1_080, "chart wide")
        narrow = chart.svg(width: 340, "chart narrow")
    }
}

extension FunctionView.ErrorView {
    /// By name, each with its purposes.
    fileprivate static func all(_ roles: [RoleActivity]) -> [Self] {
        Set(roles.flatMap(\.errorTypes).map(\.type)).sorted().map { type in
            let counts = roles.flatMap { role in
                role.errorTypes.filter { $0.type == type }.map {
                    "\(Numbers.count($0.count)) \(RoleWord.text(role.role))"
                }
            }
            return Self(type: Excerpt.text(type), counts: counts.joined(separator: ", "))
        }
    }
}

extension FunctionView.RoleView {
    init(_ model: RoleActivity) {
        title = RoleWord.text(model.role)
        style = RoleWord.style(model.role)
        invocations = Numbers.count(model.invocations)
        errors = Numbers.count(model.errors)
        hasErrors = model.errors > 0
        (median, p90, p99) = (Self.about(model.median), Self.about(model.p90), Self.about(model.p99))
        memory = "\(Numbers.count(model.maxMemoryMB)) MB"
        coldStarts = Numbers.count(model.coldStarts)
        meanInit = model.meanInit.map { "init \(Numbers.duration($0))" } ?? ""
    }

    /// Milliseconds, with the digits that are known.
    private static func about(_ microseconds: Double?) -> String {
        microseconds.map { "≈ \(Numbers.short($0 / 1_000, digits: 2))" } ?? "–"
    }
}

extension FunctionView.EnvironmentView {
    init(_ model: EnvironmentModel) {
        name = model.name
        state = model.state
        role = RoleWord.text(model.role)
        experimentName = model.experiment ?? ""
        invocations = Numbers.count(model.invocations)
        memory = model.memoryBytes.map { "\(Numbers.short(Double($0) / 1_048_576)) MB" } ?? "–"
        memoryShare = "of \(Numbers.count(model.memorySizeMB)) MB"
        cpu = model.cpu.map { Numbers.duration($0) } ?? "–"
        age = Time.span(model.age)
    }
}
