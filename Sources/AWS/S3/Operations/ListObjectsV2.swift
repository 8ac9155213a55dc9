import AWSAPI
import JSON

struct ListObjectsV2: Operation {
    static let name = "ListObjectsV2"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "GET", "/{Bucket}?list-type=2",
            query: ListingRequest.query.merging([
                "continuation-token": "ContinuationToken", "fetch-owner": "FetchOwner", "start-after": "StartAfter",
            ]) { $1 }, headers: ObjectHeaders.owner)
        binding.answerRoot = "ListBucketResult"
        binding.answerXML = ListingRequest.xml
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let token = try input.string("ContinuationToken")
        let startAfter = try input.string("StartAfter")
        let after = try token.map { text throws(AWSError) in try ContinuationToken.decoded(text) }
        let request = try ListingRequest(
            input, after: after ?? startAfter.flatMap { $0.isEmpty ? nil : ObjectKey($0) })
        let page = try await storage.page(request)
        return Output(
            .members([
                "IsTruncated": .bool(page.listing.next != nil),
                "Contents": page.contents(request, tellsOwner: try input.boolean("FetchOwner") ?? false),
                "Name": .string(request.bucket),
                "Prefix": .string(request.text(request.prefix)),
                "Delimiter": request.delimiter.map { .string(request.text($0)) },
                "MaxKeys": .integer(request.limit),
                "CommonPrefixes": page.commonPrefixes(request),
                "EncodingType": request.encoding.map(JSON.string),
                "KeyCount": .integer(page.listing.keys.count + page.listing.commonPrefixes.count),
                "ContinuationToken": token.map(JSON.string),
                "NextContinuationToken": page.listing.next.map { .string(ContinuationToken.text($0)) },
                "StartAfter": startAfter.map { .string(request.text($0)) },
            ]))
    }
}
