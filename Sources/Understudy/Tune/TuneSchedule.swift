/// Decides which size is invoked next. Each round invokes every unfinished size once, so that whatever slows the machine
/// down for a while hits all sizes alike; rounds alternate in direction, so that no size always follows the same one.
struct TuneSchedule {
    private(set) var sizes: [SizeProgress]
    private var round = -1
    /// What is left of the round: places in `sizes`.
    private var queue: [Int] = []
    private var isRepeating = false

    init(sizes: MemorySizes, count: Int) {
        self.sizes = sizes.values.map { SizeProgress(memorySizeMB: $0, count: count) }
    }

    /// The place in `sizes` to invoke next; nil at the end. Its invocation is recorded before the next is asked for.
    mutating func next() -> Int? {
        if queue.isEmpty { startRound() }
        return queue.isEmpty ? nil : queue.removeFirst()
    }

    private mutating func startRound() {
        guard !isHopeless else { return }
        round += 1
        let unfinished = sizes.indices.filter { !sizes[$0].isDone }
        queue = round.isMultiple(of: 2) ? unfinished : unfinished.reversed()
    }

    /// A cold invocation after the first round is repeated at once, and once a round: when rounds take minutes, the
    /// emulator may retire environments between them, and each round would be cold again.
    mutating func record(_ invocation: MeasuredInvocation, place: Int) {
        sizes[place].record(invocation, round: round)
        isRepeating = round > 0 && !isRepeating && sizes[place].endsCold && !sizes[place].isDone
        if isRepeating { queue.insert(place, at: 0) }
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
