import Glibc

/// Stops and continues all processes of an environment. What is stopped uses no CPU and knows nothing of it.
enum ProcessStop: Sendable {
    /// SIGSTOP and SIGCONT, to the function's process group and those who left it.
    case signals
    /// `cgroup.freeze` of a control group of version 2; the descriptor belongs to this value's owner.
    case controlGroup(CInt)

    func stop(_ function: pid_t, strays: [pid_t]) {
        send(SIGSTOP, "1", function, strays)
    }

    func resume(_ function: pid_t, strays: [pid_t]) {
        send(SIGCONT, "0", function, strays)
    }

    /// A process may have ended on its own in the meantime: then there is nobody to stop, and no harm done. Its number
    /// is not given to another so soon, as the kernel goes through all of them first.
    private func send(_ signal: CInt, _ state: StaticString, _ function: pid_t, _ strays: [pid_t]) {
        switch self {
        case .signals:
            kill(-function, signal)
            for pid in strays { kill(pid, signal) }
        case .controlGroup(let file):
            _ = pwrite(file, state.utf8Start, 1, 0)
        }
    }
}
