import AWSAPI
import FoundationEssentials

/// How S3's things are kept.
enum S3Records {
    static let bucketKind = "s3.bucket"
    static let objectKind = "s3.object"
    static let uploadKind = "s3.upload"
    static let partKind = "s3.part"

    static func put(_ bucket: Bucket) -> RecordChange {
        .put(kind: bucketKind, key: bucket.name, value: encoded(bucket))
    }

    static func put(_ object: StoredObject, _ address: ObjectAddress) -> RecordChange {
        .put(kind: objectKind, key: key(address), value: encoded(object))
    }

    static func put(_ upload: Upload) -> RecordChange { .put(kind: uploadKind, key: upload.id, value: encoded(upload)) }

    static func put(_ part: Part, upload: String) -> RecordChange {
        .put(kind: partKind, key: "\(upload)/\(part.number)", value: encoded(part))
    }

    static func delete(bucket: String) -> RecordChange { .delete(kind: bucketKind, key: bucket) }
    static func delete(_ address: ObjectAddress) -> RecordChange { .delete(kind: objectKind, key: key(address)) }
    static func delete(upload: String) -> RecordChange { .delete(kind: uploadKind, key: upload) }

    static func delete(part: Int, upload: String) -> RecordChange {
        .delete(kind: partKind, key: "\(upload)/\(part)")
    }

    static func buckets(_ records: any Records) throws(AWSError) -> [Bucket] {
        var buckets: [Bucket] = []
        for record in try records.load(bucketKind) { buckets.append(try decoded(record)) }
        return buckets
    }

    static func objects(_ records: any Records) throws(AWSError) -> [(String, ObjectKey, StoredObject)] {
        var objects: [(String, ObjectKey, StoredObject)] = []
        for record in try records.load(objectKind) {
            guard let slash = record.key.firstIndex(of: "/"),
                let key = Hexadecimal.bytes(record.key[record.key.index(after: slash)...])
            else { continue }
            objects.append((String(record.key[..<slash]), ObjectKey(bytes: key), try decoded(record)))
        }
        // Hexadecimal digits sort as the bytes do, so that each is put behind the others.
        return objects
    }

    static func uploads(_ records: any Records) throws(AWSError) -> [Upload] {
        var uploads: [Upload] = []
        for record in try records.load(uploadKind) { uploads.append(try decoded(record)) }
        return uploads
    }

    static func parts(_ records: any Records) throws(AWSError) -> [(String, Part)] {
        var parts: [(String, Part)] = []
        for record in try records.load(partKind) {
            parts.append((String(record.key.prefix { $0 != "/" }), try decoded(record)))
        }
        return parts
    }

    /// Hexadecimal: two keys that some would call the same text stay two.
    private static func key(_ address: ObjectAddress) -> String {
        "\(address.bucket)/\(Hexadecimal.text(address.key.bytes))"
    }

    private static func encoded(_ value: some Encodable) -> [UInt8] {
        // Texts and numbers only: there is nothing in these values that cannot be encoded.
        ((try? JSONEncoder().encode(value)).map { [UInt8]($0) }) ?? []
    }

    private static func decoded<Value: Decodable>(_ record: StoredRecord) throws(AWSError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(record.value))
        } catch {
            throw AWSError("InternalFailure", "The record \(record.key) of S3 cannot be read: \(error)", status: 500)
        }
    }
}
