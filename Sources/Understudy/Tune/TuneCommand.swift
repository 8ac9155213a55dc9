import ArgumentParser
import Foundation
import JSON

/// `understudy tune`: the same event at several memory sizes, and what they cost.
struct TuneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune", abstract: "Measures a function at several memory sizes and compares time and cost.",
        discussion: """
            Memory buys CPU: Lambda gives a vCPU at 1,769 MB and shares of it below. The running emulator does the same, in \
            environments of their own for each size; the function's configuration stays as it is. Exit status: 0 when \
            something was measured, 1 otherwise.
            """)

    @Argument(help: "A function's name.")
    var function: String

    @Option(
        help: "Sizes in MB, 128 to 10240, with commas between them (default: \(MemorySizes.standard)).",
        transform: MemorySizes.init(parsing:))
    var memory = MemorySizes.standard

    @Option(help: "Warm invocations per size, 1 to 1000. Intervals take 6 or more.")
    var count = 10

    @OptionGroup var event: EventOptions

    @Option(
        help: ArgumentHelp(
            "The Duration in ms that AWS reported for the same event at one of the sizes: scales times and money to AWS's.",
            valueName: "size=milliseconds"),
        transform: CalibrationReference.init(parsing:))
    var calibrate: CalibrationReference?

    @Option(help: "A JSON file with other prices: asOf, region, x86PerGBSecond, armPerGBSecond, perMillionRequests.")
    var prices: String?

    @Flag(help: "Print everything as JSON, each invocation included, and nothing else.")
    var json = false

    @OptionGroup var endpoint: EndpointOptions

    func validate() throws {
        guard (1...1_000).contains(count) else {
            throw ValidationError("--count must lie between 1 and 1000, not be \(count).")
        }
        if let calibrate, !memory.values.contains(calibrate.memorySizeMB) {
            throw ValidationError(
                "--calibrate names \(calibrate.memorySizeMB) MB, which is not measured; add it to --memory \(memory).")
        }
    }

    func run() async throws {
        let prices = try prices.map(LambdaPrices.init(file:)) ?? .current
        let emulator = TuneClient(client: try endpoint.client, name: function)
        let subject = try await emulator.function()
        let throttle = try await emulator.throttle()
        if let warning = throttle.warning { Terminal.warn(warning) }
        let event = try event.bytes() ?? (subject.sampleEvent ?? [:]).bytes
        let awake = AwakeCPUs()
        let outcome = try await measure { try await emulator.invoke(event, memorySizeMB: $0) }
        guard let firstAnswer = outcome.firstAnswer else { throw hopeless(outcome) }
        let result = TuneResult(
            function: subject, event: event, firstAnswer: firstAnswer, count: count, throttle: throttle,
            cpusStayedAwake: awake.isGranted, prices: prices, sizes: outcome.sizes, reference: calibrate)
        Terminal.line(json ? TuneJSON(result: result).json.prettyText : TuneText(result: result).text)
    }

    private func measure(_ invoke: @escaping TuneRun.Invoke) async throws -> TuneRun.Outcome {
        let bar = ProgressBar()
        defer { bar.clear() }
        let run = TuneRun(
            schedule: TuneSchedule(sizes: memory, count: count), invoke: invoke,
            progress: { bar.show($0, memorySizeMB: $1) })
        return try await run.outcome()
    }

    private func hopeless(_ outcome: TuneRun.Outcome) -> CommandFailure {
        let error = outcome.firstFailure?.text ?? "no error that it named"
        return CommandFailure(
            "Every invocation of \(function) failed, first with \(error). Give an event that it accepts with --data.")
    }
}
