import AWSAPI
import Cloud
import CloudFormation
import CloudWatchLogs
import ECR
import Emulator
import EventBridge
import IAM
import JSON
import S3
import STS

/// Every AWS service that is emulated, and how they hang together. This is the place where they are made.
struct AWSServices {
    let directory: ServiceDirectory
    let sessions: Sessions
    private let cloudFormation: CloudFormationService
    /// Gets what functions write.
    let logs: LogArchive
    let rules: ScheduledRules
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
        logs = try await LogArchive(records: records, events: try state.events(), warn: Terminal.warn)
        rules = try ScheduledRules(records: records, warn: Terminal.warn) { [courier] function, payload in
            await courier.deliver(payload, to: function)
        }
        let roles = ServiceDirectory([iam])
        let sts = SecurityTokenService.service(sessions) { name, call in
            // A role that IAM does not know is assumed all the same.
            try? await roles.call("iam", "GetRole", ["RoleName": .string(name)], call)["Role"]?["RoleId"]?.stringValue
        }
        let others = [
            CloudWatchLogs.service(logs), ECR.service(), EventBridge.service(rules), iam, S3.service(storage), sts,
        ]
        // It calls all others, so it comes last.
        cloudFormation = try CloudFormationService(
            records: records, directory: ServiceDirectory(others), pretendsUnknownResources: pretendsUnknownResources,
            clock: WallClock.epochMilliseconds)
        directory = ServiceDirectory(others + [cloudFormation.service])
    }

    /// Brings stacks to an end that were left in the midst of something; and from here on schedules fire, those of the file
    /// and those that were made through the API. To be called once the emulator serves what services change.
    ///
    /// - Parameter endpoint: what URLs begin with.
    func begin(_ fileRules: [FileRule], _ emulator: Emulator, endpoint: String) async throws(AWSError) {
        courier.works(for: emulator)
        try await cloudFormation.recover(
            Call(requestID: RequestID.generate(), time: WallClock.epochMilliseconds(), endpoint: endpoint))
        try await rules.replaceFileRules(with: fileRules)
        await rules.start()
    }

    /// Ends the emulator: nothing fires into it any more, and what functions wrote last is kept.
    func end(_ emulator: Emulator) async throws {
        await rules.stop()
        try await emulator.shutDown()
        await logs.flush()
    }
}
