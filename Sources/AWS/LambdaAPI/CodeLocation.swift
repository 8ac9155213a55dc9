import AWSAPI
import Cloud
import ControlPlane
import Crypto
import Foundation

/// Where the zips of functions and layers can be fetched from: URLs that look like S3's presigned ones and are ours.
///
/// ```
/// /_understudy/lambda/code/ACCOUNT/REGION/NAME/VERSION
/// /_understudy/lambda/layer/ACCOUNT/REGION/NAME/VERSION
/// ```
public enum CodeLocation {
    /// What their paths begin with.
    public static let prefix = "/_understudy/lambda/"

    static func url(of version: FunctionVersion, _ call: Call) -> String {
        url("code/\(version.account)/\(version.region)/\(version.name)/\(version.version)", call)
    }

    static func url(of version: LayerVersion, _ call: Call) -> String {
        url("layer/\(version.account)/\(version.region)/\(version.name)/\(version.number)", call)
    }

    /// The query is decoration that clients know to keep.
    private static func url(_ place: String, _ call: Call) -> String {
        let time = TimeText.modified(call.time).prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
        let signature = SHA256.hash(data: Data("\(place)\(time)".utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        let path = prefix + place.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "%24")
        return "\(call.endpoint)\(path)?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=\(time)&X-Amz-Expires=600"
            + "&X-Amz-SignedHeaders=host&X-Amz-Signature=\(signature.joined())"
    }
}

extension Lambda {
    /// The zip that a path of ``CodeLocation`` stands for.
    ///
    /// - Parameter path: percent-decoded, without the query.
    /// - Returns: its absolute path; nil where there is none.
    public func codePath(at path: String) async -> String? {
        guard path.hasPrefix(CodeLocation.prefix) else { return nil }
        let parts = path.dropFirst(CodeLocation.prefix.count).split(separator: "/").map(String.init)
        guard parts.count == 5 else { return nil }
        let scope = Scope(account: parts[1], region: parts[2])
        let cloud = await plane.cloud
        switch parts[0] {
        case "code":
            guard case .zip(let zip) = cloud.function(named: parts[3], in: scope)?.version(parts[4])?.code else {
                return nil
            }
            return zip
        case "layer":
            guard let number = Int(parts[4]),
                let layer = cloud.layer(named: parts[3], in: scope)?.versions.first(where: { $0.number == number })
            else { return nil }
            return plane.codePath(of: layer.codeSHA256)
        default: return nil
        }
    }
}
