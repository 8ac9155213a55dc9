import ArgumentParser
import Emulator
import Foundation
import JSON

/// `understudy logs`: what a function and Lambda have written to its log, and what they go on to write.
struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Shows a function's log.",
        discussion: "The emulator keeps the last lines of each function, some thousands, while it runs.")

    @Argument(help: "A function's name, or its ARN.")
    var function: String

    @Flag(name: .shortAndLong, help: "Go on with what is written from now on, until Ctrl-C.")
    var follow = false

    @Option(help: "Only lines with this text, in upper or lower case, or of the request or log stream of this id.")
    var search: String?

    @Option(help: "Only lines written since then: 30s, 10m, 2h or 1d ago.", transform: Age.init(parsing:))
    var since: Age?

    @Flag(help: "Print each line as a JSON object.")
    var json = false

    @OptionGroup var endpoint: EndpointOptions

    private var path: String { "/_understudy/api/functions/\(URLText.encode(function))/logs" }

    func run() async throws {
        let client = try endpoint.client
        let answer = try await client.call("GET", path + query(["limit": "5000", "since": sinceText]))
        guard answer.status == 200 else { throw CommandFailure(answer.awsError) }
        let log = try JSON(parsing: [UInt8](answer.body))
        show(log["lines"])
        if follow { try await goOn(client, after: (log["next"]?.intValue ?? 1) - 1) }
    }

    /// Returns when the emulator ends.
    private func goOn(_ client: EndpointClient, after number: Int) async throws {
        var parser = EventStreamParser()
        for try await piece in try client.follow(path + "/follow" + query(["after": "\(number)"])) {
            for event in parser.feed(piece) where event.name == "lines" {
                let data = try JSON(parsing: event.data)
                if let skipped = data["skipped"]?.intValue, skipped > 0 {
                    Terminal.warn("\(Plural.text(skipped, "line")) left out: the function writes faster than is shown.")
                }
                show(data["lines"])
            }
        }
    }

    private var sinceText: String? {
        since.map { "\(max(0, WallClock.epochMilliseconds() - $0.milliseconds))" }
    }

    private func query(_ values: [String: String?]) -> String {
        let all = values.merging(["search": search]) { own, _ in own }
        let pairs = all.compactMap { name, value in value.map { "\(name)=\(URLText.encode($0))" } }
        return pairs.isEmpty ? "" : "?" + pairs.sorted().joined(separator: "&")
    }

    private func show(_ lines: JSON?) {
        for line in lines?.arrayValue ?? [] { Terminal.line(json ? line.text : Self.text(of: line)) }
    }

    private static func text(of line: JSON) -> String {
        let time = WallClock.iso8601(epochMilliseconds: line["time"]?.intValue ?? 0)
        return "\(time)  \(line["text"]?.stringValue ?? "")"
    }
}

/// How long ago: a whole number of seconds, minutes, hours or days.
struct Age: Equatable {
    var milliseconds: Int

    /// - Parameter text: `30s`, `10m`, `2h`, `1d`.
    init(parsing text: String) throws {
        let units = ["s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
        guard let unit = text.last.flatMap({ units[String($0)] }), let count = Int(text.dropLast()),
            (0...100_000).contains(count)
        else { throw ValidationError("'\(text)' is no time such as 30s, 10m, 2h or 1d.") }
        milliseconds = count * unit
    }
}
