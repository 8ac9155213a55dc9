/// What the name of a host says: `BUCKET.s3.REGION.amazonaws.com`, `lambda.REGION.amazonaws.com`,
/// `s3.localhost.localstack.cloud`, `BUCKET.localhost`.
struct HostName: Equatable {
    /// The signing name of a service; nil where the host says nothing of it.
    var service: String?
    /// The bucket: before `s3`, or before `localhost` alone, where it is one only if the request is for S3.
    var bucket: String?
    /// The host without bucket, with its port.
    var base: String

    /// - Parameters:
    ///   - host: the `Host` header in lower case.
    ///   - services: signing names of those that there are.
    init(_ host: String, services: Set<String>) {
        base = host
        let port = host.hasPrefix("[") ? "" : host[(host.firstIndex(of: ":") ?? host.endIndex)...]
        let name = host.dropLast(port.count)
        guard let suffix = Self.suffixes.first(where: { name.hasSuffix("." + $0) }) else { return }
        let labels = name.dropLast(suffix.count + 1).split(separator: ".", omittingEmptySubsequences: false)
        if let place = labels.lastIndex(where: { $0 == "s3" || $0.hasPrefix("s3-") }) {
            service = "s3"
            bucket = place > 0 ? labels[..<place].joined(separator: ".") : nil
            base = (labels[place...].map(String.init) + [suffix]).joined(separator: ".") + port
        } else if let found = Self.service(labels), suffix == "amazonaws.com" || services.contains(found) {
            service = found
        } else {
            bucket = labels.joined(separator: ".")
            base = suffix + port
        }
    }

    /// `lambda.eu-west-1`, `api.ecr.eu-west-1`
    private static func service(_ labels: [Substring]) -> String? {
        (labels.starts(with: ["api", "ecr"]) ? labels[1] : labels.first).map(String.init)
    }

    private static let suffixes = ["amazonaws.com", "localhost.localstack.cloud", "localhost"]
}
