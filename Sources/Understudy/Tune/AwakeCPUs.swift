import Glibc

/// Keeps the CPUs of this machine from deep sleep while it lives, where that is allowed.
///
/// A function of less than one CPU works in short slices, and in between its CPU has nothing to do. One that went to
/// sleep comes back slowly and with cold caches: the same work was seen to take half as much CPU time again at 128 MB.
/// AWS's machines are busy and do not sleep, so that would spoil the comparison of sizes.
///
/// Source: the kernel's documentation, "PM Quality Of Service Interface" (`/dev/cpu_dma_latency`, microseconds).
final class AwakeCPUs {
    private let request: CInt
    /// Whether the kernel took the request.
    let isGranted: Bool

    init(device: String = "/dev/cpu_dma_latency") {
        request = open(device, O_WRONLY | O_CLOEXEC)
        var microseconds: Int32 = 0
        let size = MemoryLayout.size(ofValue: microseconds)
        isGranted = request >= 0 && write(request, &microseconds, size) == size
    }

    /// The request holds as long as the file is open.
    deinit {
        if request >= 0 { close(request) }
    }
}
