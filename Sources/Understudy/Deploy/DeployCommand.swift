import ArgumentParser
import Emulator
import FoundationEssentials
import JSON

/// `understudy deploy`: what `sls deploy` does, without the framework: the same stack with the same logical ids.
struct DeployCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy", abstract: "Deploys a serverless.yml to a running emulator.",
        discussion:
            "Makes or updates the CloudFormation stack SERVICE-STAGE. Exit status: 0 when it is as the file says, "
            + "also where nothing had to change; 1 when it could not be done, and the stack is as it was.")

    @Option(help: "The Serverless Framework file that names the functions.")
    var config = "serverless.yml"

    @Option(help: "The stage, as sls deploy's --stage.")
    var stage: String?

    @Option(help: "The region, as sls deploy's --region.")
    var region: String?

    @Flag(help: "Print JSON: what was done, and the stack's outputs.")
    var json = false

    @OptionGroup var endpoint: EndpointOptions

    func run() async throws {
        let options = ServerlessFile.Options(
            stage: stage, region: region, environment: ProcessInfo.processInfo.environment)
        let file = try ServerlessFile(path: config, options: options)
        for warning in file.warnings { Terminal.warn(warning) }
        let deployment = Deployment(
            template: try StackTemplate(file), aws: try AWSCaller(endpoint.client, region: file.region)
        ) { text in
            if !json { Terminal.warn(text) }
        }
        let result = try await deployment.run()
        Terminal.line(json ? result.json.prettyText : result.text)
    }
}
