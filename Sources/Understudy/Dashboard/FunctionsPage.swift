import Cloud
import Dashboard
import Emulator
import Scientist

extension DashboardPages {
    func functions() async -> Page {
        let functions = await laboratory.cloud.functions.map(\.latest).sorted { $0.name < $1.name }
        return .functions(FunctionList(functions: functions.map(FunctionSummary.init)))
    }

    /// Nil where there is none of this name.
    func function(_ name: String) async -> Page? {
        let cloud = await laboratory.cloud
        guard let function = cloud.functions.map(\.latest).first(where: { $0.name == name }) else { return nil }
        return .function(FunctionDetail(function, cloud, experiments: await laboratory.overview()))
    }
}

extension FunctionSummary {
    init(_ function: FunctionVersion) {
        self.init(
            name: function.name, memorySizeMB: function.memorySizeMB, timeoutSeconds: function.timeoutSeconds,
            runtime: function.runtime, architecture: function.architecture.rawValue, cpus: function.cpuAllotment.share)
    }
}

extension FunctionDetail {
    init(_ function: FunctionVersion, _ cloud: Cloud, experiments: [RunningExperiment]) {
        let routes = cloud.apis.flatMap(\.routes).filter { $0.function?.name == function.name }.map(\.key)
        var parts: [(experiment: String, part: String)] = []
        for running in experiments {
            let experiment = running.experiment
            if FunctionName(experiment.control).function == function.name { parts.append((experiment.name, "control")) }
            for candidate in experiment.candidates where FunctionName(candidate.subject).function == function.name {
                parts.append((experiment.name, "candidate \(candidate.key)"))
            }
        }
        self.init(
            summary: FunctionSummary(function), arn: function.unqualifiedARN, handler: function.handler,
            codeSHA256: nil, variableNames: function.environment.keys.sorted(),
            sampleEvent: function.sampleEvent ?? "{}", routes: routes, parts: parts)
    }
}
