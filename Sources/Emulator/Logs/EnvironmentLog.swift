import NIOCore

/// Gathers what one environment logs into whole lines, and keeps the last of each invocation for `LogType: Tail`.
struct EnvironmentLog {
    /// Longer lines are broken; CloudWatch takes events of up to 256 KiB.
    static let lineLimitBytes = 262_144

    private var unfinished = ByteBuffer()
    private var tail: ByteBuffer?

    /// A new invocation begins; its tail is only kept when the caller asked for it.
    mutating func beginInvocation(keepingTail: Bool) {
        tail = keepingTail ? ByteBuffer() : nil
    }

    /// Output of the function, as it came. Returns what is now complete, ending in a newline; nil if nothing is.
    mutating func append(_ bytes: ByteBuffer) -> ByteBuffer? {
        remember(bytes.readableBytesView)
        unfinished.writeImmutableBuffer(bytes)
        guard let lastNewline = unfinished.readableBytesView.lastIndex(of: 0x0A) else {
            return unfinished.readableBytes > Self.lineLimitBytes ? flush() : nil
        }
        let count = lastNewline - unfinished.readerIndex + 1
        let lines = unfinished.readSlice(length: count)
        unfinished.discardReadBytes()
        return lines
    }

    /// The line that was begun and not ended, ended.
    mutating func flush() -> ByteBuffer? {
        guard unfinished.readableBytes > 0 else { return nil }
        var line = unfinished
        line.writeInteger(UInt8(0x0A))
        unfinished = ByteBuffer()
        return line
    }

    /// A line of the platform's own; belongs to the tail as well.
    mutating func note(_ line: PlatformLine) {
        if tail != nil { remember(line.text.utf8) }
    }

    /// The last of the present invocation's log, with `ending` behind it; nil when it is not kept.
    func tail(ending: PlatformLine) -> ByteBuffer? {
        guard var whole = tail else { return nil }
        whole.writeString(ending.text)
        return whole.getSlice(
            at: whole.readerIndex + max(0, whole.readableBytes - PayloadLimits.logTailBytes),
            length: min(whole.readableBytes, PayloadLimits.logTailBytes))
    }

    private mutating func remember(_ bytes: some Collection<UInt8>) {
        guard tail != nil else { return }
        tail?.writeBytes(bytes.suffix(PayloadLimits.logTailBytes))
        let surplus = (tail?.readableBytes ?? 0) - PayloadLimits.logTailBytes
        if surplus > 0 {
            tail?.moveReaderIndex(forwardBy: surplus)
            tail?.discardReadBytes()
        }
    }
}
