import AWSAPI
import JSON

struct GetObjectTagging: Operation {
    static let name = "GetObjectTagging"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "GET", "/{Bucket}/{Key+}?tagging", query: ["versionId": "VersionId"], headers: ObjectHeaders.owner)
        binding.answerRoot = "Tagging"
        binding.answerXML = XMLShape([.wrapped("TagSet", around: "Tag")])
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let object = try await storage.read { state throws(AWSError) in try state.object(address) }
        return Output(["TagSet": object.tags.json])
    }
}

struct PutObjectTagging: Operation {
    static let name = "PutObjectTagging"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "PUT", "/{Bucket}/{Key+}?tagging", query: ["versionId": "VersionId"], headers: ObjectHeaders.owner,
            payload: "Tagging")
        binding.xml = XMLShape([.wrapped("TagSet", around: "Tag")])
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let tags = try Tagging.parse(try input.demanded("Tagging"), limit: S3Limits.objectTags)
        try await storage.change { state, changes throws(AWSError) in try state.retag(tags, address, &changes) }
        return Output()
    }
}

struct DeleteObjectTagging: Operation {
    static let name = "DeleteObjectTagging"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/{Bucket}/{Key+}?tagging", status: 204, query: ["versionId": "VersionId"],
        headers: ObjectHeaders.owner)
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        try await storage.change { state, changes throws(AWSError) in try state.retag([], address, &changes) }
        return Output()
    }
}
