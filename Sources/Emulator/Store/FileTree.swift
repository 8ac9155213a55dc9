import FoundationEssentials
import Glibc

/// Whole files and folders.
package enum FileTree {
    /// Everything below `path` and itself. Links are removed, not followed.
    package static func remove(_ path: String) {
        // What is not there, or not ours to remove, is left: this only ever tidies up.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Puts the files of one folder into another, which is made if it does not exist: hard links, in place of what has
    /// the same name there.
    static func merge(_ source: String, into target: String) -> Bool {
        guard makeFolder(target), let names = try? FileManager.default.contentsOfDirectory(atPath: source) else {
            return false
        }
        return names.allSatisfy { name in
            let (from, to) = ("\(source)/\(name)", "\(target)/\(name)")
            var status = stat()
            guard lstat(from, &status) == 0 else { return false }
            if status.st_mode & S_IFMT == S_IFDIR { return merge(from, into: to) }
            if lstat(to, &status) == 0 { remove(to) }
            return link(from, to) == 0
        }
    }

    static func read(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(filePath: path))).map { [UInt8]($0) }
    }

    /// A folder that everybody may enter, as functions may run as another user; its parents too.
    package static func makeFolder(_ path: String) -> Bool {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
            return true
        } catch {
            return false
        }
    }

    /// Writes a new file; follows no link and replaces nothing.
    ///
    /// - Returns: the errno, 0 for success.
    static func write(_ bytes: [UInt8], to path: String, permissions: UInt32) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { space in
                Glibc.write(descriptor, space.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return errno }
            written += count
        }
        // After the write, and past the umask.
        return fchmod(descriptor, permissions) == 0 ? 0 : errno
    }
}
