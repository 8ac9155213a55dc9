import AWSAPI
import Cloud
import ControlPlane
import Foundation
import JSON
import LambdaAPI
import StateStore
import Testing

/// Lambda's operations as a client of this process calls them.
struct LambdaHarness {
    let directory: ServiceDirectory
    let plane: ControlPlane
    let lambda: Lambda
    let records: any Records
    private let call = Call(requestID: "1", time: 1_767_323_045_678, endpoint: "http://127.0.0.1:4566")

    static let role: JSON = "arn:aws:iam::000000000000:role/r"
    /// Every zip begins with these; what follows makes one unlike the other.
    static let zip = zip(1)
    static func zip(_ content: UInt8, _ count: Int = 1) -> JSON {
        .string(Data([0x50, 0x4B] + [UInt8](repeating: content, count: count)).base64EncodedString())
    }

    /// - Parameter files: what a configuration file declares.
    init(files: [FunctionVersion] = [], records: any Records = MemoryRecords()) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/lambda-api-\(UUID().uuidString)"
        self.records = records
        plane = try ControlPlane(records: records, code: try BlobFolder(folder)) { _ in }
        lambda = Lambda(
            plane: plane,
            surroundings: Lambda.Surroundings(
                inspectZip: {
                    $0.prefix(2) == [0x50, 0x4B] ? .init(entries: $0.count - 2, unpackedBytes: $0.count) : nil
                },
                object: { place, _ throws(AWSError) in
                    guard place.key == "there.zip" else {
                        throw AWSError("NoSuchKey", "The specified key does not exist.", status: 404)
                    }
                    return [0x50, 0x4B, 9]
                },
                readyEnvironments: { _ in Lambda.Readiness(ready: 1) }))
        directory = ServiceDirectory([lambda.service])
        try await plane.take(functions: files, apis: [], time: 0)
    }

    @discardableResult
    func callAsFunction(_ operation: String, _ input: JSON = [:], region: String = "eu-west-1") async throws -> JSON {
        var call = call
        call.scope.region = region
        return try await directory.call("lambda", operation, input, call)
    }

    /// Makes a function that is `members` besides what it must be.
    @discardableResult
    func create(_ name: String = "round", _ members: [String: JSON] = [:]) async throws -> JSON {
        var input: [String: JSON] = [
            "FunctionName": .string(name), "Role": Self.role, "Runtime": "provided.al2023", "Handler": "bootstrap",
            "Code": ["ZipFile": Self.zip],
        ]
        input.merge(members) { _, new in new }
        return try await self(
            "CreateFunction", .object(input.filter { !$0.value.isNull }.map { .init($0.key, $0.value) }))
    }

    /// What an operation refuses.
    func refusal(_ operation: String, _ input: JSON, region: String = "eu-west-1") async throws -> Refusal {
        do {
            let answer = try await self(operation, input, region: region)
            Issue.record("\(operation) was not refused: \(answer.text)")
            return Refusal("", "")
        } catch let error as AWSError {
            return Refusal(error.code, error.message)
        }
    }

    struct Refusal: Equatable, CustomStringConvertible {
        var code: String
        var message: String
        init(_ code: String, _ message: String) {
            self.code = code
            self.message = message
        }
        var description: String { "\(code): \(message)" }
    }
}

extension JSON {
    /// The names of an object's members, sorted.
    var keys: [String] { (objectValue ?? []).map(\.key).sorted() }
    /// This object with members added or replaced.
    func with(_ members: [String: JSON]) -> JSON {
        .object((objectValue ?? []).filter { members[$0.key] == nil } + members.map { Member($0.key, $0.value) })
    }
}
