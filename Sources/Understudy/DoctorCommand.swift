import ArgumentParser
import Cloud
import Emulator
import Glibc
import JSON

/// `understudy doctor`: what this machine offers, and what to do about what is missing.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Checks what the emulator needs on this machine.",
        discussion: "Exit status: 0 when `understudy start` can work as it is, 1 otherwise.")

    @Option(help: "The Serverless Framework file to look at.")
    var config = "serverless.yml"

    @Flag(help: "Print JSON in place of a table.")
    var json = false

    func run() async throws {
        let checks = [
            Check.platform, Check.functionParent, Check.functionUser, Check.sealedNetwork, Check.throttle, Check.cpus,
            Check.port(4566, flag: "--port"),
            Check.port(3000, flag: "--api-port"), Check.configuration(config),
        ]
        Terminal.line(json ? JSON.array(checks.map(\.json)).prettyText : Self.table(of: checks))
        if checks.contains(where: { $0.state == .missing }) { throw ExitCode(1) }
    }

    private static func table(of checks: [Check]) -> String {
        TextTable(
            header: ["CHECK", "STATE", "FOUND"], rows: checks.map { [$0.name, $0.state.rawValue, $0.finding] }
        ).text
    }

    /// One thing that was looked at.
    struct Check {
        enum State: String {
            case ok
            /// Works, but not as well as it could, or not with the defaults.
            case note
            case missing
        }

        var name: String
        var state: State
        /// What was found and, unless all is well, what to do.
        var finding: String

        var json: JSON {
            ["check": .string(name), "state": .string(state.rawValue), "finding": .string(finding)]
        }
    }
}

extension DoctorCommand.Check {
    static var platform: Self {
        var system = utsname()
        uname(&system)
        let text = withUnsafeBytes(of: &system.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return Self(name: "machine", state: .ok, finding: "Linux \(text); runs functions built for it")
    }

    static var functionParent: Self {
        do {
            return Self(name: "understudy-init", state: .ok, finding: try Installation.initPath())
        } catch {
            return Self(name: "understudy-init", state: .missing, finding: "\(error)")
        }
    }

    static var functionUser: Self {
        guard let user = FunctionUser.chosen else {
            return Self(
                name: "isolation", state: .note,
                finding: "functions run as you, and may read what you may; run as root, they drop to nobody")
        }
        return Self(name: "isolation", state: .ok, finding: "functions run as user \(user.uid), group \(user.gid)")
    }

    /// Whether candidates can be denied the network.
    static var sealedNetwork: Self {
        let name = "network: deny"
        guard let path = try? Installation.initPath(), SealedNetwork.isOffered(initPath: path) else {
            return Self(
                name: name, state: .note,
                finding: "candidates that want it are not called; run as root, or allow user namespaces")
        }
        return Self(name: name, state: .ok, finding: "candidates can be denied the network")
    }

    /// How functions will be held to their share of the CPU.
    static var throttle: Self {
        let offer = ThrottleOffer.probe()
        let names = offer.available.map(\.rawValue)
        let better = ThrottleStrategy.allCases.prefix { $0 != offer.available.first }
        let reasons = better.compactMap { strategy in offer.obstacles[strategy].map { "\(strategy.rawValue): \($0)" } }
        let finding = "CPU by \(names[0]) (also possible: \(names.dropFirst().joined(separator: ", ")))"
        guard names[0] == ThrottleStrategy.signal.rawValue else {
            return Self(name: "throttle", state: .ok, finding: finding)
        }
        return Self(
            name: "throttle", state: .note,
            finding: finding + "; exact, but functions notice it as interrupted calls; "
                + reasons.joined(separator: "; "))
    }

    /// Beyond this memory size functions get no more CPU than the machine has.
    static var cpus: Self {
        let count = UsableCPUs.ofThisProcess().count
        let enough = count * CPUAllotment.megabytesPerCPU
        let name = "CPUs"
        guard enough < FunctionLimits.memorySizeMB.upperBound else {
            return Self(name: name, state: .ok, finding: "\(count), enough for every memory size")
        }
        return Self(
            name: name, state: .note,
            finding: "\(count): functions of more than \(enough) MB get less CPU here than on Lambda")
    }

    static func port(_ port: Int, flag: String) -> Self {
        guard let holder = Emulator.holder(ofPort: port) else {
            return Self(name: "port \(port)", state: .ok, finding: "free")
        }
        return Self(name: "port \(port)", state: .note, finding: "in use by \(holder); choose another with \(flag)")
    }

    static func configuration(_ path: String) -> Self {
        guard access(path, F_OK) == 0 else {
            return Self(name: path, state: .missing, finding: "not here; name the file with --config")
        }
        do {
            let app = try App.load(path: path, stage: nil)
            guard app.warnings.isEmpty else {
                return Self(name: path, state: .note, finding: app.warnings.joined(separator: " "))
            }
            return Self(name: path, state: .ok, finding: Plural.text(app.cloud.functions.count, "function"))
        } catch {
            return Self(name: path, state: .missing, finding: "\(error)")
        }
    }
}
