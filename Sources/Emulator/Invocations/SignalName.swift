import Glibc

/// Signals in the words of Go's standard library, which is what AWS's texts are made with.
enum SignalName {
    static func goName(of number: Int32) -> String {
        names[number] ?? "signal \(number)"
    }

    private static let names: [Int32: String] = [
        SIGHUP: "hangup", SIGINT: "interrupt", SIGQUIT: "quit", SIGILL: "illegal instruction",
        SIGTRAP: "trace/breakpoint trap", SIGABRT: "aborted", SIGBUS: "bus error",
        SIGFPE: "floating point exception", SIGKILL: "killed", SIGUSR1: "user defined signal 1",
        SIGSEGV: "segmentation fault", SIGUSR2: "user defined signal 2", SIGPIPE: "broken pipe",
        SIGALRM: "alarm clock", SIGTERM: "terminated",
    ]
}
