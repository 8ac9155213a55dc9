import AWSAPI
import JSON

struct ListParts: Operation {
    static let name = "ListParts"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "GET", "/{Bucket}/{Key+}?uploadId",
            query: ["uploadId": "UploadId", "max-parts": "MaxParts", "part-number-marker": "PartNumberMarker"],
            headers: ObjectHeaders.owner)
        binding.answerRoot = "ListPartsResult"
        binding.answerXML = XMLShape([.flattened("Parts", as: "Part")])
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let id = try input.uploadID()
        let marker = try input.integer("PartNumberMarker") ?? 0
        let limit = min(max(0, try input.integer("MaxParts") ?? S3Limits.listing), S3Limits.listing)
        let contents = try await storage.read { state throws(AWSError) in try state.upload(id, address) }
        let parts = contents.parts.values.filter { $0.number > marker }.sorted { $0.number < $1.number }
        let page = parts.prefix(limit)
        let user: JSON = ["ID": .string(CanonicalUser.id(of: contents.upload.account))]
        return Output(
            .members([
                "Bucket": .string(address.bucket), "Key": .string(address.key.text), "UploadId": .string(id),
                "PartNumberMarker": .integer(marker),
                "NextPartNumberMarker": page.last.map { .integer($0.number) } ?? .integer(0),
                "MaxParts": .integer(limit), "IsTruncated": .bool(page.count < parts.count),
                "Parts": page.isEmpty ? nil : .array(page.map(Self.json)),
                "Initiator": user, "Owner": user,
                "StorageClass": .string(contents.upload.headers["StorageClass"] ?? "STANDARD"),
                "ChecksumAlgorithm": contents.upload.checksumAlgorithm.map(JSON.string),
                "ChecksumType": contents.upload.checksumType.map(JSON.string),
            ]))
    }

    private static func json(_ part: Part) -> JSON {
        .object(
            [
                JSON.Member("PartNumber", .integer(part.number)),
                JSON.Member("LastModified", .string(Timestamp.iso8601(part.modified))),
                JSON.Member("ETag", .string(EntityTag.quoted(part.etag))),
                JSON.Member("Size", .integer(part.piece.sizeBytes)),
            ] + Checksums(values: part.checksums.values).members)
    }
}
