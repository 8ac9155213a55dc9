import NIOCore
import Testing

@testable import Emulator

@Suite("How long an environment plays for requests that no client sent")
struct TenureTests {
    private func tenure(_ invocations: Int, start: TimeAmount?) -> Tenure {
        var tenure = Tenure(began: .uptimeNanoseconds(0))
        if let start { tenure.started(after: start) }
        for _ in 0..<invocations { tenure.tookInvocation() }
        return tenure
    }

    @Test(
        "for 20 invocations and fifty times as long as its start took, or a second, whichever comes last",
        arguments: [
            (invocations: 20, start: 4, age: 1_000, isOver: true),
            (invocations: 19, start: 4, age: 100_000, isOver: false),
            (invocations: 1_000, start: 4, age: 999, isOver: false),
            (invocations: 1_000, start: 100, age: 4_999, isOver: false),
            (invocations: 20, start: 100, age: 5_000, isOver: true),
        ])
    func ends(_ invocations: Int, start: Int64, age: Int64, isOver: Bool) {
        let tenure = tenure(invocations, start: .milliseconds(start))
        #expect(tenure.isOver(at: .uptimeNanoseconds(UInt64(age) * 1_000_000)) == isOver)
    }

    @Test("one whose process has not come up yet stays")
    func unstarted() {
        #expect(!tenure(1_000, start: nil).isOver(at: .uptimeNanoseconds(UInt64.max / 2)))
    }
}
