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
    let hasActivity: Bool
    let invocations: String
    let errors: String
    let hasErrors: Bool
    let throttles: String
    let environments: String

    init(_ model: FunctionSummary) {
        name = model.name
        link = URLPath.function(model.name)
        memory = "\(Numbers.count(model.memorySizeMB)) MB"
        cpus = "\(Numbers.short(model.cpus)) CPU"
        timeout = "\(Numbers.count(model.timeoutSeconds)) s"
        runtime = model.runtime
        architecture = model.architecture
        hasActivity = model.activity != nil
        invocations = model.activity.map { Numbers.count($0.invocations) } ?? "–"
        errors = model.activity.map { Numbers.count($0.errors) } ?? "–"
        hasErrors = (model.activity?.errors ?? 0) > 0
        throttles = model.activity.map { Numbers.count($0.throttles) } ?? "–"
        environments = model.activity.map { Numbers.count($0.environments) } ?? "–"
    }
}

/// One function for its template.
struct FunctionView {
    let token: String
    let row: FunctionRow
    let name: String
    let encodedName: String
    let arn: String
    let handler: String
    let variables: String
    let routes: [String]
    let parts: [PartView]
    let sampleEvent: String
    let distribution: ChartView?
    let roles: [RoleView]
    let hasRoles: Bool
    let errorTypes: [ErrorView]
    let hasErrorTypes: Bool
    let environments: [EnvironmentView]
    let hasEnvironments: Bool
    let tuning: TuningView?
    let canTune: Bool

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
        let count: String
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
        handler = model.handler
        variables = model.variableNames.isEmpty ? "none" : model.variableNames.joined(separator: ", ")
        routes = model.routes
        parts = model.parts.map {
            PartView(experiment: $0.experiment, link: URLPath.experiment($0.experiment), part: $0.part)
        }
        sampleEvent = model.sampleEvent
        distribution = ChartView(distributionOf: model.roles)
        roles = model.roles.filter { $0.invocations > 0 }.map(RoleView.init)
        hasRoles = !roles.isEmpty
        errorTypes = (model.summary.activity?.errorTypes ?? []).map {
            ErrorView(type: $0.type, count: Numbers.count($0.count))
        }
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

extension FunctionView.RoleView {
    init(_ model: RoleActivity) {
        title = RoleWord.text(model.role)
        style = RoleWord.style(model.role)
        invocations = Numbers.count(model.invocations)
        errors = Numbers.count(model.errors)
        hasErrors = model.errors > 0
        median = model.median.map(Numbers.milliseconds) ?? "–"
        p90 = model.p90.map(Numbers.milliseconds) ?? "–"
        p99 = model.p99.map(Numbers.milliseconds) ?? "–"
        memory = "\(Numbers.count(model.maxMemoryMB)) MB"
        coldStarts = Numbers.count(model.coldStarts)
        meanInit = model.meanInit.map { "init \(Numbers.duration($0))" } ?? ""
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
        cpu = model.cpu.map(Numbers.duration) ?? "–"
        age = Time.span(model.age)
    }
}
