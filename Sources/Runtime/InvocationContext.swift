/// What Lambda says about an invocation beside its payload.
///
/// Source: the headers of `next`, https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
public struct InvocationContext: Equatable, Sendable {
    public let requestID: String
    /// As the caller named the function: with a version or alias only if the caller gave one.
    public let invokedFunctionARN: String
    /// When Lambda gives up waiting, in milliseconds since 1970.
    public let deadlineMilliseconds: Int64
    /// The X-Ray header, `Root=...;Parent=...;Sampled=...`. Also in the environment, as `_X_AMZN_TRACE_ID`.
    public let traceID: String?
    /// JSON that the caller sent along; mobile SDKs do.
    public let clientContext: String?
    /// JSON with the Cognito identity of the caller.
    public let identity: String?
    /// The tenant, for functions that isolate their tenants.
    public let tenantID: String?
    public let function: FunctionEnvironment

    public init(
        requestID: String, invokedFunctionARN: String, deadlineMilliseconds: Int64, traceID: String? = nil,
        clientContext: String? = nil, identity: String? = nil, tenantID: String? = nil, function: FunctionEnvironment
    ) {
        self.requestID = requestID
        self.invokedFunctionARN = invokedFunctionARN
        self.deadlineMilliseconds = deadlineMilliseconds
        self.traceID = traceID
        self.clientContext = clientContext
        self.identity = identity
        self.tenantID = tenantID
        self.function = function
    }

    /// The time left until the deadline; zero once it is over.
    public var remainingTime: Duration { remainingTime(at: WallClock.now) }

    package func remainingTime(at now: WallClock.Milliseconds) -> Duration {
        .milliseconds(max(0, deadlineMilliseconds - now))
    }
}

extension InvocationContext {
    /// Nil when an answer of `next` has no request id: then nobody could be answered.
    package init?(headers: Headers, function: FunctionEnvironment) {
        guard let requestID = headers["Lambda-Runtime-Aws-Request-Id"], !requestID.isEmpty else { return nil }
        self.init(
            requestID: requestID,
            invokedFunctionARN: headers["Lambda-Runtime-Invoked-Function-Arn"] ?? "",
            // Without a deadline there is none to watch.
            deadlineMilliseconds: headers["Lambda-Runtime-Deadline-Ms"].flatMap { Int64($0) } ?? .max,
            traceID: headers["Lambda-Runtime-Trace-Id"],
            clientContext: headers["Lambda-Runtime-Client-Context"],
            identity: headers["Lambda-Runtime-Cognito-Identity"],
            tenantID: headers["Lambda-Runtime-Aws-Tenant-Id"],
            function: function)
    }
}
