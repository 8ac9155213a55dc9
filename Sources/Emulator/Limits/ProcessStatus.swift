import Glibc

/// What `/proc/PID/status` says of a process' memory, in bytes. Source: proc_pid_status(5).
struct ProcessStatus: Equatable {
    /// Resident memory that no file stands behind: `RssAnon`.
    var anonymousBytes = 0
    /// Resident pages of files: programs, libraries, mapped files. The kernel can drop them at any time.
    var fileBytes = 0
    /// Resident shared memory and tmpfs: `RssShmem`.
    var sharedBytes = 0
    /// The most that was ever resident, files included: `VmHWM`.
    var peakBytes = 0
    var threads = 1

    /// What counts against a function's memory size.
    var usedBytes: Int { anonymousBytes + sharedBytes }

    /// nil for a process that has ended, whose status has no memory lines.
    ///
    /// - Parameter text: ends in a zero byte.
    init?(_ text: UnsafePointer<CChar>) {
        guard let peak = Self.number(after: "\nVmHWM:", in: text),
            let anonymous = Self.number(after: "\nRssAnon:", in: text),
            let file = Self.number(after: "\nRssFile:", in: text),
            let shared = Self.number(after: "\nRssShmem:", in: text),
            let threads = Self.number(after: "\nThreads:", in: text)
        else { return nil }
        peakBytes = peak * 1024
        anonymousBytes = anonymous * 1024
        fileBytes = file * 1024
        sharedBytes = shared * 1024
        self.threads = threads
    }

    private static func number(after name: StaticString, in text: UnsafePointer<CChar>) -> Int? {
        name.utf8Start.withMemoryRebound(to: CChar.self, capacity: name.utf8CodeUnitCount) { pointer in
            strstr(text, pointer).map { strtol($0 + name.utf8CodeUnitCount, nil, 10) }
        }
    }
}
