import AWSAPI
import AWSWire
import Emulator
import Foundation
import Glibc

/// Calls CloudFormation and S3 of a running emulator, signed with the credentials of the environment.
struct AWSCaller {
    /// What AWS says instead of an answer.
    struct Refusal: Error, CustomStringConvertible {
        var code: String
        var message: String
        var description: String { "\(code): \(message)" }
    }

    private let client: EndpointClient
    private let region: String
    private let accessKeyID: String
    private let secret: String

    init(_ client: EndpointClient, region: String) throws {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        self.client = client
        self.region = region
        accessKeyID = variable("AWS_ACCESS_KEY_ID") ?? "test"
        secret = variable("AWS_SECRET_ACCESS_KEY") ?? "test"
    }

    /// - Parameter members: by their names in the form, such as `Tags.member.1.Key`.
    /// - Returns: the result's element.
    func cloudFormation(_ action: String, _ members: [String: String]) async throws -> XMLValue {
        let form = members.merging(["Action": action, "Version": "2010-05-15"]) { $1 }
        let body = form.sorted { $0.key < $1.key }.map { "\(URLText.encode($0.key))=\(URLText.encode($0.value))" }
        let answer = try await call(
            "cloudformation", "POST", "/", Array(body.joined(separator: "&").utf8),
            ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"])
        let root = try Self.value(of: answer)
        guard answer.status == 200 else { throw Self.refusal(root["Error"] ?? root, answer) }
        return root["\(action)Result"] ?? root
    }

    func put(_ bytes: [UInt8], _ bucket: String, _ key: String) async throws {
        let answer = try await call("s3", "PUT", Self.path(bucket, key), bytes, [:])
        guard answer.status == 200 else { throw Self.refusal(try Self.value(of: answer), answer) }
    }

    func exists(_ bucket: String, _ key: String) async throws -> Bool {
        try await call("s3", "HEAD", Self.path(bucket, key), [], [:]).status == 200
    }

    private static func path(_ bucket: String, _ key: String) -> String {
        "/\(bucket)/" + key.split(separator: "/").map { URLText.encode(String($0)) }.joined(separator: "/")
    }

    private func call(
        _ service: String, _ method: String, _ target: String, _ body: [UInt8], _ headers: [String: String]
    ) async throws -> EndpointClient.Answer {
        let host = client.base.port.map { "\(client.base.host ?? ""):\($0)" } ?? client.base.host ?? ""
        let time = Timestamp.iso8601Seconds(WallClock.epochMilliseconds()).filter { $0 != "-" && $0 != ":" }
        let signer = RequestSigner(accessKeyID: accessKeyID, secret: secret, region: region, service: service)
        let signed = signer.headers(method, target, host: host, body: body, time: time)
        return try await client.call(
            method, target, headers: headers.merging(signed) { $1 }, body: body.isEmpty ? nil : Data(body))
    }

    private static func value(of answer: EndpointClient.Answer) throws -> XMLValue {
        guard let value = XMLValue(parsing: [UInt8](answer.body)) else {
            throw CommandFailure("The endpoint answers \(answer.status) without XML: it is no AWS endpoint.")
        }
        return value
    }

    private static func refusal(_ error: XMLValue, _ answer: EndpointClient.Answer) -> Refusal {
        Refusal(code: error.text("Code") ?? "\(answer.status)", message: error.text("Message") ?? "no message")
    }
}
