import Cloud
import Crypto
import Emulator
import Foundation
import JSON

/// The CloudFormation templates of a serverless.yml: the stack's core (a bucket), and the whole.
///
/// The same file gives the same templates: what the framework makes of the time of day (keys of zips, the deployment's id) is
/// made of hashes here, so that an unchanged file changes nothing.
struct StackTemplate {
    /// A zip, and where it goes in the bucket.
    struct Artifact {
        var path: String
        var bytes: [UInt8]
        var key: String
        /// AWS's `CodeSha256`: base64.
        var sha256: String
    }

    static let bucket = "ServerlessDeploymentBucket"

    let stack: String
    let stage: String
    /// The prefix of everything in the bucket.
    let folder: String
    /// By path.
    let artifacts: [Artifact]
    let core: JSON
    let whole: JSON

    /// - Throws: ``CommandFailure`` for an artifact that cannot be read or is a folder.
    init(_ file: ServerlessFile) throws {
        stack = "\(file.service)-\(file.stage)"
        stage = file.stage
        folder = "understudy/\(file.service)/\(file.stage)"
        var artifacts: [String: Artifact] = [:]
        for function in file.functions where artifacts[function.artifact] == nil {
            artifacts[function.artifact] = try Self.artifact(function, folder: folder)
        }
        self.artifacts = artifacts.values.sorted { $0.path < $1.path }
        var resources = StackResources(file)
        core = resources.template
        resources.addRole()
        for function in file.functions {
            if let artifact = artifacts[function.artifact] { resources.add(function, artifact) }
        }
        for api in file.apis { api.isREST ? resources.addREST(api) : resources.addHTTP(api) }
        whole = resources.template
    }

    /// Of the whole template, in hexadecimal.
    var hash: String {
        SHA256.hash(data: whole.bytes).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    private static func artifact(_ function: DeclaredFunction, folder: String) throws -> Artifact {
        let path = function.artifact
        guard case .zip = function.version.code else {
            throw CommandFailure(
                "functions.\(function.key).package.artifact: \(path) is a folder; deploy takes zips, and `understudy start` "
                    + "runs folders in place.")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("functions.\(function.key).package.artifact: \(path) cannot be read.")
        }
        let hash = SHA256.hash(data: data)
        let name = path.split(separator: "/").last.map(String.init) ?? "code.zip"
        let hex = hash.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        return Artifact(
            path: path, bytes: [UInt8](data), key: "\(folder)/\(hex)/\(name)", sha256: Data(hash).base64EncodedString())
    }
}
