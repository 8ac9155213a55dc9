import Glibc

/// What the configuration needs of the file system: a seam, so that tests need no disk.
package struct ConfigurationFiles: Sendable {
    package enum State: Sendable, Hashable {
        case missing
        /// The identity changes whenever the content does.
        case file(identity: String)
        /// The identity is that of the `bootstrap` in it; nil if it has none.
        case folder(identity: String?)
    }

    /// The text of a file at an absolute path; nil if it cannot be read.
    package var read: @Sendable (String) -> String?
    /// What lies at an absolute path.
    package var state: @Sendable (String) -> State

    package init(read: @escaping @Sendable (String) -> String?, state: @escaping @Sendable (String) -> State) {
        self.read = read
        self.state = state
    }

    package static let disk = ConfigurationFiles(read: readText, state: stateOnDisk)

    /// At most ``maximumFileBytes``; larger files are no configuration.
    private static func readText(_ path: String) -> String? {
        guard let file = fopen(path, "rbe") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= maximumFileBytes {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { return ferror(file) == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
            bytes += chunk[..<count]
        }
        return nil
    }

    static let maximumFileBytes = 8 << 20

    private static func stateOnDisk(_ path: String) -> State {
        guard let status = status(of: path) else { return .missing }
        guard status.st_mode & S_IFMT == S_IFDIR else { return .file(identity: identity(of: status)) }
        return .folder(identity: self.status(of: "\(path)/bootstrap").map(identity))
    }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    /// Size, inode and time of the last change: a rebuilt file differs in one of them.
    private static func identity(of status: stat) -> String {
        "\(status.st_size)-\(status.st_ino)-\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
}
