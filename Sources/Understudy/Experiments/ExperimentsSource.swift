import Cloud
import Emulator
import ExperimentStore
import FoundationEssentials

/// The `experiments.yml` in use.
struct ExperimentsSource: Sendable {
    let path: String
    /// Whether somebody named it; the usual one may be missing.
    private let isNamed: Bool
    private let scope: Scope

    /// - Parameters:
    ///   - named: as given on the command line; nil for `experiments.yml` beside the configuration.
    ///   - scope: where functions are that are named without a region or account.
    init(_ named: String?, beside configuration: String, scope: Scope) {
        let folder = URL(filePath: configuration).deletingLastPathComponent().path
        let usual = folder == "." || folder.isEmpty ? "experiments.yml" : folder + "/experiments.yml"
        path = named ?? usual
        isNamed = named != nil
        self.scope = scope
    }

    /// - Returns: nil without a file.
    /// - Throws: the first mistake in it.
    func read() throws -> ExperimentsFile? {
        if !isNamed, state == .missing { return nil }
        guard let text = ConfigurationFiles.disk.read(path) else {
            throw CommandFailure("\(path) cannot be read; name another file with --experiments.")
        }
        return try ExperimentsFile(
            text: text, file: path, region: scope.region, account: scope.account, today: Today.text)
    }

    /// Differs whenever the file does.
    var state: ConfigurationFiles.State { ConfigurationFiles.disk.state(path) }
}
