import Crypto

/// A request in the form that is signed.
///
/// Source: AWS IAM User Guide, "Create a signed AWS API request", "Create a canonical request".
struct CanonicalRequest {
    var text: String

    /// - Parameters:
    ///   - signedHeaders: names in lower case, in their order.
    ///   - payloadHash: hexadecimal, or one of S3's words in its place.
    ///   - isS3: S3 encodes paths once, all others twice.
    init(_ request: WireRequest, signedHeaders: [String], payloadHash: String, isS3: Bool) {
        var lines = [request.method, Self.path(request.path, isS3: isS3), Self.query(request.queryText)]
        for name in signedHeaders {
            let values = request.headers.fields.filter { $0.name == name }.map { Self.trimmed($0.value) }
            lines.append("\(name):\(values.joined(separator: ","))")
        }
        lines += ["", signedHeaders.joined(separator: ";"), payloadHash]
        text = lines.joined(separator: "\n")
    }

    var hash: String { Hex.text(SHA256.hash(data: Array(text.utf8))) }

    private static func path(_ path: String, isS3: Bool) -> String {
        if path.isEmpty { return "/" }
        return PercentText.encode(isS3 ? PercentText.decode(path) : normalised(path), keepsSlashes: true)
    }

    /// Without empty parts, `.` and `..`; a slash at the end stays.
    private static func normalised(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        let end = path.hasSuffix("/") && !parts.isEmpty ? "/" : ""
        return "/" + parts.joined(separator: "/") + end
    }

    private static func query(_ text: String) -> String {
        text.split(separator: "&").map { parameter in
            let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = pair.count == 2 ? PercentText.decode(pair[1]) : ""
            return (name: PercentText.encode(PercentText.decode(pair[0])), value: PercentText.encode(value))
        }
        .filter { $0.name != "X-Amz-Signature" }
        .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    /// Spaces at the ends go, several within become one.
    private static func trimmed(_ value: String) -> String {
        value.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
    }
}
