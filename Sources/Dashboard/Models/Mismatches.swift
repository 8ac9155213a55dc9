/// Requests that were answered differently.
package struct MismatchList: Sendable {
    package var experiment: String
    /// Keys with their names for people.
    package var candidates: [(key: String, title: String)]
    package var filter: Filter
    /// Fields that were seen to differ.
    package var fields: [String]
    /// The newest first.
    package var rows: [Row]
    /// Where older ones begin; nil if there are none.
    package var olderThan: Int?

    package struct Filter: Sendable {
        /// A candidate's key; nil for all.
        package var candidate: String?
        /// One outcome; nil for all that are worth a look.
        package var outcome: String?
        package var field: String?
        /// Only observations with a smaller id.
        package var before: Int?

        package init(candidate: String? = nil, outcome: String? = nil, field: String? = nil, before: Int? = nil) {
            self.candidate = candidate
            self.outcome = outcome
            self.field = field
            self.before = before
        }
    }

    package struct Row: Sendable {
        package var id: Int
        /// Milliseconds since 1970.
        package var time: Int
        package var candidate: String
        package var outcome: String
        /// `GET /round?number=62.5`
        package var request: String
        package var differences: [FieldDifference]

        package init(
            id: Int, time: Int, candidate: String, outcome: String, request: String, differences: [FieldDifference]
        ) {
            self.id = id
            self.time = time
            self.candidate = candidate
            self.outcome = outcome
            self.request = request
            self.differences = differences
        }
    }

    package init(
        experiment: String, candidates: [(key: String, title: String)], filter: Filter, fields: [String], rows: [Row],
        olderThan: Int?
    ) {
        self.experiment = experiment
        self.candidates = candidates
        self.filter = filter
        self.fields = fields
        self.rows = rows
        self.olderThan = olderThan
    }
}

/// One place where two answers differ.
package struct FieldDifference: Sendable {
    /// `$.items[3].price`
    package var path: String
    /// The same with indices taken for any: what rules name.
    package var field: String
    /// `value`, `type`, `missing`, `extra`, `order` or `length`.
    package var kind: String
    /// Nil for nothing.
    package var control: String?
    package var candidate: String?
    /// The reason of the rule that lets it pass; nil if it counts.
    package var ignored: String?
    /// Whether it was accepted as the control's defect.
    package var isAccepted: Bool

    package init(
        path: String, field: String, kind: String, control: String?, candidate: String?, ignored: String?,
        isAccepted: Bool
    ) {
        self.path = path
        self.field = field
        self.kind = kind
        self.control = control
        self.candidate = candidate
        self.ignored = ignored
        self.isAccepted = isAccepted
    }
}

/// One request with both answers.
package struct Mismatch: Sendable {
    package var experiment: String
    package var version: Int
    package var id: Int
    /// Its key.
    package var candidate: String
    /// Nil for one that is no longer part of the experiment.
    package var candidateName: FunctionName?
    package var controlName: FunctionName
    package var outcome: String
    /// Milliseconds since 1970.
    package var time: Int
    package var requestID: String
    /// `GET /round?number=62.5`
    package var requestLine: String
    package var requestHeaders: [(name: String, value: String)]
    package var requestBody: String
    package var control: AnswerModel?
    package var candidateAnswer: AnswerModel?
    package var differences: [FieldDifference]

    package init(
        experiment: String, version: Int, id: Int, candidate: String, candidateName: FunctionName?,
        controlName: FunctionName, outcome: String, time: Int, requestID: String, requestLine: String,
        requestHeaders: [(name: String, value: String)], requestBody: String,
        control: AnswerModel?, candidateAnswer: AnswerModel?, differences: [FieldDifference]
    ) {
        self.experiment = experiment
        self.version = version
        self.id = id
        self.candidate = candidate
        self.candidateName = candidateName
        self.controlName = controlName
        self.outcome = outcome
        self.time = time
        self.requestID = requestID
        self.requestLine = requestLine
        self.requestHeaders = requestHeaders
        self.requestBody = requestBody
        self.control = control
        self.candidateAnswer = candidateAnswer
        self.differences = differences
    }
}

/// What a function answered, or how it failed.
package struct AnswerModel: Sendable {
    /// `200`, or the type of the failure.
    package var status: String
    package var isFailure: Bool
    package var headers: [(name: String, value: String)]
    /// The body in lines, JSON one member to a line; or the failure's message.
    package var lines: [String]
    /// Microseconds; nil where nothing was measured.
    package var duration: Int?
    package var isCold: Bool
    package var maxMemoryMB: Int?
    /// Of the environment that ran it; nil where none did.
    package var logStream: String?

    package init(
        status: String, isFailure: Bool, headers: [(name: String, value: String)], lines: [String], duration: Int?,
        isCold: Bool, maxMemoryMB: Int?, logStream: String? = nil
    ) {
        self.status = status
        self.isFailure = isFailure
        self.headers = headers
        self.lines = lines
        self.duration = duration
        self.isCold = isCold
        self.maxMemoryMB = maxMemoryMB
        self.logStream = logStream
    }
}
