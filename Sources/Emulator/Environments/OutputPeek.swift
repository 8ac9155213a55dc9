import CLinux
import Glibc
import NIOCore

/// Looks at what lies in a pipe that the event loop reads, and leaves it there.
///
/// Taking it away would break a promise of the loop: what the kernel announced as readable must still be when its turn
/// comes. So the bytes are copied, and dropped when the loop delivers them. Confined to the event loop.
final class OutputPeek {
    /// The pipe, under a descriptor that the loop does not close.
    private let pipe: CInt
    /// Where the copy goes; made when a function first writes something shortly before its answer.
    private var copy: (reading: CInt, writing: CInt)?
    /// How many bytes at the pipe's head were handed on already.
    private var seenBytes = 0

    init(of descriptor: CInt) {
        pipe = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    }

    /// What lies in the pipe and was not handed on; nil when there is nothing.
    func ahead() -> ByteBuffer? {
        var present: CInt = 0
        guard ioctl(pipe, UInt(FIONREAD), &present) == 0, present > seenBytes, let copy = openCopy() else { return nil }
        // The copy is as large as the pipe (64 KiB) and empty between calls.
        let copied = understudy_tee(pipe, copy.writing, UInt(present))
        guard copied > 0 else { return nil }
        var bytes = ByteBuffer()
        while bytes.readableBytes < copied {
            let count = bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: copied) { space in
                max(0, read(copy.reading, space.baseAddress, space.count))
            }
            guard count > 0 else { break }
        }
        let seenBefore = min(seenBytes, bytes.readableBytes)
        seenBytes = max(seenBytes, bytes.readableBytes)
        bytes.moveReaderIndex(forwardBy: seenBefore)
        return bytes.readableBytes > 0 ? bytes : nil
    }

    /// What of the bytes that the loop delivers was not handed on before.
    func unseen(of delivered: ByteBuffer) -> ByteBuffer? {
        var rest = delivered
        let known = min(seenBytes, rest.readableBytes)
        seenBytes -= known
        rest.moveReaderIndex(forwardBy: known)
        return rest.readableBytes > 0 ? rest : nil
    }

    func close() {
        for descriptor in [pipe, copy?.reading, copy?.writing] {
            if let descriptor, descriptor >= 0 { Glibc.close(descriptor) }
        }
    }

    private func openCopy() -> (reading: CInt, writing: CInt)? {
        if let copy { return copy }
        var ends: [CInt] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        copy = (ends[0], ends[1])
        return copy
    }
}
