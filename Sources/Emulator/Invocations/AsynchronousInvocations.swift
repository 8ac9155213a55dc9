import Cloud
package import NIOCore

/// Events that nobody waits for: `InvocationType: Event`. Confined to the event loop.
///
/// As on Lambda, an event whose function fails is tried again after one minute and after two more; one that finds no
/// free concurrency goes back to the queue, for up to six hours. All tries carry the same request id.
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
        let accepted = NIODeadline.now()
        var failures = 0
        var throttles = 0
    }

    private let dispatcher: Dispatcher
    private let loop: any EventLoop
    private let policy: Policy
    private let warn: (String) -> Void
    private var count = 0

    init(
        dispatcher: Dispatcher, loop: any EventLoop, policy: Policy, warn: @escaping (String) -> Void
    ) {
        self.dispatcher = dispatcher
        self.loop = loop
        self.policy = policy
        self.warn = warn
    }

    /// Takes an event; it will be tried at least once.
    func accept(_ request: Invocation.Request, requestID: String) throws(CloudError) {
        guard count < policy.queueLimit else { throw .concurrencyLimitExceeded }
        count += 1
        attempt(Event(request: request, requestID: requestID))
    }

    private func attempt(_ event: Event) {
        dispatcher.invoke(event.request, requestID: event.requestID) { result in self.conclude(event, result) }
    }

    private func conclude(_ event: Event, _ result: Invocation.Result) {
        var event = event
        switch result.outcome {
        case .success:
            count -= 1
        case .functionError:
            event.failures += 1
            guard event.failures <= policy.retryDelays.count else { return giveUp(event, "it failed each time") }
            retry(event, after: policy.retryDelays[event.failures - 1])
        case .throttled, .unavailable:
            event.throttles += 1
            retry(event, after: throttleDelay(event.throttles))
        }
    }

    private func retry(_ event: Event, after delay: TimeAmount) {
        guard NIODeadline.now() + delay - event.accepted <= policy.maximumAge else {
            return giveUp(event, "it grew older than allowed")
        }
        loop.assumeIsolated().scheduleTask(in: delay) { self.attempt(event) }
    }

    private func throttleDelay(_ throttles: Int) -> TimeAmount {
        let doubled = policy.firstThrottleDelay.nanoseconds << min(throttles - 1, 20)
        return .nanoseconds(min(doubled, policy.longestThrottleDelay.nanoseconds))
    }

    private func giveUp(_ event: Event, _ reason: String) {
        count -= 1
        warn(
            "The asynchronous event \(event.requestID) for \(event.request.function.name) is dropped after "
                + "\(event.failures + event.throttles) tries: \(reason).")
    }
}
