import Cloud
import NIOCore

/// What the emulator is busy with at a moment, and what it has done.
package struct EmulatorSnapshot: Sendable {
    package struct EnvironmentCount: Sendable {
        package var function: String
        package var role: EnvironmentRole
        /// `initialising`, `busy`, `ready`, `cold` or `stopping`.
        package var state: String
        package var count: Int
    }

    package struct Queue: Sendable {
        package var experiment: String
        package var candidate: String
        /// Requests that wait for the candidate.
        package var waiting: Int
    }

    package struct Size: Sendable {
        package var function: String
        package var memorySizeMB: Int
    }

    package var functions: [FunctionActivity.Snapshot]
    package var sizes: [Size]
    package var environments: [EnvironmentCount]
    package var queues: [Queue]
    /// Invocations of clients under way.
    package var running: Int
    /// Events of asynchronous invocations under way or waiting.
    package var asynchronousEvents: Int
    /// Answers without an end: pages that watch, logs that are followed.
    package var streams: Int
}

extension Emulator {
    /// Taken on the event loop, without looking at any process.
    package func snapshot() async throws -> EmulatorSnapshot {
        try await loop.submit { [dataPlane, streams] in dataPlane.value.snapshot(streams: streams.count) }.get()
    }
}

extension DataPlane {
    fileprivate func snapshot(streams: Int) -> EmulatorSnapshot {
        let functions = cloud.functions.map(\.latest)
        let names = Dictionary(functions.map { ($0.unqualifiedARN, $0.name) }) { first, _ in first }
        return EmulatorSnapshot(
            functions: functions.map { dispatcher.activities.activity(of: $0).snapshot }.sorted { $0.name < $1.name },
            sizes: functions.map { EmulatorSnapshot.Size(function: $0.name, memorySizeMB: $0.memorySizeMB) },
            environments: Self.counts(dispatcher.environments, names), queues: mirrors.queues,
            running: dispatcher.load.invocations, asynchronousEvents: asynchronous.count, streams: streams)
    }

    private static func counts(
        _ environments: [EnvironmentSnapshot], _ names: [String: String]
    ) -> [EmulatorSnapshot.EnvironmentCount] {
        struct Key: Hashable {
            var function: String
            var role: EnvironmentRole
            var state: String
        }
        let counts = Dictionary(
            environments.map { one in
                (Key(function: names[one.arn] ?? one.arn, role: one.purpose.role, state: one.state.rawValue), 1)
            }, uniquingKeysWith: +)
        return counts.map { key, count in
            EmulatorSnapshot.EnvironmentCount(
                function: key.function, role: key.role, state: key.state, count: count)
        }.sorted { ($0.function, $0.role.rawValue, $0.state) < ($1.function, $1.role.rawValue, $1.state) }
    }
}
