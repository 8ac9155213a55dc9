import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Emulator

/// Real processes, without an emulator around them.
@Suite("The launcher")
struct LauncherTests {
    /// `SCHED_OTHER` and `SCHED_BATCH` of sched(7).
    private static let ordinary = 0, batch = 3

    @Test("only what yields to clients runs as a batch program of less weight", arguments: [false, true])
    func scheduling(yieldsToClients: Bool) async throws {
        let launcher = Launcher(
            initPath: EmulatorHarness.initPath, user: nil, groups: nil, usableCPUs: UsableCPUs.ofThisProcess())
        let script = #"read -r line < /proc/$$/stat; echo "${line##*) }""#
        let line = try await output(of: script, launcher, yieldsToClients)
        try await launcher.shutDown()
        // What follows the program's name in proc_pid_stat(5) begins with its third field.
        let fields = line.split(separator: " ").map { Int($0) }
        try #require(fields.count > 41 - 3)
        #expect(fields[19 - 3] == Int(getpriority(__priority_which_t(0), 0)) + (yieldsToClients ? 10 : 0))
        #expect(fields[41 - 3] == (yieldsToClients ? Self.batch : Self.ordinary))
    }

    /// All that a script writes before it ends.
    private func output(of script: String, _ launcher: Launcher, _ yieldsToClients: Bool) async throws -> String {
        let folder = try TemporaryFolder.make()
        let program = folder + "/program"
        try Data("#!/bin/bash\n\(script)\n".utf8).write(to: URL(filePath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let started = try await launcher.launch(
            Launcher.Order(
                folder: folder, program: program, environment: [], memoryLimitBytes: 128 << 20, visibleCPUs: 1,
                yieldsToClients: yieldsToClients),
            on: MultiThreadedEventLoopGroup.singleton.next()
        ).get()
        let text = try FileHandle(fileDescriptor: started.output, closeOnDealloc: true).readToEnd() ?? Data()
        _ = try FileHandle(fileDescriptor: started.report, closeOnDealloc: true).readToEnd()
        launcher.reap(started)
        return String(decoding: text, as: UTF8.self)
    }
}
