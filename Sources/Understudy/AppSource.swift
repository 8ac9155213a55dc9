import Emulator
import Synchronization

/// The `serverless.yml` in use, with everything that it was read from: files that it takes values from, and zips.
final class AppSource: Sendable {
    /// How often files are looked at.
    private static let watchInterval = Duration.milliseconds(500)

    let path: String
    private let stage: String?
    /// Whether somebody named it; the usual one may be missing.
    private let isNamed: Bool
    /// What lay at each path when the file was last read.
    private let states = Mutex<FileChange.States>([:])

    /// - Parameter named: as given on the command line; nil for the `serverless.yml` in this folder.
    init(_ named: String?, stage: String?) {
        path = named ?? "serverless.yml"
        isNamed = named != nil
        self.stage = stage
    }

    /// Without a file there are no functions until somebody deploys some; one that was asked for by name must be there.
    ///
    /// - Throws: the first mistake in it.
    func read() throws -> App {
        let own = ConfigurationFiles.disk.state(path)
        states.withLock { $0 = [path: own] }
        if !isNamed, own == .missing { return .empty }
        // What was looked at before a mistake counts as well: whoever mends it changes one of these files.
        let files = ConfigurationFiles.disk.noting { [self] path, state in states.withLock { $0[path] = state } }
        return try App.load(path: path, stage: stage, files: files)
    }

    /// Hands on what the file says whenever it, or anything that it was read from, has changed; until it is cancelled. A
    /// mistake is told, and leaves all as it was; so does a file that is gone.
    func follow(_ take: (App) async throws -> Void) async {
        var change = FileChange(since: states.withLock { $0 })
        while !Task.isCancelled {
            // Cancelled means the end.
            try? await Task.sleep(for: Self.watchInterval)
            let present = Dictionary(uniqueKeysWithValues: change.paths.map { ($0, ConfigurationFiles.disk.state($0)) })
            guard change.look(present), present[path] != .missing else { continue }
            do {
                let app = try read()
                for warning in app.warnings { Terminal.warn(warning) }
                try await take(app)
                Terminal.warn("\(path) was read again.")
            } catch {
                Terminal.warn("Functions stay as they were: \(error)")
            }
            change = FileChange(since: states.withLock { $0 })
        }
    }
}
