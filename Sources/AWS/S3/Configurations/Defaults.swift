import AWSAPI
import JSON

/// What is asked of every bucket and cannot be configured here: it is as with a new bucket on AWS.
///
/// An operation type for each, since an operation's name is its type's.
enum Defaults {
    static func operations(_ storage: S3Storage) -> [any Operation] {
        [
            GetBucketWebsite(storage: storage), GetBucketReplication(storage: storage),
            GetObjectLockConfiguration(storage: storage), GetBucketLogging(storage: storage),
            GetBucketAccelerateConfiguration(storage: storage), GetBucketRequestPayment(storage: storage),
            GetBucketPolicyStatus(storage: storage),
        ]
    }
}

protocol TellsDefault: Operation {
    static var answer: Result<JSON, AWSError> { get }
    var storage: S3Storage { get }
}

extension TellsDefault {
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        _ = try await storage.read { state throws(AWSError) in try state.contents(of: name, owner: owner).bucket }
        return Output(try Self.answer.get())
    }

    static func binding(_ query: String, root: String, payload: String? = nil) -> HTTPBinding? {
        var binding = HTTPBinding("GET", "/{Bucket}?\(query)", headers: ObjectHeaders.owner, answerPayload: payload)
        binding.answerRoot = root
        return binding
    }

    static func missing(_ code: String, _ message: String) -> Result<JSON, AWSError> {
        .failure(.s3(code, message, 404))
    }
}

struct GetBucketWebsite: TellsDefault {
    static let name = "GetBucketWebsite"
    static let binding: HTTPBinding? = binding("website", root: "WebsiteConfiguration")
    static let answer = missing(
        "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration")
    let storage: S3Storage
}

struct GetBucketReplication: TellsDefault {
    static let name = "GetBucketReplication"
    static let binding: HTTPBinding? = binding(
        "replication", root: "ReplicationConfiguration", payload: "ReplicationConfiguration")
    static let answer = missing(
        "ReplicationConfigurationNotFoundError", "The replication configuration was not found")
    let storage: S3Storage
}

struct GetObjectLockConfiguration: TellsDefault {
    static let name = "GetObjectLockConfiguration"
    static let binding: HTTPBinding? = binding(
        "object-lock", root: "ObjectLockConfiguration", payload: "ObjectLockConfiguration")
    static let answer = missing(
        "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket")
    let storage: S3Storage
}

struct GetBucketLogging: TellsDefault {
    static let name = "GetBucketLogging"
    static let binding: HTTPBinding? = binding("logging", root: "BucketLoggingStatus")
    static let answer = Result<JSON, AWSError>.success([:])
    let storage: S3Storage
}

struct GetBucketAccelerateConfiguration: TellsDefault {
    static let name = "GetBucketAccelerateConfiguration"
    static let binding: HTTPBinding? = binding("accelerate", root: "AccelerateConfiguration")
    static let answer = Result<JSON, AWSError>.success([:])
    let storage: S3Storage
}

struct GetBucketRequestPayment: TellsDefault {
    static let name = "GetBucketRequestPayment"
    static let binding: HTTPBinding? = binding("requestPayment", root: "RequestPaymentConfiguration")
    static let answer = Result<JSON, AWSError>.success(["Payer": "BucketOwner"])
    let storage: S3Storage
}

/// Every bucket's public access is blocked, or nobody outside can reach it anyway.
struct GetBucketPolicyStatus: TellsDefault {
    static let name = "GetBucketPolicyStatus"
    static let binding: HTTPBinding? = binding("policyStatus", root: "PolicyStatus", payload: "PolicyStatus")
    static let answer = Result<JSON, AWSError>.success(["PolicyStatus": ["IsPublic": false]])
    let storage: S3Storage
}
