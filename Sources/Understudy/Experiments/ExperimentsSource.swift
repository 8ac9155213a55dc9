import Cloud
import Emulator
import ExperimentStore
import FoundationEssentials
import Glibc
import Settings

/// The `experiments.yml` in use.
struct ExperimentsSource: Sendable {
    /// Nil for none.
    let path: String?

    /// - Parameter named: as given on the command line; it must exist then.
    init(_ named: String?, beside configuration: String) throws {
        if let named {
            path = named
            return
        }
        let folder = URL(filePath: configuration).deletingLastPathComponent().path
        let usual = folder == "." || folder.isEmpty ? "experiments.yml" : folder + "/experiments.yml"
        path = access(usual, F_OK) == 0 ? usual : nil
    }

    /// - Returns: nil without a file.
    /// - Throws: the first mistake in it.
    func read() throws -> ExperimentsFile? {
        guard let path else { return nil }
        guard let text = ConfigurationFiles.text(at: path) else {
            throw CommandFailure("\(path) cannot be read; name another file with --experiments.")
        }
        let scope = Scope()
        return try ExperimentsFile(
            text: text, file: path, region: scope.region, account: scope.account, today: Today.text)
    }

    /// Differs whenever the file does.
    var identity: String {
        guard let path else { return "" }
        var status = stat()
        guard stat(path, &status) == 0 else { return "missing" }
        return "\(status.st_size)-\(status.st_ino)-\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
}
