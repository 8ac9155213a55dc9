import Emulator
import Glibc

/// Where the parts of Understudy lie: beside the running program.
enum Installation {
    static func initPath() throws -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = own.lastIndex(of: "/").map { own[..<$0] } ?? ""
        let path = "\(folder)/understudy-init"
        guard access(path, X_OK) == 0 else {
            throw CommandFailure("\(path) is missing; it is built together with understudy (make build).")
        }
        return path
    }
}

/// Whom functions run as.
enum FunctionUser {
    /// Run by root, functions drop to an unprivileged user: foreign zips are foreign code.
    static var chosen: Launcher.User? { geteuid() == 0 ? .unprivileged : nil }
}
