package import Cloud
package import NIOCore

/// What becomes of one route's traffic besides its answer: which other functions get the same requests, and when.
///
/// Clients always get the answer of the route's own function, and never wait for any other.
package struct MirrorPlan: Sendable {
    /// A function that gets the requests, too.
    package struct Shadow: Sendable {
        package var key: String
        package var function: FunctionReference
        /// Variables in place of, or on top of, its own.
        package var environment: [String: String]
        /// Whether it gets no network but its Runtime API.
        package var isSealed: Bool

        package init(
            key: String, function: FunctionReference, environment: [String: String] = [:], isSealed: Bool = false
        ) {
            self.key = key
            self.function = function
            self.environment = environment
            self.isSealed = isSealed
        }
    }

    /// When shadows are called.
    package enum Moment: Sendable {
        /// When the last byte of the client's answer is written.
        case afterAnswer
        /// When the route's function has answered.
        case afterControl
        /// Right after the route's function was called.
        case beside
        /// Right before or right after, by the toss of a coin.
        case besideInAnyOrder
    }

    /// What functions are told in `X-Understudy-Experiment`.
    package var name: String
    /// Tells the plans apart that followed each other under one name.
    package var version: Int
    /// The routes with this path, if they lead to ``control``.
    package var path: RoutePath
    /// What a route of the plan's own takes, where no other route has the path; `ANY` for all.
    package var methods: [String]
    package var control: FunctionReference
    package var scope: Scope
    package var shadows: [Shadow]
    package var moment: Moment
    /// Whether the route's function is called once more beside each shadow, in random order.
    package var hasTwin: Bool
    /// How long a shadow may take.
    package var deadline: TimeAmount
    /// How many calls of one shadow may be under way.
    package var concurrency: Int
    /// How many requests may wait for one shadow; more are dropped.
    package var queueLimit: Int
    /// Which shadows get a request, by key; asked on the event loop, so it must be quick.
    package var admits: @Sendable (HTTPRequest, RequestStamp) -> Set<String>
    /// Told what came of each request and shadow, on the event loop.
    package var report: @Sendable (MirrorReport) -> Void

    package init(
        name: String, version: Int, path: RoutePath, methods: [String], control: FunctionReference,
        scope: Scope, shadows: [Shadow], moment: Moment, hasTwin: Bool, deadline: TimeAmount, concurrency: Int,
        queueLimit: Int,
        admits: @escaping @Sendable (HTTPRequest, RequestStamp) -> Set<String>,
        report: @escaping @Sendable (MirrorReport) -> Void
    ) {
        self.name = name
        self.version = version
        self.path = path
        self.methods = methods
        self.control = control
        self.scope = scope
        self.shadows = shadows
        self.moment = moment
        self.hasTwin = hasTwin
        self.deadline = deadline
        self.concurrency = concurrency
        self.queueLimit = queueLimit
        self.admits = admits
        self.report = report
    }

    func isVersion(_ version: Int, of name: String) -> Bool { self.version == version && self.name == name }

    /// Whether a request of this route is the control's, so that the plan applies.
    package func covers(_ route: Route, of api: API) -> Bool {
        route.path == path && route.function?.means(control, from: api.scope, otherFrom: scope) == true
    }
}

/// Whose place an invocation takes that no client asked for. Each has environments of its own, so that a client's
/// request never finds them busy.
package struct MirrorRole: Sendable, Hashable {
    package var plan: String
    /// A plan's next version may want other variables, or another network.
    package var version: Int
    package var shadow: String
    /// Whether it is the route's function that runs beside the shadow.
    package var isTwin: Bool

    /// The value of `X-Understudy-Role`.
    var header: String { isTwin ? "twin" : "candidate" }
}
