import AWSAPI
import JSON

struct GetBucketLocation: Operation {
    static let name = "GetBucketLocation"
    static let binding: HTTPBinding? = HTTPBinding("GET", "/{Bucket}?location", headers: ObjectHeaders.owner)
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        let bucket = try await storage.read { state throws(AWSError) in
            try state.contents(of: name, owner: owner).bucket
        }
        // The oldest region has no name here, and the text is the root element's own: no protocol writes that.
        let region = bucket.region == "us-east-1" ? nil : bucket.region
        let content = region.map { ">\($0)</LocationConstraint>" } ?? "/>"
        return Output(
            .members(["LocationConstraint": region.map(JSON.string)]),
            headers: [.init("Content-Type", "application/xml")],
            payload: Array(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <LocationConstraint xmlns="\(S3.namespace)"\(content)
                """.utf8))
    }
}
