import AWSAPI
import JSON

/// Kept and given back; who may do what is not enforced.
struct PutBucketPolicy: Operation {
    static let name = "PutBucketPolicy"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "PUT", "/{Bucket}?policy", status: 204, headers: ObjectHeaders.owner, payload: "Policy")
        binding.takesBytes = true
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        let text = try Self.text(input)
        try Self.check(text, bucket: name)
        try await storage.configure(name, owner) { $0[.policy] = text }
        return Output()
    }

    private static func text(_ input: Parameters) throws(AWSError) -> String {
        if let bytes = input.payload { return String(decoding: bytes, as: UTF8.self) }
        guard let policy = input["Policy"], policy.objectValue == nil else { return input["Policy"]?.text ?? "" }
        return try input.string("Policy") ?? ""
    }

    private static func check(_ text: String, bucket: String) throws(AWSError) {
        guard text.utf8.count <= S3Limits.policyBytes else {
            throw malformed("Policy exceeds the maximum allowed size of \(S3Limits.policyBytes) bytes")
        }
        guard text.utf8.first == UInt8(ascii: "{") else {
            throw malformed("Policies must be valid JSON and the first byte must be '{'")
        }
        // What is wrong with a text that is no JSON is said in AWS's words.
        guard let policy = try? JSON(parsing: text), policy.objectValue != nil else {
            throw malformed("This policy contains invalid Json")
        }
        guard policy["Statement"] != nil else { throw malformed("Missing required field Statement") }
    }

    private static func malformed(_ message: String) -> AWSError { .s3("MalformedPolicy", message, 400) }
}

struct GetBucketPolicy: Operation {
    static let name = "GetBucketPolicy"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/{Bucket}?policy", headers: ObjectHeaders.owner, answerPayload: "Policy")
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        let bucket = try await storage.read { state throws(AWSError) in
            try state.contents(of: name, owner: owner).bucket
        }
        guard let text = bucket[.policy] else {
            throw .s3("NoSuchBucketPolicy", "The bucket policy does not exist", 404, ["BucketName": name])
        }
        return Output(
            ["Policy": .string(text)], headers: [.init("Content-Type", "application/json")], payload: Array(text.utf8))
    }
}

struct DeleteBucketPolicy: DeletesConfiguration {
    static let name = "DeleteBucketPolicy"
    static let configuration = BucketConfiguration.policy
    static let binding: HTTPBinding? = binding("policy")
    let storage: S3Storage
}
