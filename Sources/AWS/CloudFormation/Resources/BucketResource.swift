internal import AWSAPI
internal import Cloud
internal import JSON

/// `AWS::S3::Bucket`. `Ref` gives its name.
struct BucketResource: ResourceType {
    let name = "AWS::S3::Bucket"
    let schema = ResourceSchema(
        mutable: Set(BucketSetting.all.map(\.property)).union(["AccessControl", "Tags"]), createOnly: ["BucketName"],
        missing: [
            "AbacStatus", "AccelerateConfiguration", "AnalyticsConfigurations", "BucketNamePrefix", "BucketNamespace",
            "IntelligentTieringConfigurations", "InventoryConfigurations", "LoggingConfiguration",
            "MetadataConfiguration", "MetadataTableConfiguration", "MetricsConfigurations", "ObjectLockConfiguration",
            "ObjectLockEnabled", "ReplicationConfiguration", "WebsiteConfiguration",
        ],
        attributes: ["Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL"],
        nameProperty: "BucketName")

    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? {
        try properties.string("BucketName") == nil ? generatedName(context) : nil
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let bucket = try properties.string("BucketName") ?? generatedName(context)
        let region = context.call.scope.region
        // A JSON null would be a location, too.
        let place = region == "us-east-1" ? JSON?.none : ["LocationConstraint": .string(region)]
        try await context.call(
            "s3", "CreateBucket", ["Bucket": .string(bucket), "CreateBucketConfiguration": place])
        return try await context.whole { () async throws(AWSError) in
            try await configure(bucket, from: Parameters([:]), to: properties, context)
            return made(bucket, context)
        } undoing: { () async throws(AWSError) in
            try await delete(bucket, properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        try await configure(physicalID, from: old, to: new, context)
        return made(physicalID, context)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete("s3", "DeleteBucket", ["Bucket": .string(physicalID)])
    }

    private func configure(
        _ bucket: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        for setting in BucketSetting.all {
            if let value = new[setting.property] {
                try await context.call(
                    "s3", setting.put, ["Bucket": .string(bucket), setting.member: setting.input(value)])
            } else if old[setting.property] != nil {
                try await context.delete(
                    "s3", setting.delete, ["Bucket": .string(bucket), setting.member: setting.without])
            }
        }
        let tags = context.tags(JSON.tagMembers(new["Tags"]))
        if !tags.isEmpty {
            try await context.call(
                "s3", "PutBucketTagging", ["Bucket": .string(bucket), "Tagging": ["TagSet": JSON.tagList(tags)]])
        } else if old["Tags"] != nil {
            try await context.delete("s3", "DeleteBucketTagging", ["Bucket": .string(bucket)])
        }
    }

    /// Buckets have names in lower case only, of at most 63 characters.
    private func generatedName(_ context: ResourceContext) -> String {
        context.generatedName(maximumLength: 63).lowercased()
    }

    private func made(_ bucket: String, _ context: ResourceContext) -> MadeResource {
        let region = context.call.scope.region
        return MadeResource(
            bucket,
            [
                "Arn": .string("arn:aws:s3:::\(bucket)"), "DomainName": .string("\(bucket).s3.amazonaws.com"),
                "DualStackDomainName": .string("\(bucket).s3.dualstack.\(region).amazonaws.com"),
                "RegionalDomainName": .string("\(bucket).s3.\(region).amazonaws.com"),
                "WebsiteURL": .string("http://\(bucket).s3-website-\(region).amazonaws.com"),
            ])
    }
}
