import Foundation
import Testing

@testable import Understudy

@Suite("CPUs that stay awake")
struct AwakeCPUsTests {
    @Test("a latency of 0 microseconds is asked for")
    func request() throws {
        let device = FileManager.default.temporaryDirectory.path + "/understudy-latency-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: device) }
        try Data().write(to: URL(filePath: device))
        #expect(AwakeCPUs(device: device).isGranted)
        #expect(try Data(contentsOf: URL(filePath: device)) == Data([0, 0, 0, 0]))
    }

    @Test("where that is not allowed, sizes of less than one CPU get a note")
    func refused() throws {
        #expect(!AwakeCPUs(device: "/nonexistent/device").isGranted)
        let sleepy = "Sizes of less than one CPU may look slower here than on AWS"
        func notes(_ sizes: [Int], awake: Bool) throws -> [String] {
            let measured = sizes.map { SizeProgress.warm([90, 92, 94, 96, 98, 100], memorySizeMB: $0) }
            return TuneNotes(result: try .of(measured, cpusStayedAwake: awake)).all
        }
        #expect(try notes([512, 1_769], awake: false).contains { $0.hasPrefix(sleepy) })
        #expect(try !notes([512, 1_769], awake: true).contains { $0.hasPrefix(sleepy) })
        #expect(try !notes([1_769, 3_008], awake: false).contains { $0.hasPrefix(sleepy) })
    }
}
