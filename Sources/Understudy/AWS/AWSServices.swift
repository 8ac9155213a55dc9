import APIGateway
import AWSAPI
import Cloud
import CloudFormation
import CloudWatchLogs
import ControlPlane
import ECR
import Emulator
import EventBridge
import IAM
import JSON
import LambdaAPI
import S3
import STS

/// Every AWS service that is emulated, and how they hang together. This is the place where they are made.
struct AWSServices {
    let directory: ServiceDirectory
    let sessions: Sessions
    /// The owner of what is deployed.
    let plane: ControlPlane
    let lambda: Lambda
    /// Gets what functions write.
    let logs: LogArchive
    private let rules: ScheduledRules
    private let gateway: APIGateway
    private let cloudFormation: CloudFormationService
    /// Between the services and the emulator, which is made after them.
    let link = EmulatorLink()
    private let courier = Courier()

    /// Loads what the services knew when the emulator last ended.
    ///
    /// - Parameter pretendsUnknownResources: whether stacks may hold resources of types that are not emulated.
    init(_ state: ServiceState, pretendsUnknownResources: Bool = false) async throws {
        let records = state.records
        sessions = try Sessions(records: records)
        let iam = IAM.service(try IAMRegistry(records: records))
        let storage = try S3Storage(records: records, blobs: try state.blobs("s3"))
        await storage.removeOrphans()
        let s3 = S3.service(storage)
        logs = try await LogArchive(records: records, events: try state.events(), warn: Terminal.warn)
        rules = try ScheduledRules(records: records, warn: Terminal.warn) { [courier] function, payload in
            await courier.deliver(payload, to: function)
        }
        let plane = try ControlPlane(records: records, code: try state.blobs("lambda")) { [link] in link.show($0) }
        self.plane = plane
        lambda = Lambda(plane, link, s3: s3)
        gateway = APIGateway(records: records, warn: Terminal.warn) { commands async throws(AWSError) in
            try await plane.apply(commands)
        }
        let others =
            [
                CloudWatchLogs.service(logs), ECR.service(), EventBridge.service(rules), iam, lambda.service, s3,
                Self.sts(sessions, iam),
            ] + gateway.services
        // It calls all others, so it comes last.
        cloudFormation = try CloudFormationService(
            records: records, directory: ServiceDirectory(others), pretendsUnknownResources: pretendsUnknownResources,
            clock: WallClock.epochMilliseconds)
        directory = ServiceDirectory(others + [cloudFormation.service])
    }

    private static func sts(_ sessions: Sessions, _ iam: Service) -> Service {
        let roles = ServiceDirectory([iam])
        return SecurityTokenService.service(sessions) { name, call in
            // A role that IAM does not know is assumed all the same.
            try? await roles.call("iam", "GetRole", ["RoleName": .string(name)], call)["Role"]?["RoleId"]?.stringValue
        }
    }

    /// Shows the emulator what was deployed when it last ended, and what the app's file says now. From here on schedules
    /// fire; stacks that were left in the midst of something come to an end.
    ///
    /// - Parameter endpoint: what URLs begin with.
    /// - Returns: everything that is deployed.
    func begin(_ app: App, _ emulator: Emulator, endpoint: String) async throws -> Cloud {
        link.connect(emulator)
        courier.works(for: emulator)
        try await takeFunctions(of: app)
        try await gateway.start()
        try await cloudFormation.recover(
            Call(requestID: RequestID.generate(), time: WallClock.epochMilliseconds(), endpoint: endpoint))
        try await rules.replaceFileRules(with: app.rules)
        await rules.start()
        return await plane.cloud
    }

    /// Shows the emulator what the app's file says now, instead of what it said before.
    func take(_ app: App) async throws {
        try await takeFunctions(of: app)
        try await rules.replaceFileRules(with: app.rules)
    }

    private func takeFunctions(of app: App) async throws {
        let changed = try await plane.take(
            functions: app.cloud.functions.map(\.latest), apis: app.cloud.apis, time: WallClock.epochMilliseconds())
        if !changed.isEmpty {
            Terminal.warn(
                "\(changed.joined(separator: ", ")): changed through the API, so what the configuration file says does not "
                    + "count until the function is deleted; --ephemeral begins anew.")
        }
    }

    /// Ends the emulator: nothing fires into it any more, and what functions wrote last is kept.
    func end(_ emulator: Emulator) async throws {
        await rules.stop()
        try await emulator.shutDown()
        await logs.flush()
    }
}
