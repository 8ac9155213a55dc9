import AWSAPI
import Cloud
import Foundation
import JSON
import S3
import StateStore

/// A storage of its own, asked as a client would.
struct Desk {
    let folder: String
    let records: any Records
    let storage: S3Storage
    let directory: ServiceDirectory
    var scope = Scope()
    /// 2026-01-02T03:04:05.678Z
    var time = 1_767_323_045_678

    init(records: any Records = MemoryRecords(), folder: String? = nil) throws {
        self.folder = folder ?? NSTemporaryDirectory() + "s3-\(UUID().uuidString)"
        self.records = records
        storage = try S3Storage(records: records, blobs: try BlobFolder(self.folder))
        directory = ServiceDirectory([S3.service(storage)])
    }

    /// As after a restart.
    func reopened() throws -> Desk { try Desk(records: records, folder: folder) }

    @discardableResult
    func ask(_ operation: String, _ input: JSON, _ payload: String? = nil) async throws(AWSError) -> Output {
        try await ask(operation, input, bytes: payload.map { Array($0.utf8) })
    }

    @discardableResult
    func ask(_ operation: String, _ input: JSON, bytes: [UInt8]?) async throws(AWSError) -> Output {
        try await directory.output(
            "s3", operation, Parameters(input, payload: bytes), Call(scope: scope, requestID: "r", time: time))
    }

    func refusal(_ operation: String, _ input: JSON, _ payload: String? = nil) async -> AWSError? {
        do throws(AWSError) {
            try await ask(operation, input, payload)
            return nil
        } catch {
            return error
        }
    }

    /// With one bucket, `things`.
    static func withBucket() async throws -> Desk {
        let desk = try Desk()
        try await desk.ask(
            "CreateBucket", ["Bucket": "things", "CreateBucketConfiguration": ["LocationConstraint": "eu-west-1"]])
        return desk
    }

    func put(_ key: String, _ text: String) async throws {
        try await ask("PutObject", ["Bucket": "things", "Key": .string(key)], text)
    }

    func get(_ key: String) async throws -> String {
        String(
            decoding: try await ask("GetObject", ["Bucket": "things", "Key": .string(key)]).payload ?? [], as: UTF8.self
        )
    }

    var blobs: Int {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder).count }
    }
}
