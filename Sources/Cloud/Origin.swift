/// Where a resource came from, which decides how long it lives.
public enum Origin: Sendable, Hashable, Codable {
    /// Read from a `serverless.yml`; replaced or removed when that file is loaded again.
    case file
    /// Made through an AWS API; lives until an API removes it.
    case api
}
