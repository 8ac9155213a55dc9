import AWSAPI
import Cloud
import JSON

struct GetPolicyVersion: Operation {
    static let name = "GetPolicyVersion"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (arn, id) = (try input.policyARN(), try input.versionID())
        if AWSPolicy(arn: arn) != nil {
            throw .noSuch("What AWS's own policy \(arn) says is not known to Understudy, which enforces no policies.")
        }
        let policy = try await registry.account(call.scope.account).policy(arn)
        guard let version = policy.version(id) else { throw .noSuchVersion(arn, id) }
        return Output(["PolicyVersion": policy.json(of: version, withDocument: true)])
    }
}

extension Parameters {
    /// `v3`
    func versionID() throws(AWSError) -> String {
        let id = try string("VersionId")
        var violations = Violations()
        violations.demand(id, at: "versionId")
        violations.pattern(id, at: "versionId", "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?") { id in
            id.first == "v" && Int(id.dropFirst().prefix { $0 != "." }).map { $0 > 0 } ?? false
        }
        try violations.check("ValidationError")
        return id ?? ""
    }
}

extension ManagedPolicy {
    func version(_ id: String) -> Version? { versions.first { "v\($0.number)" == id } }
}
