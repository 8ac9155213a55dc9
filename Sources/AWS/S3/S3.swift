public import AWSAPI

/// Amazon S3, as far as deploy tools and those who build with them use it: buckets, objects, uploads in parts, and what
/// is configured at buckets, which is kept and given back.
///
/// Objects have one version, called `null`, whatever a bucket's versioning says. Policies and access control lists are
/// not enforced. Source of shapes: botocore's service model of 2006-03-01.
public enum S3 {
    static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

    public static func service(_ storage: S3Storage) -> Service {
        Service(
            "s3", wire: .restXML(namespace: namespace),
            operations: buckets(storage) + objects(storage) + uploads(storage) + configurations(storage)
                + Defaults.operations(storage))
    }

    private static func buckets(_ storage: S3Storage) -> [any Operation] {
        [
            CreateBucket(storage: storage), HeadBucket(storage: storage), DeleteBucket(storage: storage),
            ListBuckets(storage: storage), GetBucketLocation(storage: storage), GetBucketAcl(storage: storage),
        ]
    }

    private static func objects(_ storage: S3Storage) -> [any Operation] {
        [
            PutObject(storage: storage), GetObject(storage: storage), HeadObject(storage: storage),
            CopyObject(storage: storage), DeleteObject(storage: storage), DeleteObjects(storage: storage),
            ListObjects(storage: storage), ListObjectsV2(storage: storage), ListObjectVersions(storage: storage),
            GetObjectTagging(storage: storage), PutObjectTagging(storage: storage),
            DeleteObjectTagging(storage: storage),
        ]
    }

    private static func uploads(_ storage: S3Storage) -> [any Operation] {
        [
            CreateMultipartUpload(storage: storage), UploadPart(storage: storage), UploadPartCopy(storage: storage),
            CompleteMultipartUpload(storage: storage), AbortMultipartUpload(storage: storage),
            ListParts(storage: storage), ListMultipartUploads(storage: storage),
        ]
    }

    private static func configurations(_ storage: S3Storage) -> [any Operation] {
        [
            PutBucketPolicy(storage: storage), GetBucketPolicy(storage: storage), DeleteBucketPolicy(storage: storage),
            PutBucketEncryption(storage: storage), GetBucketEncryption(storage: storage),
            DeleteBucketEncryption(storage: storage),
            PutBucketTagging(storage: storage), GetBucketTagging(storage: storage),
            DeleteBucketTagging(storage: storage),
            PutBucketVersioning(storage: storage), GetBucketVersioning(storage: storage),
            PutPublicAccessBlock(storage: storage), GetPublicAccessBlock(storage: storage),
            DeletePublicAccessBlock(storage: storage),
            PutBucketOwnershipControls(storage: storage), GetBucketOwnershipControls(storage: storage),
            DeleteBucketOwnershipControls(storage: storage),
            PutBucketCors(storage: storage), GetBucketCors(storage: storage), DeleteBucketCors(storage: storage),
            PutBucketLifecycleConfiguration(storage: storage), GetBucketLifecycleConfiguration(storage: storage),
            DeleteBucketLifecycle(storage: storage),
            PutBucketNotificationConfiguration(storage: storage),
            GetBucketNotificationConfiguration(storage: storage),
        ]
    }
}
