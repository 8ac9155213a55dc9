import AWSAPI
import Cloud
import CloudFormation
import Emulator
import IAM
import JSON
import S3
import STS

/// Every AWS service that is emulated, and how they hang together. This is the place where they are made.
struct AWSServices {
    let directory: ServiceDirectory
    let sessions: Sessions
    private let cloudFormation: CloudFormationService

    /// Loads what the services knew when the emulator last ended.
    ///
    /// - Parameter pretendsUnknownResources: whether stacks may hold resources of types that are not emulated.
    init(_ state: ServiceState, pretendsUnknownResources: Bool = false) async throws {
        let records = state.records
        sessions = try Sessions(records: records)
        let iam = IAM.service(try IAMRegistry(records: records))
        let s3 = S3.service(try S3Storage(records: records, blobs: try state.blobs("s3")))
        let roles = ServiceDirectory([iam])
        let sts = SecurityTokenService.service(sessions) { name, call in
            // A role that IAM does not know is assumed all the same.
            try? await roles.call("iam", "GetRole", ["RoleName": .string(name)], call)["Role"]?["RoleId"]?.stringValue
        }
        let others = [iam, s3, sts]
        // It calls all others, so it comes last.
        cloudFormation = try CloudFormationService(
            records: records, directory: ServiceDirectory(others), pretendsUnknownResources: pretendsUnknownResources,
            clock: WallClock.epochMilliseconds)
        directory = ServiceDirectory(others + [cloudFormation.service])
    }

    /// Brings stacks to an end that were left in the midst of something. To be called once the emulator serves what services
    /// change.
    ///
    /// - Parameter endpoint: what URLs begin with.
    func begin(endpoint: String) async throws(AWSError) {
        try await cloudFormation.recover(
            Call(requestID: RequestID.generate(), time: WallClock.epochMilliseconds(), endpoint: endpoint))
    }
}
