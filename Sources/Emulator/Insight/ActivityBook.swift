import Cloud
import NIOCore
import NIOPosix

/// The activity of each function in the model. Confined to the event loop.
final class ActivityBook {
    private var activities: [String: FunctionActivity] = [:]
    private let changes: ChangeBoard
    private let loop: any EventLoop
    private let workers: NIOThreadPool

    init(changes: ChangeBoard, loop: any EventLoop, workers: NIOThreadPool) {
        self.changes = changes
        self.loop = loop
        self.workers = workers
    }

    /// That of a function in all its versions.
    func activity(of function: FunctionVersion) -> FunctionActivity {
        let arn = function.unqualifiedARN
        if let known = activities[arn] { return known }
        let new = FunctionActivity(function, log: LogRing(loop: loop, workers: workers), changes: changes)
        activities[arn] = new
        return new
    }

    /// Forgets the others.
    func keep(_ functions: [FunctionVersion]) {
        let arns = Set(functions.map(\.unqualifiedARN))
        activities = activities.filter { arns.contains($0.key) }
    }

    /// By name.
    var snapshots: [FunctionActivity.Snapshot] {
        activities.values.map(\.snapshot).sorted { ($0.name, $0.arn) < ($1.name, $1.arn) }
    }
}
