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
        environments = model.activity.map { Numbers.count($0.environments.count) } ?? "–"
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
    let codeSHA256: String?
    let variables: String
    let routes: [String]
    let parts: [PartView]
    let hasParts: Bool
    let sampleEvent: String
    let distribution: String?
    let environments: [EnvironmentView]
    let hasEnvironments: Bool

    struct PartView {
        let experiment: String
        let link: String
        let part: String
    }

    struct EnvironmentView {
        let name: String
        let state: String
        let process: String
        let invocations: String
        let memory: String
        let cpu: String
        let started: String
    }

    init(_ model: FunctionDetail, token: String) {
        self.token = token
        row = FunctionRow(model.summary)
        name = model.summary.name
        encodedName = URLPath.encoded(model.summary.name)
        arn = model.arn
        handler = model.handler
        codeSHA256 = model.codeSHA256
        variables = model.variableNames.isEmpty ? "none" : model.variableNames.joined(separator: ", ")
        routes = model.routes
        parts = model.parts.map {
            PartView(experiment: $0.experiment, link: URLPath.experiment($0.experiment), part: $0.part)
        }
        hasParts = !parts.isEmpty
        sampleEvent = model.sampleEvent
        distribution = nil
        environments = (model.summary.activity?.environments ?? []).map {
            EnvironmentView(
                name: $0.name, state: $0.state, process: $0.processID.map { "\($0)" } ?? "–",
                invocations: Numbers.count($0.invocations),
                memory: $0.memoryMB.map { "\(Numbers.count($0)) MB" } ?? "–",
                cpu: $0.cpu.map { Numbers.duration(Double($0)) } ?? "–", started: Time.full($0.started))
        }
        hasEnvironments = !environments.isEmpty
    }
}
