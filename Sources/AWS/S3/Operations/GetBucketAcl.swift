import AWSAPI
import JSON

/// The owner may do everything, nobody else anything: lists of one's own are nothing that new buckets allow.
struct GetBucketAcl: Operation {
    static let name = "GetBucketAcl"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding("GET", "/{Bucket}?acl", headers: ObjectHeaders.owner)
        binding.answerRoot = "AccessControlPolicy"
        binding.answerXML = XMLShape([
            .wrapped(
                "Grants", as: "AccessControlList", around: "Grant",
                [.one("Grantee", [.attribute("Type", as: "xsi:type")])])
        ])
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        let bucket = try await storage.read { state throws(AWSError) in
            try state.contents(of: name, owner: owner).bucket
        }
        let id = JSON.string(CanonicalUser.id(of: bucket.account))
        return Output([
            "Owner": ["ID": id],
            "Grants": [["Grantee": ["ID": id, "Type": "CanonicalUser"], "Permission": "FULL_CONTROL"]],
        ])
    }
}
