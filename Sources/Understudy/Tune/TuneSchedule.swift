/// Decides which size is invoked next. Each round invokes every unfinished size once, so that whatever slows the machine
/// down for a while hits all sizes alike; rounds alternate in direction, so that no size always follows the same one.
struct TuneSchedule {
    private(set) var sizes: [SizeProgress]
    private var round = -1

    init(sizes: MemorySizes, count: Int) {
        self.sizes = sizes.values.map { SizeProgress(memorySizeMB: $0, count: count) }
    }

    /// The places in `sizes` to invoke, in order; empty at the end.
    mutating func nextRound() -> [Int] {
        guard !isHopeless else { return [] }
        round += 1
        let unfinished = sizes.indices.filter { !sizes[$0].isDone }
        return round.isMultiple(of: 2) ? unfinished : unfinished.reversed()
    }

    mutating func record(_ invocation: MeasuredInvocation, place: Int) {
        sizes[place].record(invocation, round: round)
    }

    /// A round or more without any answer: the event is wrong, or the function.
    private var isHopeless: Bool {
        let measurements = sizes.map(\.measurement)
        return measurements.map(\.samples.count).reduce(0, +) >= SizeProgress.patience
            && !measurements.contains(where: \.hasAnswers)
    }

    /// 0 to 1.
    var fractionDone: Double {
        let expected = sizes.map(\.invocationsExpected).reduce(0, +)
        return expected == 0 ? 1 : Double(sizes.map(\.invocationsDone).reduce(0, +)) / Double(expected)
    }
}
