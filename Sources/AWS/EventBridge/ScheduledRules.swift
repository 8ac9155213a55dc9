public import AWSAPI
public import Cloud
import FoundationEssentials
import JSON

/// The rules, in memory and in records, and the one task that waits for the next of them to fire. Without an enabled
/// schedule there is none.
///
/// Times are computed from the schedule and never from when the task woke: nothing drifts. What was due while the
/// emulator did not run is not made up for.
public actor ScheduledRules {
    /// Invokes a function asynchronously: ARN and payload.
    public typealias Invoke = @Sendable (_ arn: String, _ payload: [UInt8]) async -> Void

    private let records: any Records
    private let clock: ScheduleClock
    private let invoke: Invoke
    private let warn: @Sendable (String) -> Void
    private var rules: [Scope: [String: Rule]] = [:]
    /// When each enabled schedule is due, by ARN.
    private var due: [String: Int] = [:]
    private var waiting: (time: Int, task: Task<Void, Never>)?
    private var isRunning = false

    private static let kind = "events.rule"

    /// - Throws: InternalFailure when what was kept cannot be read.
    public init(
        records: any Records, clock: ScheduleClock = .system, warn: @escaping @Sendable (String) -> Void,
        invoke: @escaping Invoke
    ) throws(AWSError) {
        self.records = records
        self.clock = clock
        self.invoke = invoke
        self.warn = warn
        for record in try records.load(Self.kind) {
            do {
                let rule = try JSONDecoder().decode(Rule.self, from: Data(record.value))
                rules[rule.scope, default: [:]][rule.name] = rule
            } catch {
                throw AWSError(
                    "InternalFailure", "The record \(record.key) of EventBridge cannot be read: \(error)", status: 500)
            }
        }
    }

    /// Schedules fire from now on.
    public func start() {
        isRunning = true
        let now = clock.now()
        for rule in allRules { due[rule.arn] = rule.next(after: now) }
        waitForNext()
    }

    /// Nothing fires any more.
    public func stop() {
        isRunning = false
        due = [:]
        waiting?.task.cancel()
        waiting = nil
    }

    // MARK: Firing

    private var allRules: [Rule] { rules.values.flatMap(\.values) }

    private func waitForNext() {
        let next = due.values.min()
        guard waiting?.time != next else { return }
        waiting?.task.cancel()
        waiting = nil
        guard let next, isRunning else { return }
        // Ended by ``stop()``, or by another schedule that is due earlier.
        let task = Task { [clock] in
            await clock.wait(next)
            guard !Task.isCancelled else { return }
            await fire(next)
        }
        waiting = (next, task)
    }

    private func fire(_ time: Int) async {
        guard waiting?.time == time else { return }
        waiting = nil
        let now = max(time, clock.now())
        var events: [(rule: Rule, time: Int)] = []
        for rule in allRules {
            guard let dueTime = due[rule.arn], dueTime <= now else { continue }
            events.append((rule, dueTime))
            due[rule.arn] = rule.next(after: now)
        }
        waitForNext()
        for (rule, time) in events { await tell(rule, at: time) }
    }

    private func tell(_ rule: Rule, at time: Int) async {
        let event = ScheduledEvent.json(of: rule, at: time, id: UUID().uuidString.lowercased())
        for target in rule.targets {
            guard target.arn.split(separator: ":", omittingEmptySubsequences: false).dropFirst(2).first == "lambda"
            else {
                warn("The rule \(rule.name) has a target that is no Lambda function and is not told: \(target.arn)")
                continue
            }
            await invoke(target.arn, target.payload(of: event, rule: rule))
        }
    }

    // MARK: What operations do

    func rules(in scope: Scope) -> [Rule] { (rules[scope] ?? [:]).values.sorted { $0.name < $1.name } }

    func rule(_ name: String, in scope: Scope) throws(AWSError) -> Rule {
        guard let rule = rules[scope]?[name] else {
            throw AWSError("ResourceNotFoundException", "Rule \(name) does not exist on EventBus default.")
        }
        return rule
    }

    /// Makes or changes a rule; it is kept when this returns.
    ///
    /// - Parameter body: gets the rule that is there, and gives the one that shall be.
    @discardableResult
    func put(
        _ name: String, in scope: Scope, _ body: @Sendable (Rule?) throws(AWSError) -> Rule
    ) async throws(AWSError) -> Rule {
        let present = rules[scope]?[name]
        let rule = try body(present)
        guard present != nil || rules[scope, default: [:]].count < EventBridgeLimits.rules else {
            throw AWSError("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
        }
        keep(rule)
        waitForNext()
        try await records.settle()
        return rule
    }

    @discardableResult
    func change(
        _ name: String, in scope: Scope, _ body: @Sendable (inout Rule) throws(AWSError) -> Void
    ) async throws(AWSError) -> Rule {
        var rule = try rule(name, in: scope)
        try body(&rule)
        keep(rule)
        waitForNext()
        try await records.settle()
        return rule
    }

    /// A rule that is not there is deleted, too.
    func delete(_ name: String, in scope: Scope) async throws(AWSError) {
        guard let rule = rules[scope]?[name] else { return }
        guard rule.targets.isEmpty else {
            throw AWSError("ValidationException", "Rule can't be deleted since it has targets.")
        }
        forget(rule)
        waitForNext()
        try await records.settle()
    }

    /// The rules that a serverless.yml declares, in place of those that it declared before.
    public func replaceFileRules(with declared: [FileRule]) async throws(AWSError) {
        let now = clock.now()
        var wanted: [Rule] = []
        for rule in declared { wanted.append(try rule.rule(at: now)) }
        for rule in allRules where rule.isFromFile && !wanted.contains(where: { $0.arn == rule.arn }) { forget(rule) }
        for var rule in wanted {
            // A schedule that stays as it was goes on as it did.
            if let present = rules[rule.scope]?[rule.name], present.scheduleExpression == rule.scheduleExpression,
                present.isEnabled == rule.isEnabled
            {
                rule.start = present.start
            }
            keep(rule)
        }
        waitForNext()
        try await records.settle()
    }

    private func keep(_ rule: Rule) {
        rules[rule.scope, default: [:]][rule.name] = rule
        if isRunning { due[rule.arn] = rule.next(after: clock.now()) }
        // Texts and numbers only: there is nothing in a rule that cannot be encoded.
        let value = (try? JSONEncoder().encode(rule)).map { [UInt8]($0) } ?? []
        records.write([.put(kind: Self.kind, key: rule.arn, value: value)])
    }

    private func forget(_ rule: Rule) {
        rules[rule.scope]?[rule.name] = nil
        due[rule.arn] = nil
        records.write([.delete(kind: Self.kind, key: rule.arn)])
    }
}

/// A schedule that a serverless.yml declares for a function.
public struct FileRule: Sendable, Hashable {
    public var name: String
    public var scope: Scope
    /// `rate(5 minutes)`
    public var expression: String
    public var isEnabled: Bool
    public var description: String?
    public var functionARN: String
    /// A JSON text that the function gets in place of the event.
    public var input: String?

    public init(
        name: String, scope: Scope, expression: String, isEnabled: Bool, description: String?, functionARN: String,
        input: String?
    ) {
        self.name = name
        self.scope = scope
        self.expression = expression
        self.isEnabled = isEnabled
        self.description = description
        self.functionARN = functionARN
        self.input = input
    }

    /// - Throws: ValidationException for what is no rule.
    public func check() throws(AWSError) { _ = try rule(at: 0) }

    func rule(at time: Int) throws(AWSError) -> Rule {
        _ = try Schedule(expression)
        var rule = Rule(
            name: name, account: scope.account, region: scope.region, scheduleExpression: expression,
            state: isEnabled ? "ENABLED" : "DISABLED", description: description, start: time, isFromFile: true)
        rule.targets = [
            try Target(
                .members(["Id": "1", "Arn": .string(functionARN), "Input": input.map(JSON.string)]), 1)
        ]
        return rule
    }
}
