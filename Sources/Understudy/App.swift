import Cloud
import Emulator
import FoundationEssentials

/// What a `serverless.yml` says, ready to be published.
struct App {
    var cloud: Cloud
    var warnings: [String]

    static func load(path: String, stage: String?) throws -> App {
        let options = ServerlessFile.Options(stage: stage, environment: ProcessInfo.processInfo.environment)
        let file = try ServerlessFile(path: path, options: options)
        var cloud = Cloud()
        for command in file.commands { try cloud.apply(command) }
        return App(cloud: cloud, warnings: file.warnings)
    }
}
