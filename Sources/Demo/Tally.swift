/// Everything seen of one candidate beside its control.
package struct Tally: Sendable {
    package let candidate: Candidate
    package private(set) var equal = 0
    package private(set) var different = 0
    /// Requests that one of the two did not answer.
    package private(set) var errors = 0
    /// The first sample that was answered differently, and how.
    package private(set) var firstDifference: String?
    /// The first sample whose outcome contradicts the story, and how.
    package private(set) var contradiction: String?
    private var controlDurations: [Duration] = []
    private var candidateDurations: [Duration] = []

    package init(_ candidate: Candidate) { self.candidate = candidate }

    package var requests: Int { equal + different + errors }
    package var controlMedian: Duration { Self.median(controlDurations) }
    package var candidateMedian: Duration { Self.median(candidateDurations) }

    /// - Parameters:
    ///   - control, own: the two answers with the time each took; nil where nothing came back.
    package mutating func count(_ sample: Sample, control: TimedAnswer?, own: TimedAnswer?) {
        guard let control, let own, !control.answer.isError, !own.answer.isError else {
            errors += 1
            contradict("\(sample): no answer")
            return
        }
        controlDurations.append(control.duration)
        candidateDurations.append(own.duration)
        guard let difference = control.answer.difference(to: own.answer) else {
            equal += 1
            if candidate.differs(sample) { contradict("\(sample): equal, and should differ") }
            return
        }
        different += 1
        if firstDifference == nil { firstDifference = "\(sample.shortName): \(difference)" }
        if !candidate.differs(sample) { contradict("\(sample): \(difference)") }
    }

    private mutating func contradict(_ text: String) {
        if contradiction == nil { contradiction = text }
    }

    /// What the story says and the tally does not show; nil when all is as told.
    package func complaint(among samples: [Sample]) -> String? {
        if let contradiction { return contradiction }
        let due = samples.filter { $0.endpoint == candidate.endpoint }
        if requests != due.count { return "\(requests) of \(due.count) requests were made" }
        if candidate.isFaster, candidateMedian >= controlMedian { return "no faster than the control" }
        return nil
    }

    /// The middle one, or the mean of the two in the middle; zero of none.
    static func median(_ durations: [Duration]) -> Duration {
        guard !durations.isEmpty else { return .zero }
        let sorted = durations.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

package struct TimedAnswer: Sendable {
    package var answer: Answer
    package var duration: Duration

    package init(_ answer: Answer, duration: Duration) {
        self.answer = answer
        self.duration = duration
    }
}

extension Sample {
    /// The input in a table's cell.
    var shortName: String {
        switch self {
        case .round(let hundredths): Self.decimal(hundredths)
        case .sort(let numbers): "\(numbers.count) numbers"
        case .fizzbuzz(let from, let to): "\(from) to \(to)"
        case .pbkdf2(_, _, let iterations): "\(iterations) iterations"
        case .bad(_, let query, let body): body ?? (query.isEmpty ? "no query" : query)
        }
    }
}
