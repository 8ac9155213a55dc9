import Cloud
package import NIOCore

/// Events that nobody waits for: `InvocationType: Event`. Confined to the event loop.
///
/// As on Lambda, an event whose function fails is tried again after one minute and after two more; one that finds no
/// free concurrency goes back to the queue, for up to six hours. All tries carry the same request id. A function's own
/// `EventInvokeConfig` says how often and how long, and which functions are told how it ended.
/// Source: AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation".
package final class AsynchronousInvocations {
    package struct Policy: Sendable {
        /// How long to wait before the second and the third try.
        package var retryDelays: [TimeAmount] = [.minutes(1), .minutes(2)]
        package var maximumAge = TimeAmount.hours(6)
        /// Between tries while the function is throttled; doubled each time.
        package var firstThrottleDelay = TimeAmount.seconds(1)
        package var longestThrottleDelay = TimeAmount.minutes(5)
        /// Events under way or waiting; more are refused.
        package var queueLimit = 10_000

        package init() {}
    }

    private struct Event {
        let request: Invocation.Request
        let requestID: String
        let settings: Settings
        let accepted = NIODeadline.now()
        var failures = 0
        var throttles = 0

        var tries: Int { failures + throttles }
    }

    private let dispatcher: Dispatcher
    private let loop: any EventLoop
    private let policy: Policy
    private let warn: (String) -> Void
    /// Events under way or waiting.
    private(set) var count = 0
    /// Finds the function that an ARN names; nil, with a warning, for what is none.
    var destination: (_ arn: String, _ scope: Scope) -> Destination? = { _, _ in nil }

    init(
        dispatcher: Dispatcher, loop: any EventLoop, policy: Policy, warn: @escaping (String) -> Void
    ) {
        self.dispatcher = dispatcher
        self.loop = loop
        self.policy = policy
        self.warn = warn
    }

    /// Takes an event; it will be tried at least once.
    func accept(_ request: Invocation.Request, requestID: String, _ settings: Settings) throws(CloudError) {
        guard count < policy.queueLimit else { throw .throttled(.account) }
        count += 1
        attempt(Event(request: request, requestID: requestID, settings: settings))
    }

    private func attempt(_ event: Event) {
        dispatcher.invoke(event.request, requestID: event.requestID) { result in self.conclude(event, result) }
    }

    private func conclude(_ event: Event, _ result: Invocation.Result) {
        var event = event
        switch result.outcome {
        case .success(let payload):
            count -= 1
            tell(event.settings.onSuccess, of: event, .success, payload)
        case .functionError(let payload):
            event.failures += 1
            let retries = min(event.settings.retryAttempts ?? policy.retryDelays.count, policy.retryDelays.count)
            guard event.failures <= retries else {
                return giveUp(event, .retriesExhausted, "it failed each time", payload)
            }
            retry(event, after: policy.retryDelays[event.failures - 1], payload)
        case .throttled(.reservation) where event.request.reservation?.limit == 0:
            giveUp(event, .retriesExhausted, "no concurrency is left to its function (reserved: 0)", nil)
        case .throttled, .unavailable:
            event.throttles += 1
            retry(event, after: throttleDelay(event.throttles), nil)
        }
    }

    /// - Parameter payload: what the function said when it failed.
    private func retry(_ event: Event, after delay: TimeAmount, _ payload: ByteBuffer?) {
        let maximumAge = event.settings.maximumAge.map { min($0, policy.maximumAge) } ?? policy.maximumAge
        guard NIODeadline.now() + delay - event.accepted <= maximumAge else {
            return giveUp(event, .eventAgeExceeded, "it grew older than allowed", payload)
        }
        loop.assumeIsolated().scheduleTask(in: delay) { self.attempt(event) }
    }

    private func throttleDelay(_ throttles: Int) -> TimeAmount {
        let doubled = policy.firstThrottleDelay.nanoseconds << min(throttles - 1, 20)
        return .nanoseconds(min(doubled, policy.longestThrottleDelay.nanoseconds))
    }

    private func giveUp(
        _ event: Event, _ condition: DestinationRecord.Condition, _ reason: String, _ payload: ByteBuffer?
    ) {
        count -= 1
        let isTold = event.settings.onFailure != nil
        warn(
            "The asynchronous event \(event.requestID) for \(event.request.function.name) is "
                + "\(isTold ? "given to its failure destination" : "dropped") after \(max(1, event.tries)) tries: "
                + "\(reason).")
        tell(event.settings.onFailure, of: event, condition, payload)
    }

    // MARK: Destinations

    private func tell(
        _ arn: String?, of event: Event, _ condition: DestinationRecord.Condition, _ payload: ByteBuffer?
    ) {
        guard let arn else { return }
        guard event.settings.hops < Settings.maximumHops else {
            return warn(
                "\(event.request.function.name) and its destinations call each other in a loop; it is ended after "
                    + "\(Settings.maximumHops) rounds, as on Lambda.")
        }
        guard let destination = destination(arn, event.request.function.scope) else { return }
        let record = DestinationRecord(
            requestID: event.requestID, functionARN: event.settings.functionARN, condition: condition,
            invokeCount: max(1, event.tries + (condition == .success ? 1 : 0)),
            requestPayload: event.request.payload, executedVersion: event.request.function.version,
            responsePayload: payload)
        var settings = destination.settings
        settings.hops = event.settings.hops + 1
        let request = Invocation.Request(destination.function, payload: record.text(WallClock.epochMilliseconds()))
        do throws(CloudError) {
            try accept(request, requestID: RequestID.generate(), settings)
        } catch {
            warn("The destination \(arn) of \(event.request.function.name) is not told: \(error.message)")
        }
    }
}

extension AsynchronousInvocations {
    /// What a function's `EventInvokeConfig` says, for one event.
    struct Settings {
        /// With a qualifier, `$LATEST` if none was used.
        var functionARN: String
        /// After the first try; nil for AWS's two.
        var retryAttempts: Int?
        var maximumAge: TimeAmount?
        /// ARNs.
        var onSuccess: String?
        var onFailure: String?
        /// How many destinations an event has come through.
        var hops = 0

        /// AWS ends a loop of functions after about 16 rounds.
        static let maximumHops = 16
    }

    /// A function that is told how an event ended, with what holds for the event that tells it.
    struct Destination {
        var function: Resolved
        var settings: Settings
    }
}

extension AsynchronousInvocations.Settings {
    /// What the function's configuration says, for the qualifier that the invoked ARN ends in.
    init(_ resolved: Resolved, in cloud: Cloud) {
        let version = resolved.version
        let suffix = resolved.invokedARN.dropFirst(version.unqualifiedARN.count + 1)
        let qualifier = suffix.isEmpty ? "$LATEST" : String(suffix)
        functionARN = version.scope.functionARN(version.name, qualifier: qualifier)
        guard
            let config = cloud.function(named: version.name, in: version.scope)?.eventInvokeConfig(qualifier: qualifier)
        else { return }
        retryAttempts = config.maximumRetryAttempts
        maximumAge = config.maximumEventAgeInSeconds.map { .seconds(Int64($0)) }
        onSuccess = config.onSuccess.flatMap { $0.isEmpty ? nil : $0 }
        onFailure = config.onFailure.flatMap { $0.isEmpty ? nil : $0 }
    }
}
