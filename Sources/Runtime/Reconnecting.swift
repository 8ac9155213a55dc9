/// Repeats an exchange that broke, with short pauses.
///
/// Repeating is safe for every call of the Runtime API: `next` hands out an unanswered event again, and an answer that
/// had arrived after all is refused with 400 or 403, which the loop survives.
package struct Reconnecting<Connection: Transport> {
    /// Five attempts within 0.15 s: a Runtime API that is gone for longer does not come back.
    static var pauses: [Duration] {
        [.milliseconds(10), .milliseconds(20), .milliseconds(40), .milliseconds(80)]
    }

    private var connection: Connection
    private let pause: (Duration) -> Void

    package init(_ connection: Connection, pause: @escaping (Duration) -> Void) {
        self.connection = connection
        self.pause = pause
    }

    mutating func exchange(_ request: RuntimeAPIRequest) throws(TransportError) -> RuntimeAPIAnswer {
        for duration in Self.pauses {
            do throws(TransportError) {
                return try connection.exchange(request)
            } catch {
                // The last attempt, below, is the one whose error counts.
                pause(duration)
            }
        }
        return try connection.exchange(request)
    }
}
