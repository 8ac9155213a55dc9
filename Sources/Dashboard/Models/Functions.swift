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
    package var activity: FunctionCounts?

    package init(
        name: String, memorySizeMB: Int, timeoutSeconds: Int, runtime: String, architecture: String, cpus: Double,
        activity: FunctionCounts? = nil
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
package struct FunctionCounts: Sendable {
    /// For whatever purpose.
    package var all: Count
    /// Of those the ones for clients.
    package var clients: Count
    /// How many environments are alive now.
    package var environments: Int

    package struct Count: Sendable {
        package var invocations: Int
        package var errors: Int

        package init(invocations: Int, errors: Int) {
            self.invocations = invocations
            self.errors = errors
        }
    }

    package init(all: Count, clients: Count, environments: Int) {
        self.all = all
        self.clients = clients
        self.environments = environments
    }
}

/// Invocations for one purpose: for clients, as a candidate, as a control's twin.
package struct RoleActivity: Sendable {
    /// `client`, `candidate`, `twin` or `trial`.
    package var role: String
    package var invocations: Int
    package var errors: Int
    /// By AWS's type of the error.
    package var errorTypes: [(type: String, count: Int)]
    package var coldStarts: Int
    /// Microseconds; nil without cold starts.
    package var meanInit: Double?
    package var maxMemoryMB: Int
    /// Of warm runs that succeeded, in microseconds, right to a tenth or so; nil without any.
    package var median: Double?
    package var p90: Double?
    package var p99: Double?
    /// Of the same, in microseconds with their count, ascending.
    package var durations: [(value: Double, count: Int)]

    package init(
        role: String, invocations: Int, errors: Int, errorTypes: [(type: String, count: Int)] = [], coldStarts: Int,
        meanInit: Double?, maxMemoryMB: Int, median: Double?, p90: Double?, p99: Double?,
        durations: [(value: Double, count: Int)]
    ) {
        self.role = role
        self.invocations = invocations
        self.errors = errors
        self.errorTypes = errorTypes
        self.coldStarts = coldStarts
        self.meanInit = meanInit
        self.maxMemoryMB = maxMemoryMB
        self.median = median
        self.p90 = p90
        self.p99 = p99
        self.durations = durations
    }
}

/// An environment that is alive: it has a process.
package struct EnvironmentModel: Sendable {
    /// Its log stream.
    package var name: String
    /// `initialising`, `busy`, `ready`, `frozen` or `stopping`.
    package var state: String
    /// `client`, `candidate`, `twin` or `trial`.
    package var role: String
    /// The experiment that it works for; nil for clients'.
    package var experiment: String?
    package var invocations: Int
    /// Nil where there is no process to ask.
    package var memoryBytes: Int?
    package var memorySizeMB: Int
    /// Microseconds of CPU since it began.
    package var cpu: Double?
    /// Milliseconds.
    package var age: Int

    package init(
        name: String, state: String, role: String, experiment: String?, invocations: Int, memoryBytes: Int?,
        memorySizeMB: Int, cpu: Double?, age: Int
    ) {
        self.name = name
        self.state = state
        self.role = role
        self.experiment = experiment
        self.invocations = invocations
        self.memoryBytes = memoryBytes
        self.memorySizeMB = memorySizeMB
        self.cpu = cpu
        self.age = age
    }
}

/// One function in full.
package struct FunctionDetail: Sendable {
    package var summary: FunctionSummary
    package var arn: String
    /// Empty where there is none.
    package var description: String
    package var handler: String
    /// Names alone: values may be secrets.
    package var variableNames: [String]
    /// JSON text to try it with.
    package var sampleEvent: String
    /// `GET /round` and the like, each with the kind of its API.
    package var routes: [(api: String, route: String)]
    /// Experiments that it takes part in, with its part.
    package var parts: [(experiment: String, part: String)]
    package var roles: [RoleActivity]
    package var environments: [EnvironmentModel]
    /// Nil where it was not measured since the emulator was started.
    package var tuning: Tuning?
    /// Whether it can be.
    package var canTune: Bool

    package init(
        summary: FunctionSummary, arn: String, description: String = "", handler: String, variableNames: [String],
        sampleEvent: String,
        routes: [(api: String, route: String)], parts: [(experiment: String, part: String)], roles: [RoleActivity],
        environments: [EnvironmentModel], tuning: Tuning? = nil, canTune: Bool = false
    ) {
        self.summary = summary
        self.arn = arn
        self.description = description
        self.handler = handler
        self.variableNames = variableNames
        self.sampleEvent = sampleEvent
        self.routes = routes
        self.parts = parts
        self.roles = roles
        self.environments = environments
        self.tuning = tuning
        self.canTune = canTune
    }
}
