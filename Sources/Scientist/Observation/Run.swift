/// One invocation of a function for an experiment.
public struct Run: Sendable, Hashable {
    public var result: Result<Answer, Failure>
    public var measures: Measures?
    /// From 0, among the invocations for this request and candidate: who ran first. The run that answered the client is -1.
    public var order: Int

    /// What the platform measured; there is none where the function never ran.
    public struct Measures: Sendable, Hashable, Codable {
        /// From the decision to call it to its answer, waiting for an environment included.
        public var invokeMicroseconds: Int
        /// From the event's handover to the answer.
        public var functionMicroseconds: Int
        /// Only of the first invocation of an environment.
        public var initMicroseconds: Int?
        public var billedMilliseconds: Int
        /// Of the function's own process; nil where it could not be read.
        public var cpuMicroseconds: Int?
        public var memorySizeMB: Int
        public var maxMemoryUsedMB: Int
        /// Dollars, requests included.
        public var cost: Double
        /// Names the environment: its log stream.
        public var environment: String
        /// `$LATEST` or a number.
        public var version: String
        public var codeHash: String

        public var isCold: Bool { initMicroseconds != nil }

        public init(
            invokeMicroseconds: Int, functionMicroseconds: Int, initMicroseconds: Int?, billedMilliseconds: Int,
            cpuMicroseconds: Int?, memorySizeMB: Int, maxMemoryUsedMB: Int, cost: Double, environment: String,
            version: String, codeHash: String
        ) {
            self.invokeMicroseconds = invokeMicroseconds
            self.functionMicroseconds = functionMicroseconds
            self.initMicroseconds = initMicroseconds
            self.billedMilliseconds = billedMilliseconds
            self.cpuMicroseconds = cpuMicroseconds
            self.memorySizeMB = memorySizeMB
            self.maxMemoryUsedMB = maxMemoryUsedMB
            self.cost = cost
            self.environment = environment
            self.version = version
            self.codeHash = codeHash
        }
    }

    public init(_ result: Result<Answer, Failure>, measures: Measures? = nil, order: Int = 0) {
        self.result = result
        self.measures = measures
        self.order = order
    }
}
