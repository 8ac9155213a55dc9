/// Why a function's code cannot be run: a sentence for people, and what AWS tells the caller.
enum CodeError: Error, Equatable, CustomStringConvertible {
    case missingArtifact(path: String)
    case unreadable(path: String, reason: String)
    case damagedZip(path: String, reason: String)
    case unsafeEntry(path: String, entry: String, reason: String)
    case tooLarge(path: String, limitBytes: Int)
    case noBootstrap(folder: String)
    case notExecutable(file: String)
    case wrongArchitecture(found: String, expected: String, declared: String)

    var description: String {
        switch self {
        case .missingArtifact(let path):
            "There is no artifact at \(path); build it (make package) or correct package.artifact."
        case .unreadable(let path, let reason): "Cannot read \(path): \(reason)."
        case .damagedZip(let path, let reason): "\(path) is not a sound zip file: \(reason)."
        case .unsafeEntry(let path, let entry, let reason): "\(path) is refused: its entry '\(entry)' \(reason)."
        case .tooLarge(let path, let limit): "\(path) unpacks to more than Lambda's \(limit) bytes."
        case .noBootstrap(let folder): "There is no file 'bootstrap' at the root of the code in \(folder)."
        case .notExecutable(let file): "\(file) is not executable; zip it with mode 0755 (chmod +x bootstrap)."
        case .wrongArchitecture(let found, let expected, let declared):
            "The bootstrap is built for \(found), this machine runs \(expected) (the function says \(declared))."
        }
    }

    /// What follows `Error: ` in the payload of `Runtime.InvalidEntrypoint`; the words of AWS where it has some.
    var lambdaReason: String {
        switch self {
        case .noBootstrap: "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"
        case .notExecutable: "fork/exec /var/task/bootstrap: permission denied"
        case .wrongArchitecture: "fork/exec /var/task/bootstrap: exec format error"
        case .missingArtifact, .unreadable, .damagedZip, .unsafeEntry, .tooLarge: description
        }
    }
}
