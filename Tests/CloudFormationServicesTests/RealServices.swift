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
    let faults = Faults()

    /// - Parameters:
    ///   - folder: where state is kept; the same one again is a restart.
    ///   - isKept: whether the folder keeps more than bytes.
    init(_ folder: URL, isKept: Bool = true) async throws {
        let path = folder.appending(path: "state.sqlite").path
        let records: any Records = isKept ? try SQLiteRecords(path: path) : MemoryRecords()
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
                }, readyEnvironments: { _ in Lambda.Readiness(ready: 0) }))
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
            records: records, directory: faults.between(ServiceDirectory(others)),
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
    static func with(isKept: Bool = true, _ body: (RealServices, URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stacks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(try await RealServices(folder, isKept: isKept), folder)
    }
}

/// Stands between CloudFormation and the services, and refuses a call now and then.
final class Faults: Sendable {
    private let state = Mutex((passed: 0, refused: Int?.none, name: ""))

    /// Calls are counted from here; the one of this number is refused, once.
    func refuse(call number: Int?) { state.withLock { $0 = (0, number, "") } }

    /// The call that was refused.
    var refused: String { state.withLock { $0.name } }
    /// Calls since they are counted.
    var count: Int { state.withLock { $0.passed } }

    func between(_ directory: ServiceDirectory) -> ServiceDirectory {
        ServiceDirectory { service, operation, input, call async throws(AWSError) in
            let isRefused = self.state.withLock { state in
                defer { state.passed += 1 }
                guard state.passed == state.refused else { return false }
                state.name = "\(service) \(operation)"
                return true
            }
            guard !isRefused else { throw AWSError("InternalFailure", "Not now.", status: 500) }
            return try await directory.output(service, operation, input, call)
        }
    }
}
