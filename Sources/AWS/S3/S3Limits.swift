/// Source: S3 User Guide, "Amazon S3 multipart upload limits" and API reference; where ours are lower, that is said.
enum S3Limits {
    /// Of a completed upload. On AWS 5 TB; here an object is read into memory.
    static let objectBytes = 2 << 30
    static let partBytes = 5 << 20
    static let parts = 10_000
    static let metadataBytes = 2048
    static let objectTags = 10
    static let bucketTags = 50
    /// Of a bucket's policy.
    static let policyBytes = 20 * 1024
    static let bucketsPerAccount = 10_000
    /// Keys in one DeleteObjects.
    static let deletedKeys = 1000
    /// Entries of one listing.
    static let listing = 1000
    /// Uploads begun and neither completed nor aborted, in all. AWS has no limit.
    static let uploads = 10_000
}
