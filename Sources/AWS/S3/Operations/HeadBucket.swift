import AWSAPI
import JSON

struct HeadBucket: Operation {
    static let name = "HeadBucket"
    static let binding: HTTPBinding? = HTTPBinding(
        "HEAD", "/{Bucket}", headers: ObjectHeaders.owner,
        answerHeaders: ["x-amz-bucket-region": "BucketRegion", "x-amz-access-point-alias": "AccessPointAlias"])
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        let bucket = try await storage.read { state throws(AWSError) in
            try state.contents(of: name, owner: owner).bucket
        }
        return Output(["BucketRegion": .string(bucket.region), "AccessPointAlias": false])
    }
}
