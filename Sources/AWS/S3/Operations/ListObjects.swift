import AWSAPI
import JSON

struct ListObjects: Operation {
    static let name = "ListObjects"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "GET", "/{Bucket}",
            query: ListingRequest.query.merging(["marker": "Marker"]) { $1 },
            headers: ObjectHeaders.owner)
        binding.answerRoot = "ListBucketResult"
        binding.answerXML = ListingRequest.xml
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let marker = try input.string("Marker")
        let request = try ListingRequest(input, after: marker.flatMap { $0.isEmpty ? nil : ObjectKey($0) })
        let page = try await storage.page(request)
        return Output(
            .members([
                "IsTruncated": .bool(page.listing.next != nil),
                "Marker": .string(request.text(marker ?? "")),
                "NextMarker": request.delimiter == nil
                    ? nil : page.listing.next.map { .string(request.text($0.text)) },
                "Contents": page.contents(request, tellsOwner: true),
                "Name": .string(request.bucket),
                "Prefix": .string(request.text(request.prefix)),
                "Delimiter": request.delimiter.map { .string(request.text($0)) },
                "MaxKeys": .integer(request.limit),
                "CommonPrefixes": page.commonPrefixes(request),
                "EncodingType": request.encoding.map(JSON.string),
            ]))
    }
}
