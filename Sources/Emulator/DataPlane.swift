import Cloud
import NIOCore

/// What a request needs on its way: the present model, and the dispatcher. Confined to the event loop, so a request
/// never waits for a lock; the model is an immutable snapshot that is replaced as a whole.
final class DataPlane {
    let dispatcher: Dispatcher
    let defaults: Scope
    var cloud: Cloud { present.cloud }
    private(set) var router: GatewayRouter
    private(set) var urls = FunctionURLTable(Cloud())
    let asynchronous: AsynchronousInvocations
    let mirrors: Mirrors
    private let present = PresentCloud()
    private var plans: [MirrorPlan] = []
    /// Who watches, and what they are told.
    let changes: ChangeBoard
    let pending = PendingAnswers()
    let warn: (String) -> Void

    init(
        dispatcher: Dispatcher, asynchronous: AsynchronousInvocations, defaults: Scope, changes: ChangeBoard,
        warn: @escaping (String) -> Void
    ) {
        self.dispatcher = dispatcher
        self.asynchronous = asynchronous
        asynchronous.destination = { [present] arn, scope in
            Self.destination(arn, scope, in: present.cloud, warn)
        }
        self.defaults = defaults
        self.changes = changes
        self.warn = warn
        router = GatewayRouter(cloud: Cloud())
        mirrors = Mirrors(stage: MirrorStage(dispatcher: dispatcher) { [present] in present.cloud })
    }

    func publish(_ cloud: Cloud) {
        if changes.watchers > 0 {
            let changed = Set(present.cloud.functions).symmetricDifference(cloud.functions)
            for function in changed { changes.note(.functions, function.name) }
        }
        present.cloud = cloud
        refresh()
    }

    func mirror(_ plans: [MirrorPlan]) {
        self.plans = plans
        mirrors.replace(with: plans)
        refresh()
    }

    private func refresh() {
        router = GatewayRouter(cloud: cloud, experiments: plans)
        dispatcher.retire(
            keeping: cloud.functions.flatMap { [$0.latest] + $0.versions }, isPresent: mirrors.hasRole)
        dispatcher.provision(cloud.functions.flatMap(Self.provisioned))
        urls = FunctionURLTable(cloud)
    }

    /// The function that an ARN names, as the destination of asynchronous invocations.
    private static func destination(
        _ arn: String, _ scope: Scope, in cloud: Cloud, _ warn: (String) -> Void
    ) -> AsynchronousInvocations.Destination? {
        guard let reference = try? FunctionReference(parsing: arn), reference.partition != nil else {
            warn("The destination \(arn) is not told: only functions can be destinations here.")
            return nil
        }
        do throws(CloudError) {
            let resolved = try cloud.function(reference, scope: scope) { Double.random(in: 0..<1) }
            return AsynchronousInvocations.Destination(
                function: resolved, settings: AsynchronousInvocations.Settings(resolved, in: cloud))
        } catch {
            warn("The destination \(arn) is not told: \(error.message)")
            return nil
        }
    }

    private static func provisioned(of function: Function) -> [ProvisionedVersion] {
        function.provisionedVersions.compactMap { number, count in
            function.version(number).map { ProvisionedVersion(version: $0, count: count) }
        }
    }

    var invokeOperation: InvokeOperation {
        InvokeOperation(
            dispatcher: dispatcher, asynchronous: asynchronous, cloud: cloud, defaults: defaults, warn: warn)
    }
}

/// The model as it is now, for those who cannot know its owner.
private final class PresentCloud {
    var cloud = Cloud()
}
