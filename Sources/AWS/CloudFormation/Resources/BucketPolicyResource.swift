internal import AWSAPI
internal import JSON

/// `AWS::S3::BucketPolicy`. `Ref` gives the bucket's name.
struct BucketPolicyResource: ResourceType {
    let name = "AWS::S3::BucketPolicy"
    let schema = ResourceSchema(
        mutable: ["PolicyDocument"], createOnly: ["Bucket"], required: ["Bucket", "PolicyDocument"])

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let bucket = try properties.required("Bucket")
        try await put(bucket, properties, context)
        return MadeResource(bucket)
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        try await put(physicalID, new, context)
        return MadeResource(physicalID)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete("s3", "DeleteBucketPolicy", ["Bucket": .string(physicalID)])
    }

    private func put(_ bucket: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        let policy = properties["PolicyDocument"]?.documentText ?? ""
        let input = Parameters(
            ["Bucket": .string(bucket), "Policy": policy], payload: Array((policy.stringValue ?? "").utf8))
        _ = try await context.directory.output("s3", "PutBucketPolicy", input, context.call)
    }
}
