import Glibc

/// Unpacks one archive into a folder and nowhere else.
///
/// Files come first and links last, so that nothing is ever written through a link; a link must lead to something
/// inside the folder. Modes are kept, except for the set-user and set-group bits.
struct Unpacker {
    private let archive: ZipArchive
    private let zipPath: String
    /// Entries with the places they go to, relative to the folder.
    private let places: [(entry: ZipArchive.Entry, path: [Substring])]

    /// Checks every name and the sum of sizes before anything is written.
    init(archive: ZipArchive, zipPath: String) throws(CodeError) {
        self.archive = archive
        self.zipPath = zipPath
        guard archive.entries.reduce(0, { $0 + $1.bytes }) <= CodeStore.unpackedLimitBytes else {
            throw .tooLarge(path: zipPath, limitBytes: CodeStore.unpackedLimitBytes)
        }
        var places: [(ZipArchive.Entry, [Substring])] = []
        for entry in archive.entries {
            places.append((entry, try Self.place(of: entry, zipPath: zipPath)))
        }
        self.places = places
    }

    /// The steps from the folder to the entry; empty for the folder itself.
    static func place(of entry: ZipArchive.Entry, zipPath: String) throws(CodeError) -> [Substring] {
        func refuse(_ reason: String) -> CodeError {
            .unsafeEntry(path: zipPath, entry: entry.name, reason: reason)
        }
        guard !entry.name.hasPrefix("/") else { throw refuse("has an absolute path") }
        guard !entry.name.utf8.contains(where: { $0 == 0 || $0 == 0x5C }) else {
            throw refuse("has a name that is not a Unix path")
        }
        let steps = entry.name.split(separator: "/").filter { $0 != "." }
        guard !steps.contains("..") else { throw refuse("leads out of the folder") }
        guard !steps.isEmpty || entry.isFolder else { throw refuse("has no name") }
        guard steps.allSatisfy({ $0.utf8.count <= 255 }) else { throw refuse("has a name longer than 255 bytes") }
        return steps
    }

    /// - Parameter folder: is created; its parent exists.
    func unpack(into folder: String) throws(CodeError) {
        try makeFolder(folder, for: nil)
        for (entry, path) in places where entry.isFolder { try makeFolders(path, below: folder, for: entry) }
        for (entry, path) in places where !entry.isFolder {
            try makeFolders(path.dropLast(), below: folder, for: entry)
            if !entry.isSymbolicLink { try writeFile(entry, to: Self.join(folder, path)) }
        }
        for (entry, path) in places where entry.isSymbolicLink { try makeLink(entry, at: Self.join(folder, path)) }
        for (entry, path) in places where entry.isSymbolicLink {
            try checkLink(entry, at: Self.join(folder, path), inside: folder)
        }
    }

    private func writeFile(_ entry: ZipArchive.Entry, to path: String) throws(CodeError) {
        let problem = FileTree.write(try content(of: entry), to: path, permissions: entry.permissions)
        if problem != 0 { throw failure(problem, entry) }
    }

    private func makeLink(_ entry: ZipArchive.Entry, at path: String) throws(CodeError) {
        let target = String(decoding: try content(of: entry), as: UTF8.self)
        guard !target.hasPrefix("/") else {
            throw .unsafeEntry(path: zipPath, entry: entry.name, reason: "is a link to the absolute path \(target)")
        }
        if symlink(target, path) != 0 { throw failure(errno, entry) }
    }

    /// Only the file system knows where a chain of links leads.
    private func checkLink(_ entry: ZipArchive.Entry, at path: String, inside folder: String) throws(CodeError) {
        guard let root = Self.realPath(folder), let end = Self.realPath(path), end == root || end.hasPrefix(root + "/")
        else {
            throw .unsafeEntry(
                path: zipPath, entry: entry.name, reason: "is a link that leads out of the folder, or to nothing")
        }
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private func makeFolders(
        _ steps: some Sequence<Substring>, below folder: String, for entry: ZipArchive.Entry
    ) throws(CodeError) {
        var path = folder
        for step in steps {
            path += "/\(step)"
            try makeFolder(path, for: entry)
        }
    }

    private func makeFolder(_ path: String, for entry: ZipArchive.Entry?) throws(CodeError) {
        if mkdir(path, 0o755) == 0 {
            // Past the umask: functions may run as another user.
            if chmod(path, 0o755) != 0 { throw failure(errno, entry) }
        } else if errno != EEXIST || entry == nil {
            throw failure(errno, entry)
        }
    }

    private func content(of entry: ZipArchive.Entry) throws(CodeError) -> [UInt8] {
        do {
            return try archive.content(of: entry)
        } catch {
            throw .damagedZip(path: zipPath, reason: error.reason)
        }
    }

    private func failure(_ errno: Int32, _ entry: ZipArchive.Entry?) -> CodeError {
        switch (errno, entry) {
        case (EEXIST, let entry?), (ENOTDIR, let entry?):
            .unsafeEntry(path: zipPath, entry: entry.name, reason: "stands in the place of another entry")
        default: .unreadable(path: zipPath, reason: "unpacking failed: \(String(cString: strerror(errno)))")
        }
    }

    private static func join(_ folder: String, _ steps: [Substring]) -> String {
        steps.reduce(folder) { "\($0)/\($1)" }
    }
}
