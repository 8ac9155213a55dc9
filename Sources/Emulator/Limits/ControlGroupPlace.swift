import Glibc
import Synchronization

/// The folder in each hierarchy in which one emulator makes its groups: `understudy-PID-N`, where N tells the emulators
/// of one process apart.
struct ControlGroupPlace: Sendable, Equatable {
    enum Parents: Sendable, Equatable {
        case version2(String)
        case version1(cpu: String, memory: String?)
    }

    /// The groups that this process is in, or may use.
    let parents: Parents
    private let name: String

    private static let prefix = "understudy-"
    private static let count = Atomic(0)

    init(_ parents: Parents) {
        self.parents = parents
        name = "\(Self.prefix)\(getpid())-\(Self.count.add(1, ordering: .relaxed).newValue)"
    }

    /// The process whose folder this is.
    private static func owner(of folder: String) -> pid_t? {
        guard folder.hasPrefix(prefix) else { return nil }
        return folder.dropFirst(prefix.count).split(separator: "-").first.flatMap { pid_t($0) }
    }

    private var parentFolders: [String] {
        switch parents {
        case .version2(let folder): [folder]
        case .version1(let cpu, let memory): [cpu] + (memory.map { [$0] } ?? [])
        }
    }

    /// Makes the folders, and hands the controllers down to what will lie in them.
    func open() throws(ControlGroupError) {
        for parent in parentFolders { try Self.make("\(parent)/\(name)") }
        if case .version2(let parent) = parents {
            do {
                try Version2Delegation(parent: parent, own: "\(parent)/\(name)").open()
            } catch {
                close()
                throw error
            }
        }
    }

    /// Removes the folders; the groups in them have gone.
    func close() {
        if case .version2(let parent) = parents {
            Version2Delegation(parent: parent, own: "\(parent)/\(name)").close()
        }
        for parent in parentFolders { rmdir("\(parent)/\(name)") }
    }

    func makeGroup(named group: String) throws(ControlGroupError) -> ControlGroup {
        switch parents {
        case .version2(let parent):
            return ControlGroup(folders: .version2(try Self.make("\(parent)/\(name)/\(group)")))
        case .version1(let cpu, let memory):
            let cpu = try Self.make("\(cpu)/\(name)/\(group)")
            guard let memory else { return ControlGroup(folders: .version1(cpu: cpu, memory: nil)) }
            do {
                return ControlGroup(
                    folders: .version1(cpu: cpu, memory: try Self.make("\(memory)/\(name)/\(group)")))
            } catch {
                rmdir(cpu)
                throw error
            }
        }
    }

    /// Removes what emulators left that did not come to an end of their own. Groups that still hold a process stay.
    func removeOrphans() {
        for parent in parentFolders {
            for folder in SmallFile.list(parent) {
                guard let owner = Self.owner(of: folder), kill(owner, 0) != 0, errno == ESRCH else { continue }
                for group in SmallFile.list("\(parent)/\(folder)") { rmdir("\(parent)/\(folder)/\(group)") }
                rmdir("\(parent)/\(folder)")
            }
        }
    }

    @discardableResult
    private static func make(_ folder: String) throws(ControlGroupError) -> String {
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
            throw ControlGroupError("cannot make \(folder): \(String(cString: strerror(errno)))")
        }
        return folder
    }
}

/// The machine does not let us use control groups; the message says what failed.
struct ControlGroupError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
