import Demo
import Foundation

// `understudy-demo [serverless.yml]`: traffic to the four endpoints, and what the Scientist says of every candidate. Exit
// status 0 only if each has the verdict that its story demands.

let configuration = CommandLine.arguments.dropFirst().first ?? "serverless.yml"
let seed: UInt64 = 2019

/// - Returns: how many were not answered.
func send(_ samples: [Sample], _ client: Client) async -> Int {
    var unanswered = 0
    for (index, sample) in samples.enumerated() {
        if !(await client.ask(sample, through: Client.Door.allCases[index % 2])) { unanswered += 1 }
    }
    return unanswered
}

/// Candidates run behind the clients' backs; waits until every request was compared, or nothing has come for 20 s.
func awaitComparisons(_ samples: [Sample], _ client: Client) async throws -> [String: [String: Finding]] {
    let due = Candidate.all.map { candidate in samples.count { $0.endpoint == candidate.endpoint } }.reduce(0, +)
    var (seen, quiet) = (0, 0)
    while true {
        let findings = try await client.findings()
        let done = findings.values.flatMap(\.values).map(\.requests).reduce(0, +)
        quiet = done > seen ? 0 : quiet + 1
        seen = done
        if done >= due || quiet > 100 { return findings }
        try await Task.sleep(for: .milliseconds(200))
    }
}

/// Ctrl-C and SIGTERM end the emulator too: it leads a process group of its own.
func endTogether(with emulator: EmulatorProcess) -> [any DispatchSourceSignal] {
    let processID = emulator.processID
    return [SIGINT, SIGTERM].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            kill(processID, SIGTERM)
            // It ends within a second; Foundation collects it, after which its id means nobody.
            for _ in 0..<200 where kill(processID, 0) == 0 { usleep(10_000) }
            exit(128 + number)
        }
        source.resume()
        return source
    }
}

do {
    let emulator = try EmulatorProcess(configuration: configuration)
    let signals = endTogether(with: emulator)
    defer { withExtendedLifetime(signals) { emulator.stop() } }
    let client = Client(api: emulator.api, awsEndpoint: emulator.awsEndpoint)
    print("The dashboard, for as long as this runs: \(emulator.awsEndpoint)/_understudy/")
    var samples = Traffic.samples(seed: seed)
    print("Sending \(samples.count) requests to \(emulator.api); candidates get them after each answer.")
    var unanswered = await send(samples, client)
    var found = try await awaitComparisons(samples, client)
    for round in 1...Traffic.furtherRounds {
        let more = Traffic.further(found, seed: seed, round: round)
        guard !more.isEmpty else { break }
        print("Times differ too much to tell yet which candidates are faster; sending \(more.count) requests more.")
        unanswered += await send(more, client)
        samples += more
        found = try await awaitComparisons(samples, client)
    }
    for candidate in Candidate.all {
        guard let reason = candidate.acceptance else { continue }
        print("Accepting the difference of \(candidate.name) as the control's defect: \(reason)")
        try await client.accept(candidate, reason: reason)
    }
    print("")
    // The command writes to the same place.
    fflush(nil)
    try emulator.printExperiments()

    let findings = try await client.findings()
    var complaints = Candidate.all.compactMap { candidate -> String? in
        guard let finding = findings[candidate.experiment]?[candidate.key] else {
            return "\(candidate.name): there is no experiment with it"
        }
        return finding.complaint(about: candidate, among: samples).map { "\(candidate.name): \($0)" }
    }
    if unanswered > 0 { complaints.append("\(unanswered) requests were not answered") }
    emulator.stop()
    guard complaints.isEmpty else {
        print("\nNot as the story says:\n" + complaints.joined(separator: "\n"))
        exit(1)
    }
    print("\nEvery candidate has the verdict that its story demands.")
} catch {
    FileHandle.standardError.write(Data("understudy-demo: \(error)\n".utf8))
    exit(1)
}
