import AWSAPI
import Cloud
import IAM
import JSON
import S3
import STS

/// Every AWS service that is emulated, and how they hang together. This is the place where they are made.
struct AWSServices {
    let directory: ServiceDirectory
    let sessions: Sessions

    /// Loads what the services knew when the emulator last ended.
    init(_ state: ServiceState) async throws {
        let records = state.records
        sessions = try Sessions(records: records)
        let iam = IAM.service(try IAMRegistry(records: records))
        let s3 = S3.service(try S3Storage(records: records, blobs: try state.blobs("s3")))
        let roles = ServiceDirectory([iam])
        let sts = SecurityTokenService.service(sessions) { name, call in
            // A role that IAM does not know is assumed all the same.
            try? await roles.call("iam", "GetRole", ["RoleName": .string(name)], call)["Role"]?["RoleId"]?.stringValue
        }
        directory = ServiceDirectory([iam, s3, sts])
    }
}
