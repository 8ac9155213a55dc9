import APIGateway
import AWSAPI
import Cloud
import CloudFormation
import CloudWatchLogs
import ControlPlane
import EventBridge
import Foundation
import IAM
import JSON
import LambdaAPI
import S3
import StateStore
import Synchronization

/// CloudFormation over the services that the emulator really has, without the emulator.
struct RealServices {
    let directory: ServiceDirectory
    private let folder: URL

    /// - Parameter folder: where state is kept; the same one again is a restart.
    init(_ folder: URL) async throws {
        self.folder = folder
        let records = try SQLiteRecords(path: folder.appending(path: "state.sqlite").path)
        let s3 = S3.service(try S3Storage(records: records, blobs: try BlobFolder(folder.appending(path: "s3").path)))
        let plane = try ControlPlane(
            records: records, code: try BlobFolder(folder.appending(path: "code").path), publish: { _ in })
        let objects = ServiceDirectory([s3])
        let lambda = Lambda(
            plane: plane,
            surroundings: Lambda.Surroundings(
                inspectZip: { _ in Lambda.ZipContents(entries: 1, unpackedBytes: 1) },
                object: { place, call async throws(AWSError) in
                    let input: JSON = ["Bucket": .string(place.bucket), "Key": .string(place.key)]
                    return try await objects.output("s3", "GetObject", Parameters(input), call).payload ?? []
                }, readyEnvironments: { _ in 0 }))
        let gateway = APIGateway(records: records, publish: { _ async throws(AWSError) in })
        try await gateway.start()
        let archive = try await LogArchive(records: records, events: try SQLiteEventLog(path: nil), warn: { _ in })
        let rules = try ScheduledRules(records: records, warn: { _ in }, invoke: { _, _ in })
        let others =
            [
                s3, IAM.service(try IAMRegistry(records: records)), lambda.service, CloudWatchLogs.service(archive),
                EventBridge.service(rules),
            ] + gateway.services
        let formation = try CloudFormationService(
            records: records, directory: ServiceDirectory(others),
            clock: { Int(Date().timeIntervalSince1970 * 1000) })
        directory = ServiceDirectory(others + [formation.service])
    }

    @discardableResult
    func call(_ service: String, _ operation: String, _ input: JSON) async throws -> JSON {
        try await directory.call(service, operation, input, Self.request)
    }

    func put(_ bucket: String, _ key: String, _ bytes: [UInt8]) async throws {
        let input: JSON = ["Bucket": .string(bucket), "Key": .string(key)]
        _ = try await directory.output("s3", "PutObject", Parameters(input, payload: bytes), Self.request)
    }

    private static var request: Call {
        Call(requestID: UUID().uuidString, time: Int(Date().timeIntervalSince1970 * 1000))
    }

    /// The stack as it is, and why it is so where something failed.
    func stack(_ name: String) async throws -> (status: String, reasons: [String]) {
        let stack = try await call("cloudformation", "DescribeStacks", ["StackName": .string(name)])["Stacks"]?[0]
        let events = try await call("cloudformation", "DescribeStackEvents", ["StackName": .string(name)])
        let failed = (events["StackEvents"]?.arrayValue ?? []).filter {
            $0["ResourceStatus"]?.stringValue?.hasSuffix("FAILED") == true
        }
        return (
            stack?["StackStatus"]?.stringValue ?? "",
            failed.map {
                "\($0["LogicalResourceId"]?.stringValue ?? ""): \($0["ResourceStatusReason"]?.stringValue ?? "")"
            }
        )
    }

    /// In a folder of its own, which goes away afterwards.
    static func with(_ body: (RealServices, URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stacks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(try await RealServices(folder), folder)
    }
}
