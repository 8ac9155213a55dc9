import Emulator
import Synchronization
import Testing

@testable import Understudy

@Suite("Files that are watched")
struct FileChangeTests {
    private let known: FileChange.States = ["a.yml": .file(identity: "1"), "a.zip": .file(identity: "1")]

    @Test("a change counts once the files have come to rest")
    func rest() {
        let looks: [(zip: ConfigurationFiles.State, isChange: Bool)] = [
            (.file(identity: "1"), false), (.missing, false), (.file(identity: "2"), false),
            (.file(identity: "2"), true),
        ]
        expect(looks)
    }

    @Test("what is as it was before has not changed, whatever it was in between")
    func back() {
        expect([(.missing, false), (.file(identity: "1"), false), (.file(identity: "1"), false)])
    }

    private func expect(
        _ looks: [(zip: ConfigurationFiles.State, isChange: Bool)], _ location: SourceLocation = #_sourceLocation
    ) {
        var change = FileChange(since: known)
        for look in looks {
            let isChange = change.look(known.merging(["a.zip": look.zip]) { $1 })
            #expect(isChange == look.isChange, "\(look)", sourceLocation: location)
        }
    }

    @Test("everything that a configuration is read from is noted, with what lay there first")
    func noting() throws {
        let noted = Notes()
        let files = ConfigurationFiles(
            read: { $0 == "/app/serverless.yml" ? "text" : nil }, state: { .file(identity: "of \($0)") }
        ).noting { noted.add("\($0): \($1)") }
        #expect(files.read("/app/serverless.yml") == "text")
        #expect(files.read("/app/.env") == nil)
        #expect(files.state("/app/a.zip") == .file(identity: "of /app/a.zip"))
        #expect(
            noted.all
                == ["/app/serverless.yml", "/app/.env", "/app/a.zip"].map {
                    "\($0): \(ConfigurationFiles.State.file(identity: "of \($0)"))"
                })
    }
}

private final class Notes: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
