import AWSAPI
import Cloud
import JSON

struct CreateBucket: Operation {
    static let name = "CreateBucket"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "PUT", "/{Bucket}",
            headers: [
                "x-amz-acl": "ACL", "x-amz-object-ownership": "ObjectOwnership",
                "x-amz-bucket-object-lock-enabled": "ObjectLockEnabledForBucket",
            ],
            answerHeaders: ["Location": "Location"], payload: "CreateBucketConfiguration")
        binding.xml = XMLShape([.wrapped("Tags", around: "Tag")])
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let name = try input.bucket()
        guard BucketName.isValid(name) else { throw .invalidBucketName(name) }
        let configuration = try input.structure("CreateBucketConfiguration")
        let region = try Self.region(try configuration?.string("LocationConstraint"), call.scope.region)
        var bucket = Bucket(
            name: name, account: call.scope.account, region: region, created: call.time / 1000 * 1000)
        // What a new bucket has since April 2023.
        bucket[.publicAccessBlock] = BucketConfiguration.everythingBlocked.text
        let ownership = try input.string("ObjectOwnership") ?? "BucketOwnerEnforced"
        bucket[.ownershipControls] = BucketConfiguration.ownership(ownership).text
        if let tags = try configuration?.list("Tags"), !tags.isEmpty {
            let set: JSON = ["TagSet": .array(tags)]
            bucket[.tagging] =
                JSON.members(["TagSet": try Tagging.parse(Parameters(set), limit: S3Limits.bucketTags).json])
                .text
        }
        try await storage.change { [bucket] state, changes throws(AWSError) in try state.create(bucket, &changes) }
        return Output(["Location": .string("/\(name)")])
    }

    /// The oldest region is the one that is not named, and the one whose endpoint serves all.
    private static func region(_ constraint: String?, _ endpoint: String) throws(AWSError) -> String {
        switch constraint {
        case nil, "":
            guard endpoint == "us-east-1" else { throw incompatible("The unspecified", "") }
            return endpoint
        case "us-east-1":
            throw AWSError.s3(
                "InvalidLocationConstraint", "The specified location-constraint is not valid", 400,
                ["LocationConstraint": "us-east-1"])
        case "EU" where endpoint == "eu-west-1" || endpoint == "us-east-1": return "eu-west-1"
        case let region?:
            guard region == endpoint || endpoint == "us-east-1" else { throw incompatible("The \(region)", region) }
            return region
        }
    }

    private static func incompatible(_ subject: String, _ constraint: String) -> AWSError {
        AWSError.s3(
            "IllegalLocationConstraintException",
            "\(subject) location constraint is incompatible for the region specific endpoint this request was sent to.",
            400)
    }
}
