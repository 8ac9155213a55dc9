/// All functions of the app.
package struct FunctionList: Sendable {
    package var functions: [FunctionSummary]

    package init(functions: [FunctionSummary]) {
        self.functions = functions
    }
}

/// A function, its configuration and what it has done since the emulator started.
package struct FunctionSummary: Sendable {
    package var name: String
    package var memorySizeMB: Int
    package var timeoutSeconds: Int
    package var runtime: String
    package var architecture: String
    /// CPUs that it may use.
    package var cpus: Double
    /// Nil where nobody counts.
    package var activity: FunctionActivity?

    package init(
        name: String, memorySizeMB: Int, timeoutSeconds: Int, runtime: String, architecture: String, cpus: Double,
        activity: FunctionActivity? = nil
    ) {
        self.name = name
        self.memorySizeMB = memorySizeMB
        self.timeoutSeconds = timeoutSeconds
        self.runtime = runtime
        self.architecture = architecture
        self.cpus = cpus
        self.activity = activity
    }
}

/// What a function has done since the emulator started.
package struct FunctionActivity: Sendable {
    package var invocations: Int
    package var errors: Int
    package var throttles: Int
    /// Environments that are there now.
    package var environments: [EnvironmentModel]
    /// Microseconds with their count, ascending; empty for none.
    package var durations: [(value: Double, count: Int)]

    package init(
        invocations: Int, errors: Int, throttles: Int, environments: [EnvironmentModel],
        durations: [(value: Double, count: Int)] = []
    ) {
        self.invocations = invocations
        self.errors = errors
        self.throttles = throttles
        self.environments = environments
        self.durations = durations
    }
}

/// An environment that is alive.
package struct EnvironmentModel: Sendable {
    /// Its log stream.
    package var name: String
    /// `starting`, `busy`, `idle`, `frozen`.
    package var state: String
    package var processID: Int?
    package var invocations: Int
    package var memoryMB: Int?
    /// Microseconds of CPU since it began.
    package var cpu: Int?
    /// Milliseconds since 1970.
    package var started: Int

    package init(
        name: String, state: String, processID: Int?, invocations: Int, memoryMB: Int?, cpu: Int?, started: Int
    ) {
        self.name = name
        self.state = state
        self.processID = processID
        self.invocations = invocations
        self.memoryMB = memoryMB
        self.cpu = cpu
        self.started = started
    }
}

/// One function in full.
package struct FunctionDetail: Sendable {
    package var summary: FunctionSummary
    package var arn: String
    package var handler: String
    package var codeSHA256: String?
    /// Names alone: values may be secrets.
    package var variableNames: [String]
    /// JSON text to try it with.
    package var sampleEvent: String
    /// `/round` and the like, with method.
    package var routes: [String]
    /// Experiments that it takes part in, with its part.
    package var parts: [(experiment: String, part: String)]

    package init(
        summary: FunctionSummary, arn: String, handler: String, codeSHA256: String?, variableNames: [String],
        sampleEvent: String, routes: [String], parts: [(experiment: String, part: String)]
    ) {
        self.summary = summary
        self.arn = arn
        self.handler = handler
        self.codeSHA256 = codeSHA256
        self.variableNames = variableNames
        self.sampleEvent = sampleEvent
        self.routes = routes
        self.parts = parts
    }
}
