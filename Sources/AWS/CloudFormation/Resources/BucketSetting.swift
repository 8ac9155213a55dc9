internal import AWSAPI
internal import JSON

/// A property of a bucket that S3 has an operation of its own for.
struct BucketSetting: Sendable {
    var property: String
    var put: String
    var delete: String
    /// Of the operation's input.
    var member: String
    /// The member's value, made from the property's.
    var input: @Sendable (JSON) -> JSON
    /// The member's value where the property is taken away, for an operation that must be told.
    var without: JSON?

    static let all = [
        BucketSetting(
            property: "BucketEncryption", put: "PutBucketEncryption", delete: "DeleteBucketEncryption",
            member: "ServerSideEncryptionConfiguration", input: encryption),
        BucketSetting(
            property: "VersioningConfiguration", put: "PutBucketVersioning", delete: "PutBucketVersioning",
            member: "VersioningConfiguration", input: { $0 }, without: ["Status": "Suspended"]),
        BucketSetting(
            property: "PublicAccessBlockConfiguration", put: "PutPublicAccessBlock", delete: "DeletePublicAccessBlock",
            member: "PublicAccessBlockConfiguration", input: { $0 }),
        BucketSetting(
            property: "OwnershipControls", put: "PutBucketOwnershipControls", delete: "DeleteBucketOwnershipControls",
            member: "OwnershipControls", input: { $0 }),
        BucketSetting(
            property: "CorsConfiguration", put: "PutBucketCors", delete: "DeleteBucketCors",
            member: "CORSConfiguration", input: cors),
        BucketSetting(
            property: "LifecycleConfiguration", put: "PutBucketLifecycleConfiguration", delete: "DeleteBucketLifecycle",
            member: "LifecycleConfiguration", input: lifecycle),
        BucketSetting(
            property: "NotificationConfiguration", put: "PutBucketNotificationConfiguration",
            delete: "PutBucketNotificationConfiguration", member: "NotificationConfiguration", input: notification),
    ]

    @Sendable private static func encryption(_ value: JSON) -> JSON {
        let rules = (value["ServerSideEncryptionConfiguration"]?.arrayValue ?? []).map { rule in
            JSON.members([
                "ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"],
                "BucketKeyEnabled": rule["BucketKeyEnabled"],
            ])
        }
        return ["Rules": .array(rules)]
    }

    @Sendable private static func cors(_ value: JSON) -> JSON {
        let rules = (value["CorsRules"]?.arrayValue ?? []).map { rule in
            renamed(rule, ["ExposedHeaders": "ExposeHeaders", "MaxAge": "MaxAgeSeconds", "Id": "ID"])
        }
        return ["CORSRules": .array(rules)]
    }

    @Sendable private static func lifecycle(_ value: JSON) -> JSON {
        let rules = (value["Rules"]?.arrayValue ?? []).map { rule -> JSON in
            .members([
                "ID": rule["Id"], "Status": rule["Status"], "Filter": ["Prefix": rule["Prefix"] ?? ""],
                "Expiration": expiration(rule),
                "NoncurrentVersionExpiration": rule["NoncurrentVersionExpiration"]
                    ?? rule["NoncurrentVersionExpirationInDays"].map { ["NoncurrentDays": $0] },
                "AbortIncompleteMultipartUpload": rule["AbortIncompleteMultipartUpload"],
                "Transitions": rule["Transitions"].map(transitions),
            ])
        }
        return ["Rules": .array(rules)]
    }

    private static func expiration(_ rule: JSON) -> JSON? {
        let expiration = JSON.members([
            "Days": rule["ExpirationInDays"], "Date": rule["ExpirationDate"],
            "ExpiredObjectDeleteMarker": rule["ExpiredObjectDeleteMarker"],
        ])
        return expiration == [:] ? nil : expiration
    }

    private static func transitions(_ list: JSON) -> JSON {
        .array(
            (list.arrayValue ?? []).map { renamed($0, ["TransitionInDays": "Days", "TransitionDate": "Date"]) })
    }

    @Sendable private static func notification(_ value: JSON) -> JSON {
        let functions = (value["LambdaConfigurations"]?.arrayValue ?? []).map { configuration -> JSON in
            .members([
                "LambdaFunctionArn": configuration["Function"],
                "Events": configuration["Event"].map { [$0] },
                "Filter": configuration["Filter"].map { ["Key": ["FilterRules": $0["S3Key"]?["Rules"] ?? []]] },
            ])
        }
        return ["LambdaFunctionConfigurations": .array(functions)]
    }

    private static func renamed(_ object: JSON, _ names: [String: String]) -> JSON {
        .object((object.objectValue ?? []).map { JSON.Member(names[$0.key] ?? $0.key, $0.value) })
    }
}
