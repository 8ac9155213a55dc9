import AWSAPI
import Cloud
import JSON

/// How far provisioned environments are, as the operations about them tell it.
struct ProvisionedConcurrencyStatus {
    let provisioned: ProvisionedConcurrency
    /// Environments that are started and ready.
    let ready: Int
    /// Whether one could not be started.
    let hasFailed: Bool

    init(of function: Function, qualifier: String, _ lambda: Lambda) async throws(AWSError) {
        guard let provisioned = function.provisionedConcurrency[qualifier] else { throw Self.notFound }
        self.provisioned = provisioned
        let number = function.aliases[qualifier]?.functionVersion ?? qualifier
        guard let version = function.version(number) else { throw Self.notFound }
        let readiness = await lambda.surroundings.readyEnvironments(version.revision)
        ready = min(readiness.ready, provisioned.requested)
        hasFailed = readiness.hasFailed && ready < provisioned.requested
    }

    var members: [JSON.Member] {
        let isReady = ready == provisioned.requested
        let json = JSON.members([
            "RequestedProvisionedConcurrentExecutions": .integer(provisioned.requested),
            "AvailableProvisionedConcurrentExecutions": .integer(ready),
            "AllocatedProvisionedConcurrentExecutions": .integer(ready),
            "Status": .string(isReady ? "READY" : hasFailed ? "FAILED" : "IN_PROGRESS"),
            "StatusReason": hasFailed ? "FUNCTION_ERROR_INIT_FAILURE" : nil,
            "LastModified": .string(TimeText.seconds(provisioned.lastModified)),
        ])
        return json.objectValue ?? []
    }

    /// PutProvisionedConcurrencyConfig's answer: nothing has been started yet.
    static func begun(_ provisioned: ProvisionedConcurrency) -> JSON {
        [
            "RequestedProvisionedConcurrentExecutions": .integer(provisioned.requested),
            "AllocatedProvisionedConcurrentExecutions": 0, "AvailableProvisionedConcurrentExecutions": 0,
            "Status": "IN_PROGRESS", "LastModified": .string(TimeText.seconds(provisioned.lastModified)),
        ]
    }

    static let notFound = AWSError(
        "ProvisionedConcurrencyConfigNotFoundException", "No Provisioned Concurrency Config found for this function",
        status: 404, members: [JSON.Member("Type", "User")])

    /// The version or alias, which must be named.
    static func qualifier(_ target: Target) throws(AWSError) -> String {
        guard let qualifier = target.qualifier else {
            var violations = ConstraintViolations()
            violations.addMissing(at: "qualifier")
            throw AWSError(violations.error)
        }
        return qualifier
    }

    /// - Throws: ResourceNotFoundException unless there is what the qualifier names.
    static func check(_ qualifier: String, of function: Function) throws(AWSError) {
        do throws(CloudError) {
            try function.check(qualifier: qualifier)
        } catch {
            throw AWSError(error)
        }
    }
}
