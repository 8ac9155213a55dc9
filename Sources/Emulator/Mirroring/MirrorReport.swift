package import Cloud
package import NIOCore

/// What came of one request and one shadow.
package struct MirrorReport: Sendable {
    package enum Fate: Sendable {
        /// It was called, and answered or failed.
        case ran(MirroredRun)
        /// It had not answered within its deadline, and was ended.
        case timedOut
        /// Too many requests waited for it already.
        case dropped
        /// The plan did not want it called.
        case notAdmitted
    }

    package var plan: String
    package var planVersion: Int
    package var shadow: String
    package var request: HTTPRequest
    package var stamp: RequestStamp
    /// From the arrival of the request to the last byte of its answer; nil for a client that left.
    package var clientDuration: TimeAmount?
    /// The run that answered the client.
    package var control: MirroredRun
    package var twin: MirroredRun?
    package var fate: Fate
}

/// One invocation, as far as an observer can tell.
package struct MirroredRun: Sendable {
    package enum Outcome: Sendable {
        case known(Reading)
        /// What the function has put out; what that is for the gateway is not known yet.
        case output(ByteBuffer, of: GatewayCall)
    }

    /// What an outcome is for a client.
    package enum Reading: Sendable {
        /// What the gateway makes of the function's output.
        case answered(HTTPAnswer)
        /// The function or its runtime failed: AWS's JSON.
        case failed(ByteBuffer)
        /// The output is not what the gateway understands: a sentence.
        case malformed(String)
        /// There was no room for it.
        case throttled
        /// Lambda did not run it: a sentence.
        case rejected(String)
    }

    package var outcome: Outcome
    /// From the call to the answer, the wait for an environment included.
    package var elapsed: TimeAmount
    /// Nil where the function never ran, or its environment was ended.
    package var measures: InvocationMeasures?
    /// From 0, among the invocations for one request and shadow; -1 for the one that answered the client.
    package var order: Int
}

/// What the platform has measured of one invocation.
package struct InvocationMeasures: Sendable {
    /// From the event's handover to the answer.
    package var response: TimeAmount
    /// The init of its environment, when this was the first invocation there.
    package var initDuration: TimeAmount?
    package var billedMilliseconds: Int
    /// CPU time of the function's own process.
    package var cpu: TimeAmount?
    package var architecture: FunctionVersion.Architecture
    package var memorySizeMB: Int
    package var maxMemoryUsedMB: Int
    /// The environment's log stream.
    package var environment: String
    package var version: String
    package var codeIdentity: String
}
