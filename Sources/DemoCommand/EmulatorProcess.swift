import Foundation

/// `understudy start` as a child of this program, on free ports, with no state that outlives it.
final class EmulatorProcess {
    private let process = Process()
    private let output = Pipe()
    /// The API's URL: `http://127.0.0.1:PORT`.
    private(set) var api = ""
    /// The AWS endpoint's URL.
    private(set) var awsEndpoint = ""

    /// Returns when the emulator accepts requests.
    init(configuration: String) throws {
        process.executableURL = try Self.sibling("understudy")
        process.arguments = [
            "start", "--config", configuration, "--port", "0", "--api-port", "0", "--ephemeral", "--quiet",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        do { (awsEndpoint, api) = try readyURLs() } catch {
            stop()
            throw error
        }
    }

    /// Asks the emulator to end, and waits until it has: it ends its functions first.
    func stop() {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
    }

    var processID: pid_t { process.processIdentifier }

    /// Prints what `understudy experiments` says.
    func printExperiments() throws {
        let command = Process()
        command.executableURL = try Self.sibling("understudy")
        command.arguments = ["experiments", "--endpoint", awsEndpoint]
        command.standardInput = FileHandle.nullDevice
        try command.run()
        command.waitUntilExit()
    }

    /// The URLs out of `ready: AWS endpoint URL, API URL (14 functions, 4 experiments)`.
    private func readyURLs() throws -> (String, String) {
        var text = ""
        while !text.contains("\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw DemoFailure("The emulator ended before it was ready.") }
            text += String(decoding: data, as: UTF8.self)
        }
        guard let match = text.firstMatch(of: #/^ready: AWS endpoint (http://[^\s,]+), API (http://\S+)/#) else {
            throw DemoFailure("The emulator's first line is not the 'ready' one: \(text)")
        }
        return (String(match.1), String(match.2))
    }

    private static func sibling(_ name: String) throws -> URL {
        let own = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let path = own.deletingLastPathComponent().appending(path: name)
        guard FileManager.default.isExecutableFile(atPath: path.path) else {
            throw DemoFailure("\(path.path) is missing; `make build` makes it.")
        }
        return path
    }
}

struct DemoFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
