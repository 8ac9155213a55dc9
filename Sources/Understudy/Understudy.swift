public import ArgumentParser
import Emulator

/// The command `understudy`. Its executable is a shell around this.
public struct Understudy: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "understudy",
        abstract: "Runs AWS Lambda functions and their APIs on this machine, without Docker.",
        discussion: """
            Start with `understudy start` beside a serverless.yml; then use any AWS client with \
            --endpoint-url http://localhost:4566, or curl http://localhost:3000/{stage}/{path}.
            """,
        version: Emulator.version,
        subcommands: [
            StartCommand.self, DeployCommand.self, InvokeCommand.self, TuneCommand.self, FunctionsCommand.self,
            LogsCommand.self,
            ExperimentsCommand.self,
            DoctorCommand.self,
        ])

    public init() {}

    /// Runs the command line that this process was given.
    public static func run() async {
        await main(nil)
    }
}
