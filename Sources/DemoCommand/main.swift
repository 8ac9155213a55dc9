import Demo
import Foundation

// `understudy-demo [serverless.yml]`: the same traffic to every control and its candidates, and a table of what came
// back. Exit status 0 only if each candidate behaves as its story says.

let configuration = CommandLine.arguments.dropFirst().first ?? "serverless.yml"
let samples = Traffic.samples(seed: 2019)

func compare(_ client: Client) async -> [Tally] {
    var tallies = Candidate.all.map(Tally.init)
    for (index, sample) in samples.enumerated() {
        let door = Client.Door.allCases[index % Client.Door.allCases.count]
        let control = await client.ask(sample.request, at: sample.endpoint.rawValue, through: door)
        for position in tallies.indices where tallies[position].candidate.endpoint == sample.endpoint {
            let own = await client.ask(sample.request, at: tallies[position].candidate.name, through: door)
            tallies[position].count(sample, control: control, own: own)
        }
    }
    return tallies
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
    print("Sending \(samples.count) requests to the controls, and each to the candidates, at \(emulator.api)\n")
    let tallies = await compare(Client(api: emulator.api))
    print(ResultTable.text(tallies))

    let complaints = tallies.compactMap { tally in
        tally.complaint(among: samples).map { "\(tally.candidate.name): \($0)" }
    }
    emulator.stop()
    guard complaints.isEmpty else {
        print("\nNot as the story says:\n" + complaints.joined(separator: "\n"))
        exit(1)
    }
    print("\nEvery candidate behaves as its story says.")
} catch {
    FileHandle.standardError.write(Data("understudy-demo: \(error)\n".utf8))
    exit(1)
}
