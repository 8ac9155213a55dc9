private import Glibc

enum Termination {
    /// Ends the process with status 0 as soon as SIGTERM arrives, also while it waits for an event.
    ///
    /// Lambda sends SIGTERM only between invocations, and only to functions with extensions; what the last handler
    /// printed is flushed by then and log lines are never buffered, so ending at once loses nothing. A handler must be
    /// installed for that: without one, the first process of a pid namespace would not get the signal at all.
    static func endAtSIGTERM() {
        var action = sigaction()
        // _exit is one of the few functions that a signal handler may call (POSIX 2.4.3).
        action.__sigaction_handler.sa_handler = { _ in _exit(0) }
        sigaction(SIGTERM, &action, nil)
        // Who started this process may have had the signal blocked, as threads of many programs do, and a blocked signal
        // stays blocked in children.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigprocmask(SIG_UNBLOCK, &signals, nil)
    }
}
