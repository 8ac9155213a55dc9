import Cloud
import NIOCore

/// What a request needs on its way: the present model, and the dispatcher. Confined to the event loop, so a request
/// never waits for a lock; the model is an immutable snapshot that is replaced as a whole.
final class DataPlane {
    let dispatcher: Dispatcher
    let defaults: Scope
    private(set) var cloud = Cloud()
    private(set) var router: GatewayRouter
    private let asynchronous: AsynchronousInvocations
    let warn: (String) -> Void

    init(
        dispatcher: Dispatcher, asynchronous: AsynchronousInvocations, defaults: Scope, warn: @escaping (String) -> Void
    ) {
        self.dispatcher = dispatcher
        self.asynchronous = asynchronous
        self.defaults = defaults
        self.warn = warn
        router = GatewayRouter(cloud: cloud)
    }

    func publish(_ cloud: Cloud) {
        self.cloud = cloud
        router = GatewayRouter(cloud: cloud)
        dispatcher.retire(keeping: cloud.functions.flatMap { [$0.latest] + $0.versions })
    }

    var invokeOperation: InvokeOperation {
        InvokeOperation(
            dispatcher: dispatcher, asynchronous: asynchronous, cloud: cloud, defaults: defaults, warn: warn)
    }
}
