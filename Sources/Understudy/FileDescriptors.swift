import Glibc

/// How many files this process may have open.
enum FileDescriptors {
    /// As many as the system lets us: an environment takes about a dozen, and many systems start programs with 1,024.
    static func allowMost() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        // Where it is refused, fewer environments fit; the launch that fails will say so.
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
