/// Parameters of a query that make a request to S3 another operation. One of them that we do not have must not be taken for
/// the operation without: a bucket's `?website` is no list of its objects.
enum S3Subresource {
    /// The first one that no binding asked for; nil where there is none.
    static func of(_ request: WireRequest, otherThan template: PathTemplate?) -> String? {
        request.query.first { parameter in
            names.contains(parameter.name) && template?.demands.contains { $0.name == parameter.name } != true
        }?.name
    }

    /// From the paths of botocore's model.
    private static let names: Set<String> = [
        "abac", "accelerate", "acl", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering",
        "inventory", "legal-hold", "lifecycle", "location", "logging", "metadataConfiguration",
        "metadataInventoryTable", "metadataJournalTable", "metadataTable", "metrics", "notification", "object-lock",
        "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "renameObject", "replication",
        "requestPayment", "restore", "retention", "select", "session", "tagging", "torrent", "uploadId", "uploads",
        "versioning", "versions", "website",
    ]
}
