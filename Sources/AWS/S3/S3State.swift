import AWSAPI
import FoundationEssentials

/// Every bucket, object and upload that there is, and the rules about them. It reads no clock and touches no file.
struct S3State: Sendable {
    private(set) var buckets: [String: BucketContents] = [:]
    private(set) var uploads: [String: UploadContents] = [:]

    struct BucketContents: Sendable {
        var bucket: Bucket
        var objects = ObjectIndex<StoredObject>()
    }

    struct UploadContents: Sendable {
        var upload: Upload
        var parts: [Int: Part] = [:]
    }

    /// What a change means for those who keep things.
    struct Changes: Sendable {
        var records: [RecordChange] = []
        /// Blobs that are referred to once more, or once less.
        var retained: [String] = []
        var released: [String] = []
    }

    init() {}

    // MARK: Buckets

    /// - Parameter owner: `ExpectedBucketOwner`, if a caller names one.
    func contents(of name: String, owner: String? = nil) throws(AWSError) -> BucketContents {
        guard let contents = buckets[name] else { throw .noSuchBucket(name) }
        guard owner == nil || owner == contents.bucket.account else { throw .accessDenied }
        return contents
    }

    mutating func create(_ bucket: Bucket, _ changes: inout Changes) throws(AWSError) {
        if let present = buckets[bucket.name]?.bucket {
            guard present.account == bucket.account else { throw .bucketAlreadyExists(bucket.name) }
            // A habit of the oldest region: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
            guard present.region == "us-east-1", bucket.region == "us-east-1" else {
                throw .bucketAlreadyOwnedByYou(bucket.name)
            }
            return
        }
        guard buckets.count(where: { $0.value.bucket.account == bucket.account }) < S3Limits.bucketsPerAccount else {
            throw .s3("TooManyBuckets", "You have attempted to create more buckets than allowed", 400)
        }
        buckets[bucket.name] = BucketContents(bucket: bucket)
        changes.records.append(S3Records.put(bucket))
    }

    mutating func update(_ bucket: Bucket, _ changes: inout Changes) {
        buckets[bucket.name]?.bucket = bucket
        changes.records.append(S3Records.put(bucket))
    }

    mutating func delete(bucket name: String, owner: String?, _ changes: inout Changes) throws(AWSError) {
        guard try contents(of: name, owner: owner).objects.isEmpty else { throw .bucketNotEmpty(name) }
        for upload in uploads.values where upload.upload.bucket == name { end(upload, &changes) }
        buckets[name] = nil
        changes.records.append(S3Records.delete(bucket: name))
    }

    // MARK: Objects

    func object(_ address: ObjectAddress) throws(AWSError) -> StoredObject {
        try address.checkVersion()
        guard let object = try contents(of: address.bucket, owner: address.owner).objects[address.key] else {
            throw .noSuchKey(address.key)
        }
        return object
    }

    mutating func put(
        _ object: StoredObject, at address: ObjectAddress, _ conditions: WriteConditions, _ changes: inout Changes
    ) throws(AWSError) {
        let present = try contents(of: address.bucket, owner: address.owner).objects[address.key]
        try conditions.check(present, address.key)
        replace(present, with: object, at: address, &changes)
    }

    mutating func retag(_ tags: [Tag], _ address: ObjectAddress, _ changes: inout Changes) throws(AWSError) {
        var object = try object(address)
        object.tags = tags
        buckets[address.bucket]?.objects[address.key] = object
        changes.records.append(S3Records.put(object, address))
    }

    /// An object that is not there is deleted, too.
    mutating func delete(_ address: ObjectAddress, _ changes: inout Changes) throws(AWSError) {
        try address.checkVersion()
        guard let present = try contents(of: address.bucket, owner: address.owner).objects[address.key] else { return }
        replace(present, with: nil, at: address, &changes)
    }

    private mutating func replace(
        _ present: StoredObject?, with object: StoredObject?, at address: ObjectAddress, _ changes: inout Changes
    ) {
        buckets[address.bucket]?.objects[address.key] = object
        changes.released += present?.pieces.map(\.blob) ?? []
        changes.retained += object?.pieces.map(\.blob) ?? []
        changes.records.append(object.map { S3Records.put($0, address) } ?? S3Records.delete(address))
    }

    // MARK: Uploads in parts

    func upload(_ id: String, _ address: ObjectAddress) throws(AWSError) -> UploadContents {
        _ = try contents(of: address.bucket, owner: address.owner)
        guard let contents = uploads[id], contents.upload.bucket == address.bucket,
            ObjectKey(contents.upload.key) == address.key
        else { throw .noSuchUpload(id) }
        return contents
    }

    mutating func begin(_ upload: Upload, owner: String?, _ changes: inout Changes) throws(AWSError) {
        _ = try contents(of: upload.bucket, owner: owner)
        guard uploads.count < S3Limits.uploads else {
            throw .s3(
                "TooManyRequests",
                "\(uploads.count) uploads are under way, as many as Understudy keeps: complete or abort some.", 400)
        }
        uploads[upload.id] = UploadContents(upload: upload)
        changes.records.append(S3Records.put(upload))
    }

    mutating func put(
        _ part: Part, of id: String, _ address: ObjectAddress, _ changes: inout Changes
    ) throws(AWSError) {
        let present = try upload(id, address).parts[part.number]
        uploads[id]?.parts[part.number] = part
        changes.released += present.map { [$0.piece.blob] } ?? []
        changes.retained.append(part.piece.blob)
        changes.records.append(S3Records.put(part, upload: id))
    }

    mutating func abort(_ id: String, _ address: ObjectAddress, _ changes: inout Changes) throws(AWSError) {
        end(try upload(id, address), &changes)
    }

    mutating func complete(
        _ id: String, as object: StoredObject, _ address: ObjectAddress, _ conditions: WriteConditions,
        _ changes: inout Changes
    ) throws(AWSError) {
        let contents = try upload(id, address)
        try put(object, at: address, conditions, &changes)
        end(contents, &changes)
    }

    private mutating func end(_ contents: UploadContents, _ changes: inout Changes) {
        let id = contents.upload.id
        uploads[id] = nil
        changes.released += contents.parts.values.map(\.piece.blob)
        changes.records.append(S3Records.delete(upload: id))
        changes.records += contents.parts.keys.map { S3Records.delete(part: $0, upload: id) }
    }
}

// MARK: What was stored before

extension S3State {
    init(_ records: any Records) throws(AWSError) {
        self.init()
        for bucket in try S3Records.buckets(records) { buckets[bucket.name] = BucketContents(bucket: bucket) }
        for (bucket, key, object) in try S3Records.objects(records) { buckets[bucket]?.objects[key] = object }
        for upload in try S3Records.uploads(records) { uploads[upload.id] = UploadContents(upload: upload) }
        for (id, part) in try S3Records.parts(records) { uploads[id]?.parts[part.number] = part }
    }

    /// The blobs that anything refers to, as often as it does.
    var blobs: [String] {
        buckets.values.flatMap { contents in
            contents.objects.keys.flatMap { contents.objects[$0]?.pieces.map(\.blob) ?? [] }
        } + uploads.values.flatMap { $0.parts.values.map(\.piece.blob) }
    }
}
