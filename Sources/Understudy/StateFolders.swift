import Emulator
import FoundationEssentials
import Glibc

/// Where the emulator keeps what it writes.
struct StateFolders {
    /// Unpacked code; functions may enter it.
    var code: String
    /// What AWS's services remember.
    var services: String
    /// Whether it is there for the next start.
    var isKept: Bool
    /// What experiments have found; one SQLite file.
    var experiments: String { services + "/experiments.sqlite" }
    /// A folder to remove at the end.
    private var temporary: String?

    /// - Parameters:
    ///   - configuration: the file beside which `.understudy` lies by default.
    static func prepare(beside configuration: String, state: String?, ephemeral: Bool) throws -> StateFolders {
        if ephemeral { return try makeTemporary() }
        let root = state ?? URL(filePath: configuration).deletingLastPathComponent().path + "/.understudy"
        let code = absolute(root) + "/code"
        guard FileTree.makeFolder(code) else {
            throw CommandFailure("Cannot create \(code); name another place with --state, or use --ephemeral.")
        }
        if FunctionUser.chosen != nil, let closed = firstClosedFolder(above: code) {
            Terminal.warn(
                "Functions run as an unprivileged user, who may not enter \(closed); their code is unpacked in a "
                    + "temporary folder instead.")
            var folders = try makeTemporary()
            (folders.services, folders.isKept) = (absolute(root), true)
            return folders
        }
        return StateFolders(code: code, services: absolute(root), isKept: true, temporary: nil)
    }

    func removeTemporary() {
        if let temporary { FileTree.remove(temporary) }
    }

    private static func makeTemporary() throws -> StateFolders {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/understudy-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandFailure("Cannot create a temporary folder in \(parent): \(String(cString: strerror(errno))).")
        }
        let folder = template.withUnsafeBufferPointer { pointer in
            pointer.baseAddress.map { String(cString: $0) } ?? parent
        }
        chmod(folder, 0o755)
        let code = folder + "/code"
        guard FileTree.makeFolder(code) else { throw CommandFailure("Cannot create \(code).") }
        chmod(code, 0o755)
        return StateFolders(code: code, services: folder, isKept: false, temporary: folder)
    }

    /// The first folder on the way that not everybody may enter.
    private static func firstClosedFolder(above path: String) -> String? {
        var folder = ""
        for step in path.split(separator: "/") {
            folder += "/\(step)"
            var status = stat()
            if stat(folder, &status) != 0 || status.st_mode & 0o001 == 0 { return folder }
        }
        return nil
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
