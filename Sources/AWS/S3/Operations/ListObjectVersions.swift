import AWSAPI
import JSON

/// Every object has one version, `null`, which is the latest.
struct ListObjectVersions: Operation {
    static let name = "ListObjectVersions"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "GET", "/{Bucket}?versions",
            query: ListingRequest.query.merging([
                "key-marker": "KeyMarker", "version-id-marker": "VersionIdMarker",
            ]) { $1 }, headers: ObjectHeaders.owner)
        binding.answerRoot = "ListVersionsResult"
        binding.answerXML = XMLShape([
            .flattened("Versions", as: "Version", [.flattened("ChecksumAlgorithm")]),
            .flattened("DeleteMarkers", as: "DeleteMarker"), .flattened("CommonPrefixes"),
        ])
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let marker = try input.string("KeyMarker") ?? ""
        let request = try ListingRequest(input, after: marker.isEmpty ? nil : ObjectKey(marker))
        let page = try await storage.page(request)
        let versions = page.contents(request, tellsOwner: true)?.arrayValue?.map { entry in
            JSON.object((entry.objectValue ?? []) + [JSON.Member("VersionId", "null"), JSON.Member("IsLatest", true)])
        }
        return Output(
            .members([
                "IsTruncated": .bool(page.listing.next != nil),
                "KeyMarker": .string(request.text(marker)),
                "VersionIdMarker": .string(try input.string("VersionIdMarker") ?? ""),
                "NextKeyMarker": page.listing.next.map { .string(request.text($0.text)) },
                "NextVersionIdMarker": page.listing.next.map { _ in "null" },
                "Versions": versions.map(JSON.array),
                "Name": .string(request.bucket),
                "Prefix": .string(request.text(request.prefix)),
                "Delimiter": request.delimiter.map { .string(request.text($0)) },
                "MaxKeys": .integer(request.limit),
                "CommonPrefixes": page.commonPrefixes(request),
                "EncodingType": request.encoding.map(JSON.string),
            ]))
    }
}
