import Testing

@testable import Understudy

@Suite struct TuneRunTests {
    private struct Broken: Error {}

    private func schedule(_ sizes: String = "128,256", count: Int = 2) throws -> TuneSchedule {
        TuneSchedule(sizes: try MemorySizes(parsing: sizes), count: count)
    }

    @Test("each size is invoked as the schedule says, and its figures stay with it")
    func measures() async throws {
        var invoked: [Int] = []
        let run = TuneRun(schedule: try schedule()) { size in
            let isFirst = !invoked.contains(size)
            invoked.append(size)
            return isFirst ? .cold(9, memorySizeMB: size) : .warm(Double(size), memorySizeMB: size)
        }
        let outcome = try await run.outcome()
        #expect(invoked == [128, 256, 256, 128, 128, 256])
        #expect(
            outcome.sizes.map { $0.measurement.warm.map(\.report.durationMilliseconds) } == [[128, 128], [256, 256]])
        #expect(outcome.sizes.map { $0.measurement.warm.map(\.round) } == [[1, 2], [1, 2]])
    }

    @Test("the first answer and the first error are kept")
    func firsts() async throws {
        var count = 0
        let run = TuneRun(schedule: try schedule("512", count: 4)) { _ in
            count += 1
            return count < 3 ? .error() : .warm(1, answer: "answer \(count)")
        }
        let outcome = try await run.outcome()
        #expect(outcome.firstFailure?.type == "NoNumber")
        #expect(outcome.firstAnswer == Array("answer 3".utf8))
    }

    @Test("a function that never answers leaves no first answer")
    func neverAnswers() async throws {
        let outcome = try await TuneRun(schedule: try schedule()) { _ in .error() }.outcome()
        #expect(outcome.firstAnswer == nil)
        #expect(outcome.firstFailure?.text == "NoNumber: Give a number")
        #expect(outcome.sizes.map(\.measurement.samples.count) == [2, 2])
    }

    @Test("a call that cannot be made ends the run, whichever it is", arguments: 1...6)
    func broken(place: Int) async throws {
        var count = 0
        let run = TuneRun(schedule: try schedule()) { size in
            count += 1
            if count == place { throw Broken() }
            return count <= 2 ? .cold(9, memorySizeMB: size) : .warm(1, memorySizeMB: size)
        }
        await #expect(throws: Broken.self) { _ = try await run.outcome() }
        #expect(count == place)
    }

    @Test("progress is told before each invocation")
    func progress() async throws {
        var told: [Double] = []
        let run = TuneRun(
            schedule: try schedule("512", count: 1), invoke: { _ in told.count == 1 ? .cold(9) : .warm(1) },
            progress: { fraction, _ in told.append(fraction) })
        _ = try await run.outcome()
        #expect(told == [0, 0.5])
    }

    @Test("cancelling ends it before the next invocation")
    func cancelled() async throws {
        let schedule = try schedule("512", count: 1_000)
        // A task of its own, because a test cannot cancel the one it runs in.
        let task = Task {
            var count = 0
            let run = TuneRun(schedule: schedule) { _ in
                count += 1
                if count == 3 { withUnsafeCurrentTask { $0?.cancel() } }
                return .warm(1)
            }
            await #expect(throws: CancellationError.self) { _ = try await run.outcome() }
            return count
        }
        #expect(await task.value == 3)
    }
}
