import ArgumentParser
import Foundation

/// `--data` and `--file`, on every command that sends an event.
struct EventOptions: ParsableArguments {
    @Option(help: "The event, as JSON.")
    var data: String?

    @Option(help: "A file with the event; - for standard input.")
    var file: String?

    func validate() throws {
        guard data == nil || file == nil else { throw ValidationError("--data and --file exclude each other.") }
    }

    /// Nil when neither is given.
    func bytes() throws -> [UInt8]? {
        guard let file else { return data.map { Array($0.utf8) } }
        if file == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: file)))
        } catch {
            throw CommandFailure("Cannot read the event from \(file): \(error.localizedDescription)")
        }
    }
}
