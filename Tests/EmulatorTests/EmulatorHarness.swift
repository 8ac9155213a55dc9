import Cloud
import Foundation
import FoundationNetworking
import JSON
import NIOCore
import Synchronization
import Testing

@testable import Emulator

/// A running emulator on free ports, and a client for it.
final class EmulatorHarness: Sendable {
    let emulator: Emulator
    private let lines = Mutex("")
    private let warnings = Mutex<[String]>([])
    private let cloud = Mutex(Cloud())

    /// The program that starts functions, built beside the tests.
    static let initPath =
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path + "/understudy-init"

    /// Runs `body` against an emulator that has these functions, and ends it afterwards.
    static func run(
        _ functions: [FunctionVersion], configure: (inout Emulator.Configuration) -> Void = { _ in },
        _ body: (EmulatorHarness) async throws -> Void
    ) async throws {
        let code = try TemporaryFolder.make()
        defer { FileTree.remove(code) }
        let harness = try await EmulatorHarness(functions, codeFolder: code, configure: configure)
        do {
            try await body(harness)
        } catch {
            try await harness.emulator.shutDown()
            throw error
        }
        try await harness.emulator.shutDown()
    }

    private init(
        _ functions: [FunctionVersion], codeFolder: String, configure: (inout Emulator.Configuration) -> Void
    ) async throws {
        var configuration = Emulator.Configuration(
            codeFolder: codeFolder, initPath: Self.initPath,
            functionUser: getuid() == 0 ? .unprivileged : nil)
        configuration.port = 0
        configuration.apiPort = 0
        // Bash at 128 MB would take its time; tests of the limits choose for themselves.
        configuration.throttle = .only(.off)
        configure(&configuration)
        let box = OutputBox()
        emulator = try await Emulator.start(
            configuration,
            output: Emulator.Output(
                log: { _, _, record in
                    box.harness.withLock { $0?.lines.withLock { $0 += String(buffer: record.bytes) } }
                },
                warn: { text in box.harness.withLock { $0?.warnings.withLock { $0.append(text) } } }))
        box.harness.withLock { $0 = self }
        try await publish(functions)
    }

    /// Makes these the functions that the emulator has.
    func publish(_ functions: [FunctionVersion]) async throws {
        let next = try cloud.withLock { cloud in
            try cloud.apply(.replaceFileResources(functions: functions, apis: []))
            return cloud
        }
        try await emulator.publish(next)
    }

    /// Everything that functions and platform have logged.
    var log: String { lines.withLock { $0 } }
    var warned: [String] { warnings.withLock { $0 } }

    struct Answer {
        var status: Int
        var headers: [String: String]
        var body: String

        var json: JSON? { try? JSON(parsing: body) }
        /// The decoded `X-Amz-Log-Result`.
        var tail: String? {
            headers["x-amz-log-result"].flatMap { Data(base64Encoded: $0) }.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    func invoke(
        _ name: String, _ event: String = "{}", headers: [String: String] = [:], query: String = ""
    ) async throws -> Answer {
        try await call("POST", "/2015-03-31/functions/\(name)/invocations\(query)", headers, Data(event.utf8))
    }

    func call(
        _ method: String, _ path: String, _ headers: [String: String] = [:], _ body: Data? = nil
    ) async throws -> Answer {
        let url = try #require(URL(string: "http://127.0.0.1:\(emulator.port)\(path)"))
        var request = URLRequest(url: url, timeoutInterval: 30)
        request.httpMethod = method
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        var found: [String: String] = [:]
        for (name, value) in http.allHeaderFields { found["\(name)".lowercased()] = "\(value)" }
        return Answer(status: http.statusCode, headers: found, body: String(decoding: data, as: UTF8.self))
    }

    /// Waits until something becomes true; gives up after ten seconds.
    func eventually(_ condition: () throws -> Bool) async throws -> Bool {
        for _ in 0..<1_000 {
            if try condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try condition()
    }
}

/// The output's closures are needed before the harness that they fill exists.
private final class OutputBox: Sendable {
    let harness = Mutex<EmulatorHarness?>(nil)
}
