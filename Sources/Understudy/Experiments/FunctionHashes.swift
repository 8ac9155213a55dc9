import Cloud
import Emulator

/// What tells one state of a function from another: its code by content, and its configuration. Code is read again only
/// when its file has changed.
struct FunctionHashes {
    /// By ``FunctionVersion/codeIdentity``.
    private var hashes: [String: String] = [:]

    /// The hash of code that was looked at before; the identity itself for other code.
    func hash(ofIdentity identity: String) -> String { hashes[identity] ?? identity }

    /// - Parameter functions: nil for one that does not exist.
    mutating func identities(of functions: [FunctionVersion?]) -> [String] {
        functions.map { $0.map { identity(of: $0) } ?? "missing" }
    }

    private mutating func identity(of function: FunctionVersion) -> String {
        let variables = function.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return [
            function.unqualifiedARN, function.version, codeHash(of: function), function.runtime, function.handler,
            function.architecture.rawValue, "\(function.memorySizeMB) MB", "\(function.timeoutSeconds) s",
            function.cpus.map { "\($0) CPUs" } ?? "", variables.joined(separator: "\n"),
        ].joined(separator: "|")
    }

    private mutating func codeHash(of function: FunctionVersion) -> String {
        if let known = hashes[function.codeIdentity] { return known }
        let hash = function.code.contentHash ?? function.codeIdentity
        hashes[function.codeIdentity] = hash
        return hash
    }
}
