import AWSAPI
import Cloud
import JSON

struct CreateMultipartUpload: Operation {
    static let name = "CreateMultipartUpload"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "POST", "/{Bucket}/{Key+}?uploads",
            headers: ObjectHeaders.creation.merging([
                "x-amz-checksum-algorithm": "ChecksumAlgorithm", "x-amz-checksum-type": "ChecksumType",
            ]) { $1 },
            answerHeaders: [
                "x-amz-checksum-algorithm": "ChecksumAlgorithm", "x-amz-checksum-type": "ChecksumType",
                "x-amz-server-side-encryption": "ServerSideEncryption",
            ])
        binding.answerRoot = "InitiateMultipartUploadResult"
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let facts = try ObjectFacts(input)
        let algorithm = try input.string("ChecksumAlgorithm")
        let upload = Upload(
            id: Self.newID(), bucket: address.bucket, key: address.key.text, initiated: call.time / 1000 * 1000,
            account: call.scope.account, headers: facts.headers, metadata: facts.metadata, tags: facts.tags,
            checksumAlgorithm: algorithm, checksumType: try Self.type(input, algorithm))
        try await storage.change { state, changes throws(AWSError) in
            try state.begin(upload, owner: address.owner, &changes)
        }
        return Output(
            .members([
                "Bucket": .string(address.bucket), "Key": .string(address.key.text), "UploadId": .string(upload.id),
                "ServerSideEncryption": .string(upload.headers["ServerSideEncryption"] ?? "AES256"),
                "ChecksumAlgorithm": algorithm.map(JSON.string), "ChecksumType": upload.checksumType.map(JSON.string),
            ]))
    }

    /// Source: S3 User Guide, "Checking object integrity for data uploads".
    private static func type(_ input: Parameters, _ algorithm: String?) throws(AWSError) -> String? {
        let asked = try input.string("ChecksumType")
        guard let algorithm else { return asked }
        switch (algorithm, asked) {
        case ("CRC64NVME", "COMPOSITE"), ("SHA1", "FULL_OBJECT"), ("SHA256", "FULL_OBJECT"):
            throw .invalidRequest(
                "The \(asked ?? "") checksum type cannot be used with the \(algorithm) checksum algorithm.")
        case ("CRC64NVME", _): return "FULL_OBJECT"
        default: return asked ?? "COMPOSITE"
        }
    }

    private static func newID() -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._".utf8)
        return String(decoding: (0..<64).map { _ in letters[Int.random(in: 0..<64)] }, as: UTF8.self)
    }
}
