import Glibc
import NIOCore
import NIOPosix

/// One running process of a function with its output, its limits and its end. Confined to the event loop.
final class FunctionProcess {
    let limits: ProcessLimits
    private let started: Launcher.Started
    private let launcher: Launcher
    private let output: OutputPeek
    private let onOutput: (ByteBuffer) -> Void
    private let onEnd: (ProcessReport) -> Void
    private var report = ByteBuffer()
    private var openPipes = 2

    /// Takes over a process. `onEnd` comes once, after the last `onOutput`.
    init(
        _ started: Launcher.Started, limits: ProcessLimits, launcher: Launcher, loop: any EventLoop,
        onOutput: @escaping (ByteBuffer) -> Void, onEnd: @escaping (ProcessReport) -> Void
    ) {
        self.started = started
        self.limits = limits
        self.launcher = launcher
        self.onOutput = onOutput
        self.onEnd = onEnd
        output = OutputPeek(of: started.output)
        read(started.output, on: loop) { process, bytes in
            if let unseen = process.output.unseen(of: bytes) { process.onOutput(unseen) }
        }
        read(started.report, on: loop) { process, bytes in process.gatherReport(bytes) }
    }

    /// Hands on what the function has written up to now: an answer must find the lines that were written before it,
    /// whichever of the two the kernel announces first.
    func drainOutput() {
        guard openPipes == 2, let ahead = output.ahead() else { return }
        onOutput(ahead)
    }

    /// Ends the process and everything it started, at once. Its end is reported as any other.
    func kill() {
        guard openPipes > 0 else { return }
        Glibc.kill(started.initPID, SIGTERM)
    }

    private func gatherReport(_ bytes: ByteBuffer) {
        // A few short lines are expected; what comes beyond is not ours.
        if report.readableBytes < 4096 { report.writeImmutableBuffer(bytes) }
        if let pid = ProcessReport(String(buffer: report)).functionPID { limits.functionRuns(as: pid) }
    }

    private func read(
        _ descriptor: CInt, on loop: any EventLoop, _ onBytes: @escaping (FunctionProcess, ByteBuffer) -> Void
    ) {
        // The handler keeps this object alive until the pipe has ended: nothing of a process is forgotten.
        let handler = NIOLoopBound(
            PipeReader(onBytes: { onBytes(self, $0) }, onEnd: { self.pipeEnded() }), eventLoop: loop)
        NIOPipeBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler.value) }
            }
            .takingOwnershipOfDescriptor(input: descriptor)
            .assumeIsolated()
            .whenFailure { _ in
                close(descriptor)
                self.pipeEnded()
            }
    }

    private func pipeEnded() {
        openPipes -= 1
        guard openPipes == 0 else { return }
        output.close()
        let report = ProcessReport(String(buffer: report))
        if let peak = report.peakBytes { limits.learnResidentPeak(bytes: peak) }
        // Before the process' number is given back.
        limits.end()
        onEnd(report)
        launcher.reap(started)
    }
}

/// Hands on the bytes of one pipe.
private final class PipeReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let onBytes: (ByteBuffer) -> Void
    private let onEnd: () -> Void

    init(onBytes: @escaping (ByteBuffer) -> Void, onEnd: @escaping () -> Void) {
        self.onBytes = onBytes
        self.onEnd = onEnd
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        onBytes(Self.unwrapInboundIn(data))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)  // a pipe that cannot be read has ended as far as we are concerned
    }

    func channelInactive(context: ChannelHandlerContext) {
        onEnd()
        context.fireChannelInactive()
    }
}
