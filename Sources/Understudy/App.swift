import Cloud
import Emulator
import EventBridge
import FoundationEssentials

/// What a `serverless.yml` says, ready to be published.
struct App {
    var cloud: Cloud
    /// Where its functions are.
    var scope: Scope
    var warnings: [String]
    /// What its functions' schedules stand for.
    var rules: [FileRule]

    /// No file: whatever there will be is deployed.
    static let empty = App(
        cloud: Cloud(), scope: Scope(),
        warnings: ["There is no serverless.yml here: functions come by deploying them."],
        rules: [])

    static func load(path: String, stage: String?, files: ConfigurationFiles = .disk) throws -> App {
        let options = ServerlessFile.Options(
            stage: stage, environment: ProcessInfo.processInfo.environment, files: files)
        let file = try ServerlessFile(path: path, options: options)
        var cloud = Cloud()
        for command in file.commands { try cloud.apply(command) }
        return App(
            cloud: cloud, scope: Scope(account: options.account, region: file.region), warnings: file.warnings,
            rules: try file.rules(account: options.account))
    }

    /// Names the functions to which this machine cannot give the CPU that Lambda would; nil if there are none.
    func warning(usableCPUs: Int) -> String? {
        let names = cloud.functions.map(\.latest).filter { $0.cpuAllotment.share > Double(usableCPUs) }.map(\.name)
        guard !names.isEmpty else { return nil }
        return
            "\(names.joined(separator: ", ")): slower here than on Lambda, where the memory size brings more than the "
            + "\(Plural.text(usableCPUs, "CPU")) of this machine."
    }
}
