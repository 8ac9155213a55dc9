import AWSAPI
import JSON

struct ListMultipartUploads: Operation {
    static let name = "ListMultipartUploads"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "GET", "/{Bucket}?uploads",
            query: [
                "delimiter": "Delimiter", "encoding-type": "EncodingType", "prefix": "Prefix",
                "key-marker": "KeyMarker", "max-uploads": "MaxUploads", "upload-id-marker": "UploadIdMarker",
            ], headers: ObjectHeaders.owner)
        binding.answerRoot = "ListMultipartUploadsResult"
        binding.answerXML = XMLShape([.flattened("Uploads", as: "Upload"), .flattened("CommonPrefixes")])
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let keyMarker = try input.string("KeyMarker") ?? ""
        let idMarker = try input.string("UploadIdMarker") ?? ""
        var request = try ListingRequest(input, after: nil)
        request.limit = min(max(1, try input.integer("MaxUploads") ?? S3Limits.listing), S3Limits.listing)
        let uploads = try await storage.uploads(request)
        let waiting = uploads.filter { Position(upload: $0).isBehind(key: keyMarker, id: idMarker) }
        let (page, prefixes, isTruncated) = Self.page(waiting, request)
        return Output(
            .members([
                "Bucket": .string(request.bucket), "KeyMarker": .string(request.text(keyMarker)),
                "UploadIdMarker": .string(idMarker),
                "NextKeyMarker": isTruncated ? page.last.map { .string(request.text($0.key)) } : nil,
                "Prefix": .string(request.text(request.prefix)),
                "Delimiter": request.delimiter.map { .string(request.text($0)) },
                "NextUploadIdMarker": isTruncated ? page.last.map { .string($0.id) } : nil,
                "MaxUploads": .integer(request.limit), "IsTruncated": .bool(isTruncated),
                "Uploads": page.isEmpty ? nil : .array(page.map { Self.json($0, request) }),
                "CommonPrefixes": prefixes.isEmpty
                    ? nil : .array(prefixes.map { ["Prefix": .string(request.text($0))] }),
                "EncodingType": request.encoding.map(JSON.string),
            ]))
    }

    /// Uploads are listed by key, and by age for one key.
    private struct Position {
        var upload: Upload

        func isBehind(key: String, id: String) -> Bool {
            let (own, marker) = (ObjectKey(upload.key), ObjectKey(key))
            if key.isEmpty || own > marker { return true }
            return own == marker && !id.isEmpty && upload.id > id
        }
    }

    private static func page(
        _ uploads: [Upload], _ request: ListingRequest
    ) -> (page: [Upload], prefixes: [String], isTruncated: Bool) {
        var (page, prefixes): ([Upload], [String]) = ([], [])
        for upload in uploads {
            let rest = upload.key.dropFirst(request.prefix.count)
            if let delimiter = request.delimiter, let found = rest.firstRange(of: delimiter) {
                let prefix = String(upload.key[..<found.upperBound])
                if prefixes.last != prefix { prefixes.append(prefix) }
                continue
            }
            guard page.count < request.limit else { return (page, prefixes, true) }
            page.append(upload)
        }
        return (page, prefixes, false)
    }

    private static func json(_ upload: Upload, _ request: ListingRequest) -> JSON {
        let user: JSON = ["ID": .string(CanonicalUser.id(of: upload.account))]
        return .members([
            "UploadId": .string(upload.id), "Key": .string(request.text(upload.key)),
            "Initiated": .string(Timestamp.iso8601(upload.initiated)),
            "StorageClass": .string(upload.headers["StorageClass"] ?? "STANDARD"), "Owner": user, "Initiator": user,
            "ChecksumAlgorithm": upload.checksumAlgorithm.map(JSON.string),
            "ChecksumType": upload.checksumType.map(JSON.string),
        ])
    }
}

extension S3Storage {
    fileprivate func uploads(_ request: ListingRequest) throws(AWSError) -> [Upload] {
        try read { state throws(AWSError) in
            _ = try state.contents(of: request.bucket, owner: request.owner)
            return state.uploads.values.map(\.upload)
                .filter { $0.bucket == request.bucket && $0.key.hasPrefix(request.prefix) }
                .sorted { (ObjectKey($0.key), $0.id) < (ObjectKey($1.key), $1.id) }
        }
    }
}
