import Glibc

/// Finds the program that listens on a TCP port, through /proc: sockets by inode, then who has that inode open.
enum PortHolder {
    /// `NAME (pid N)`; nil where the program is another user's or the port is free.
    static func program(listeningOn port: Int) -> String? {
        let inodes = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { listeningInodes(in: lines(of: $0), port: port) }
        guard !inodes.isEmpty else { return nil }
        let wanted = Set(inodes.map { "socket:[\($0)]" })
        for pid in names(in: "/proc").compactMap({ Int($0) }) {
            let folder = "/proc/\(pid)/fd"
            if names(in: folder).contains(where: { wanted.contains(target(of: "\(folder)/\($0)") ?? "") }) {
                return "\(lines(of: "/proc/\(pid)/comm").first ?? "a program") (pid \(pid))"
            }
        }
        return nil
    }

    /// The inodes of sockets in state LISTEN (0A) whose local port is `port`. Columns: proc(5), `/proc/net/tcp`.
    static func listeningInodes(in table: [String], port: Int) -> [String] {
        table.dropFirst().compactMap { line in
            let columns = line.split(separator: " ", omittingEmptySubsequences: true)
            guard columns.count > 9, columns[3] == "0A",
                let hexPort = columns[1].split(separator: ":").last, Int(hexPort, radix: 16) == port
            else { return nil }
            return String(columns[9])
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    private static func target(of link: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 256)
        let count = readlink(link, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    private static func lines(of file: String) -> [String] {
        (SmallFile.read(file) ?? "").split(separator: "\n").map(String.init)
    }
}

extension Emulator {
    /// The program that listens on a port, as `NAME (pid N)`; nil when the port is free, or its holder hidden.
    package static func holder(ofPort port: Int) -> String? {
        PortHolder.program(listeningOn: port)
    }
}
