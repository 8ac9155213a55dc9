/// The most memory that the processes of an environment have held at one time, as far as it was seen.
///
/// Looks at a process come every few milliseconds. What happens in between is known from the kernel's own peak, which
/// counts the pages of files too: the most of those that was ever seen is taken off again, so that the result is never
/// too high.
struct PeakMemory: Equatable {
    private(set) var bytes = 0
    private var mostFileBytes = 0

    /// A look at the only process.
    mutating func learn(_ status: ProcessStatus) {
        mostFileBytes = max(mostFileBytes, status.fileBytes)
        learn(bytes: status.usedBytes)
        learnResidentPeak(bytes: status.peakBytes)
    }

    /// What all processes hold together at this moment.
    mutating func learn(bytes: Int) {
        self.bytes = max(self.bytes, bytes)
    }

    /// The most that was ever resident of the only process, files included.
    mutating func learnResidentPeak(bytes: Int) {
        learn(bytes: bytes - mostFileBytes)
    }

    /// Whole MB, rounded up, as REPORT says it.
    var megabytes: Int { (bytes + (1 << 20) - 1) >> 20 }
}
