import AWSAPI
import JSON

/// What is said of a bucket, kept and given back.
enum BucketConfiguration: String, Sendable {
    case policy, encryption, tagging, versioning, publicAccessBlock, ownershipControls, cors, lifecycle, notification

    /// Of new buckets, since April 2023.
    static let everythingBlocked: JSON = [
        "BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true,
    ]

    static func ownership(_ ownership: String) -> JSON {
        ["Rules": [["ObjectOwnership": .string(ownership)]]]
    }

    /// Of every bucket, since January 2023.
    static let encryptedBySelf: JSON = [
        "Rules": [["ApplyServerSideEncryptionByDefault": ["SSEAlgorithm": "AES256"], "BucketKeyEnabled": false]]
    ]
}

/// An operation that keeps a configuration.
protocol PutsConfiguration: Operation {
    static var configuration: BucketConfiguration { get }
    /// The structure in the request.
    static var member: String { get }
    var storage: S3Storage { get }

    /// What is kept of the structure.
    static func checked(_ structure: Parameters) throws(AWSError) -> JSON
}

extension PutsConfiguration {
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        let text = try Self.checked(try input.demanded(Self.member)).text
        try await storage.configure(name, owner) { $0[Self.configuration] = text }
        return Output()
    }

    /// A structure with a list that must have something in it.
    static func demanding(_ list: String, _ structure: Parameters) throws(AWSError) -> JSON {
        guard let elements = try structure.list(list), !elements.isEmpty else { throw .malformedXML }
        guard elements.allSatisfy({ $0.objectValue != nil }) else { throw .malformedXML }
        return structure.json
    }

    static func binding(_ query: String, xml: [XMLShape.Element] = []) -> HTTPBinding? {
        var binding = HTTPBinding("PUT", "/{Bucket}?\(query)", headers: ObjectHeaders.owner, payload: member)
        binding.xml = XMLShape(xml)
        return binding
    }
}

/// An operation that gives a configuration back.
protocol GetsConfiguration: Operation {
    static var configuration: BucketConfiguration { get }
    /// The member that is the whole answer; nil where the configuration's members are the answer's.
    static var member: String? { get }
    /// What is said of a bucket that was never told anything.
    static var unsaid: Result<JSON, AWSError> { get }
    var storage: S3Storage { get }
}

extension GetsConfiguration {
    static var member: String? { nil }

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        let bucket = try await storage.read { state throws(AWSError) in
            try state.contents(of: name, owner: owner).bucket
        }
        // Written by ourselves, so that it reads.
        let kept = bucket[Self.configuration].flatMap { try? JSON(parsing: $0) }
        guard let configuration = kept else { return Output(Self.wrapped(try Self.unsaid.get())) }
        return Output(Self.wrapped(configuration))
    }

    private static func wrapped(_ configuration: JSON) -> JSON {
        member.map { [$0: configuration] } ?? configuration
    }

    static func missing(_ code: String, _ message: String) -> Result<JSON, AWSError> {
        .failure(.s3(code, message, 404))
    }

    static func binding(_ query: String, root: String, xml: [XMLShape.Element] = []) -> HTTPBinding? {
        var binding = HTTPBinding("GET", "/{Bucket}?\(query)", headers: ObjectHeaders.owner, answerPayload: member)
        binding.answerRoot = root
        binding.answerXML = XMLShape(xml)
        return binding
    }
}

/// An operation that takes a configuration away; one that is not there is taken away, too.
protocol DeletesConfiguration: Operation {
    static var configuration: BucketConfiguration { get }
    var storage: S3Storage { get }
}

extension DeletesConfiguration {
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        try await storage.configure(name, owner) { $0[Self.configuration] = nil }
        return Output()
    }

    static func binding(_ query: String) -> HTTPBinding? {
        HTTPBinding("DELETE", "/{Bucket}?\(query)", status: 204, headers: ObjectHeaders.owner)
    }
}

extension S3Storage {
    func configure(
        _ name: String, _ owner: String?, _ body: @Sendable (inout Bucket) -> Void
    ) async throws(AWSError) {
        try await change { state, changes throws(AWSError) in
            var bucket = try state.contents(of: name, owner: owner).bucket
            body(&bucket)
            state.update(bucket, &changes)
        }
    }
}
