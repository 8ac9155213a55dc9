import Cloud
import Dashboard
import Emulator
import JSON
import NIOCore
import NIOHTTP1
import Scientist

/// Where pages learn of functions: the emulator, which starts after them.
struct FunctionsSource: Sendable {
    /// Where clients reach the app.
    let apiAddress: String
    /// As `/_understudy/api/functions` and `/_understudy/api/functions/NAME` tell it.
    var all: @Sendable () async throws -> JSON
    var one: @Sendable (String) async throws -> JSON?

    init(_ emulator: Emulator) {
        apiAddress = "http://localhost:\(emulator.apiPort)"
        all = { try await emulator.functions() }
        one = { try await emulator.function($0) }
    }
}

extension DashboardPages {
    func functions() async throws -> Page {
        let functions = try await functionsSource.value?.all()["functions"]?.arrayValue ?? []
        return .functions(FunctionList(functions: functions.map(FunctionSummary.init)))
    }

    /// - Throws: ``LaboratoryError`` where there is none of this name.
    func function(_ name: String) async throws -> Page {
        guard let function = try await functionsSource.value?.one(name) else {
            throw LaboratoryError(
                .notFound,
                "There is no function '\(name)': it was deleted, or an experiment names one that was never deployed.")
        }
        var detail = FunctionDetail(
            function, await laboratory.cloud, experiments: await laboratory.overview().map(\.experiment))
        if let tuning = tuningSource.value {
            detail.canTune = true
            detail.tuning = await Tuning.latest(of: name, tuning)
        }
        return .function(detail)
    }
}

extension FunctionSummary {
    init(_ json: JSON) {
        let activity = json["activity"]
        // What is cold has no process.
        let environments = (json["environmentCounts"]?.objectValue ?? []).filter { $0.key != "cold" }
        self.init(
            name: json["name"]?.stringValue ?? "", memorySizeMB: json["memorySizeMB"]?.intValue ?? 0,
            timeoutSeconds: json["timeoutSeconds"]?.intValue ?? 0, runtime: json["runtime"]?.stringValue ?? "",
            architecture: json["architecture"]?.stringValue ?? "", cpus: json["cpus"]?.doubleValue ?? 0,
            activity: FunctionCounts(
                all: FunctionCounts.Count((activity?.objectValue ?? []).map(\.value)),
                clients: FunctionCounts.Count([activity?["client"]].compactMap { $0 }),
                environments: environments.reduce(0) { $0 + ($1.value.intValue ?? 0) }))
    }
}

extension FunctionCounts.Count {
    fileprivate init(_ roles: [JSON]) {
        self.init(
            invocations: roles.reduce(0) { $0 + ($1["invocations"]?.intValue ?? 0) },
            errors: roles.reduce(0) { $0 + ($1["errors"]?.intValue ?? 0) })
    }
}

extension FunctionDetail {
    init(_ json: JSON, _ cloud: Cloud, experiments: [Experiment]) {
        let summary = FunctionSummary(json)
        let routes = cloud.apis.flatMap { api in
            api.routes.filter { $0.function?.name == summary.name }.map {
                (api.isREST ? "REST API" : "HTTP API", $0.key)
            }
        }
        self.init(
            summary: summary, arn: json["arn"]?.stringValue ?? "",
            description: json["description"]?.stringValue ?? "", handler: json["handler"]?.stringValue ?? "",
            variableNames: (json["environmentNames"]?.arrayValue ?? []).compactMap(\.stringValue),
            sampleEvent: json["sampleEvent"]?.prettyText ?? "{}", routes: routes,
            parts: experiments.flatMap { Self.parts(of: summary.name, in: $0) },
            roles: (json["activity"]?.objectValue ?? []).map { RoleActivity($0.key, $0.value) },
            environments: (json["environments"]?.arrayValue ?? []).map(EnvironmentModel.init).filter {
                $0.state != "cold"
            })
    }

    private static func parts(of name: String, in experiment: Experiment) -> [(experiment: String, part: String)] {
        let control = FunctionName(experiment.control).function == name ? [(experiment.name, "control")] : []
        return control
            + experiment.candidates.filter { FunctionName($0.subject).function == name }.map {
                (experiment.name, "candidate \($0.key)")
            }
    }
}

extension RoleActivity {
    init(_ role: String, _ json: JSON) {
        func microseconds(_ value: JSON?) -> Double? { value?.doubleValue.map { $0 * 1_000 } }
        let durations = json["warmDurations"]
        self.init(
            role: role, invocations: json["invocations"]?.intValue ?? 0, errors: json["errors"]?.intValue ?? 0,
            errorTypes: (json["errorsByType"]?.objectValue ?? []).map { ($0.key, $0.value.intValue ?? 0) },
            coldStarts: json["coldStarts"]?.intValue ?? 0, meanInit: microseconds(json["meanInitMilliseconds"]),
            maxMemoryMB: json["maxMemoryUsedMB"]?.intValue ?? 0, median: microseconds(durations?["p50Milliseconds"]),
            p90: microseconds(durations?["p90Milliseconds"]), p99: microseconds(durations?["p99Milliseconds"]),
            durations: (durations?["buckets"]?.arrayValue ?? []).compactMap { bucket in
                guard let bound = microseconds(bucket["upToMilliseconds"]), let count = bucket["count"]?.intValue
                else { return nil }
                return (bound, count)
            })
    }
}

extension EnvironmentModel {
    init(_ json: JSON) {
        self.init(
            name: json["logStream"]?.stringValue ?? "", state: json["state"]?.stringValue ?? "",
            role: json["role"]?.stringValue ?? "", experiment: json["experiment"]?.stringValue,
            invocations: json["invocations"]?.intValue ?? 0, memoryBytes: json["memoryBytes"]?.intValue,
            memorySizeMB: json["memorySizeMB"]?.intValue ?? 0,
            cpu: json["cpuMilliseconds"]?.doubleValue.map { $0 * 1_000 }, age: json["ageMilliseconds"]?.intValue ?? 0)
    }
}

extension Tuning {
    /// Asks whoever answers GET `/_understudy/api/functions/NAME/tune`; nil for a function that was not measured.
    static func latest(of name: String, _ answer: RequestHandler) async -> Tuning? {
        let request = HTTPRequest(
            method: .GET, target: "/_understudy/api/functions/\(URLPath.encoded(name))/tune")
        guard let answer = await answer(request), answer.status == .ok,
            let json = try? JSON(parsing: Array(answer.body.readableBytesView))
        else { return nil }
        return Tuning(json)
    }

    init?(_ json: JSON) {
        guard let state = json["state"]?.stringValue.flatMap(State.init) else { return nil }
        let result = json["result"]
        let architecture = result?["architecture"]?.stringValue ?? "x86_64"
        self.init(
            state: state, progress: json["progress"]?.doubleValue ?? 0, problem: json["problem"]?.stringValue,
            started: json["started"]?.intValue ?? 0, count: json["count"]?.intValue ?? 0,
            sizes: (result?["sizes"]?.arrayValue ?? []).map { Size($0, architecture) },
            recommendations: (result?["recommendations"]?.objectValue ?? []).map {
                Recommendation(
                    goal: $0.key, memorySizeMB: $0.value["memorySizeMB"]?.intValue ?? 0,
                    reason: $0.value["reason"]?.stringValue ?? "")
            }, notes: (result?["notes"]?.arrayValue ?? []).compactMap(\.stringValue))
    }
}

extension Tuning.Size {
    init(_ json: JSON, _ architecture: String) {
        let measured = json["measured"]
        var interval: ClosedRange<Double>?
        if let low = measured?["interval"]?["lowerMilliseconds"]?.doubleValue,
            let high = measured?["interval"]?["upperMilliseconds"]?.doubleValue, low <= high
        {
            interval = low...high
        }
        self.init(
            memorySizeMB: json["memorySizeMB"]?.intValue ?? 0, median: measured?["medianMilliseconds"]?.doubleValue,
            interval: interval, billed: measured?["medianBilledMilliseconds"]?.doubleValue,
            costPerMillion: measured?["dollarsPerMillion"]?[architecture]?.doubleValue,
            maxMemoryMB: json["maxMemoryUsedMB"]?.intValue,
            failures: (json["timeouts"]?.intValue ?? 0) + (json["errors"]?.intValue ?? 0))
    }
}
