import ArgumentParser
import Cloud
import ExperimentStore
import FoundationEssentials
import Glibc
import JSON

/// `understudy experiments`: what the running emulator's Scientist has found, and its switches.
struct ExperimentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experiments", abstract: "Shows experiments and their verdicts, and steers them.",
        discussion: """
            Without a subcommand it prints the verdicts of all experiments, or with NAME everything about one.
            """,
        subcommands: [
            Show.self, Validate.self, Put.self, Delete.self, Set.self, Pause.self, Resume.self, Mismatches.self,
            Accept.self, Reopen.self,
        ], defaultSubcommand: Show.self)

    /// Prints verdicts.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Prints the verdicts of all experiments, or one experiment in full (default).")

        @Argument(help: "The experiment to show in full.")
        var name: String?

        @Flag(help: "Print JSON in place of tables.")
        var json = false

        @Option(
            help: "Print a report of NAME to pass on: html (a file that stands alone) or md (for a pull request).")
        var report: ReportFormat?

        @OptionGroup var endpoint: EndpointOptions

        func validate() throws {
            guard report == nil || name != nil else {
                throw ValidationError("--report needs the NAME of an experiment.")
            }
            guard report == nil || !json else { throw ValidationError("--report and --json exclude each other.") }
        }

        func run() async throws {
            let client = try endpoint.client
            if let name, let report {
                Terminal.text(try await client.report(name, report))
            } else if let name {
                let detail = try await client.experiments("GET", name)
                Terminal.line(json ? detail.prettyText : ExperimentText.detail(detail))
            } else {
                let list = try await client.experiments("GET")
                Terminal.line(json ? list.prettyText : ExperimentText.table(list))
            }
        }
    }

    struct Validate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Checks a file of definitions.")

        @Argument(help: "Such as experiments.yml.")
        var file: String

        func run() async throws {
            guard access(file, R_OK) == 0 else { throw CommandFailure("\(file) cannot be read.") }
            guard let read = try ExperimentsSource(file, beside: file, scope: Scope()).read() else { return }
            for notice in read.notices { Terminal.warn(notice) }
            Terminal.line("\(file): \(Plural.text(read.experiments.count, "experiment")), no mistake.")
        }
    }

    struct Put: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Uploads a file of definitions to the running emulator.")

        @Argument(help: "Such as experiments.yml.")
        var file: String

        @OptionGroup var endpoint: EndpointOptions

        func run() async throws {
            guard let data = try? Data(contentsOf: URL(filePath: file)) else {
                throw CommandFailure("\(file) cannot be read.")
            }
            let answer = try await endpoint.client.experiments("PUT", body: data, headers: ["X-Understudy-File": file])
            for notice in answer["notices"]?.arrayValue ?? [] { Terminal.warn(notice.stringValue ?? "") }
            let names = (answer["experiments"]?.arrayValue ?? []).compactMap(\.stringValue)
            Terminal.line("uploaded: \(names.joined(separator: ", "))")
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes an uploaded experiment back.")
        @Argument(help: "Of the experiment.") var name: String
        @OptionGroup var endpoint: EndpointOptions

        func run() async throws {
            _ = try await endpoint.client.experiments("DELETE", name)
            Terminal.line("deleted: \(name)")
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Changes the share of the traffic, without starting a new version.")

        @Argument(help: "Of the experiment.") var name: String

        @Option(help: "Only for this candidate, by its key.")
        var candidate: String?

        @Option(help: "Percent of the requests, 0 to 100.")
        var sample: Double

        @OptionGroup var endpoint: EndpointOptions

        func validate() throws {
            guard (0...100).contains(sample) else { throw ValidationError("--sample must lie between 0 and 100.") }
        }

        func run() async throws {
            var members = [JSON.Member("samplePercent", .number("\(sample)"))]
            if let candidate { members.append(JSON.Member("candidate", .string(candidate))) }
            try await endpoint.client.change(name, members)
            Terminal.line("\(candidate ?? "every candidate") of \(name) gets \(sample) % of the requests")
        }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stops calling candidates.")
        @Argument(help: "Of the experiment.") var name: String
        @OptionGroup var endpoint: EndpointOptions

        func run() async throws {
            try await endpoint.client.change(name, [JSON.Member("paused", true)])
            Terminal.line("paused: \(name)")
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Calls candidates again.")
        @Argument(help: "Of the experiment.") var name: String
        @OptionGroup var endpoint: EndpointOptions

        func run() async throws {
            try await endpoint.client.change(name, [JSON.Member("paused", false)])
            Terminal.line("resumed: \(name)")
        }
    }

    struct Mismatches: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the latest requests that a candidate answered differently.")

        @Argument(help: "Of the experiment.")
        var name: String
        @Option(help: "Only of this candidate, by its key.")
        var candidate: String?
        @Option(help: "How many, up to 500.")
        var limit = 10
        @Flag(help: "Print JSON.")
        var json = false
        @OptionGroup var endpoint: EndpointOptions

        func run() async throws {
            var query = "?outcome=mismatch,candidate_error,control_error,both_error,timeout&limit=\(limit)"
            if let candidate { query += "&candidate=\(URLText.encode(candidate))" }
            let found = try await endpoint.client.experiments("GET", name, "/observations" + query)
            Terminal.line(json ? found.prettyText : ExperimentText.mismatches(found))
        }
    }

    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a candidate's differences for the control's defect.",
            discussion: "They count for the candidate from then on. A new version of the experiment begins without.")

        @Argument(help: "Of the experiment.") var name: String
        @Argument(help: "The candidate's key.")
        var candidate: String
        @Option(help: "Why it is the control that is wrong.")
        var reason: String
        @Option(help: "A field, such as '$.total'; may be repeated (default: all that were seen to differ).")
        var field: [String] = []
        @OptionGroup var endpoint: EndpointOptions

        func run() async throws {
            var members = [
                JSON.Member("candidate", .string(candidate)), JSON.Member("reason", .string(reason)),
            ]
            if !field.isEmpty { members.append(JSON.Member("fields", .array(field.map(JSON.string)))) }
            let answer = try await endpoint.client.experiments(
                "POST", name, "/acceptances", body: Data(JSON.object(members).bytes))
            let fields = (answer["accepted"]?.arrayValue ?? []).compactMap(\.stringValue)
            Terminal.line("accepted as the control's defect: \(fields.joined(separator: ", "))")
        }
    }
}

extension ExperimentsCommand {
    struct Reopen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes back what was accepted of a candidate: its differences count against it again.")

        @Argument(help: "Of the experiment.")
        var name: String
        @Argument(help: "The candidate's key.")
        var candidate: String
        @OptionGroup var endpoint: EndpointOptions

        func run() async throws {
            let answer = try await endpoint.client.experiments(
                "DELETE", name, "/acceptances?candidate=\(URLText.encode(candidate))")
            let fields = (answer["reopened"]?.arrayValue ?? []).compactMap(\.stringValue)
            Terminal.line("open again: \(fields.joined(separator: ", "))")
        }
    }
}

enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case html, md
}

extension EndpointClient {
    /// - Throws: ``CommandFailure`` with the API's sentence.
    fileprivate func report(_ name: String, _ format: ReportFormat) async throws -> String {
        let path = "/_understudy/api/experiments/\(URLText.encode(name))/report?format=\(format.rawValue)"
        let answer = try await call("GET", path)
        guard answer.status == 200 else { throw CommandFailure(answer.awsError) }
        return String(decoding: answer.body, as: UTF8.self)
    }

    fileprivate func change(_ name: String, _ members: [JSON.Member]) async throws {
        _ = try await experiments("PATCH", name, body: Data(JSON.object(members).bytes))
    }

    /// Calls the API of experiments.
    ///
    /// - Throws: ``CommandFailure`` with the API's sentence.
    fileprivate func experiments(
        _ method: String, _ name: String? = nil, _ rest: String = "", body: Data? = nil, headers: [String: String] = [:]
    ) async throws -> JSON {
        let path = "/_understudy/api/experiments" + (name.map { "/" + URLText.encode($0) } ?? "") + rest
        let answer = try await call(method, path, headers: headers, body: body)
        guard (200..<300).contains(answer.status) else { throw CommandFailure(answer.awsError) }
        return answer.body.isEmpty ? .null : try JSON(parsing: [UInt8](answer.body))
    }
}
