/// Where a service keeps what is too large for records: zips, objects. Each service has one of its own.
public protocol Blobs: Sendable {
    /// Stores bytes; they are on disk when this returns. The same bytes get the same name.
    ///
    /// - Returns: the name: the lower-case hexadecimal SHA-256 of the bytes.
    func put(_ bytes: [UInt8]) async throws(AWSError) -> String

    /// - Returns: nil where there is none of this name.
    func get(_ name: String) async throws(AWSError) -> [UInt8]?

    /// The absolute path of the file; whether there is one is not looked into.
    func path(of name: String) -> String

    /// Takes bytes away; it is the service that knows whether anybody still wants them.
    func remove(_ name: String) async

    /// Those that there are, wanted or not.
    func names() async -> [String]
}
