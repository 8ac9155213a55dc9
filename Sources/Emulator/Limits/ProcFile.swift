import Glibc

/// A file of /proc that is read again and again: kept open, and read into memory that is kept as well.
///
/// Whoever makes one closes it. Not safe for use by two threads at a time.
struct ProcFile {
    private let descriptor: CInt

    init(_ path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
    }

    /// Lends the text, which ends in a zero byte; nil when the file, or its process, is gone.
    func read<Result>(_ buffer: inout [CChar], _ body: (UnsafeMutablePointer<CChar>) -> Result?) -> Result? {
        guard descriptor >= 0 else { return nil }
        let count = pread(descriptor, &buffer, buffer.count - 1, 0)
        guard count >= 0 else { return nil }
        buffer[count] = 0
        return buffer.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap(body) }
    }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
    }
}
