public import AWSAPI
import Cloud
public import ControlPlane

/// What Lambda's operations work with: the owner of the model, and the little that they need from elsewhere.
public struct Lambda: Sendable {
    public struct Surroundings: Sendable {
        /// Looks into a zip without unpacking it; nil for what is no sound zip.
        public var inspectZip: @Sendable ([UInt8]) -> ZipContents?
        /// S3's GetObject, for code that lies there; throws what S3 would answer.
        public var object: @Sendable (S3Place, Call) async throws(AWSError) -> [UInt8]
        /// How far the environments of a revision are that are started ahead.
        public var readyEnvironments: @Sendable (_ revision: Int) async -> Readiness

        public init(
            inspectZip: @escaping @Sendable ([UInt8]) -> ZipContents?,
            object: @escaping @Sendable (S3Place, Call) async throws(AWSError) -> [UInt8],
            readyEnvironments: @escaping @Sendable (_ revision: Int) async -> Readiness
        ) {
            self.inspectZip = inspectZip
            self.object = object
            self.readyEnvironments = readyEnvironments
        }
    }

    /// How far environments are that are started ahead.
    public struct Readiness: Sendable {
        public var ready: Int
        /// Whether one of them could not be started.
        public var hasFailed: Bool

        public init(ready: Int, hasFailed: Bool = false) {
            self.ready = ready
            self.hasFailed = hasFailed
        }
    }

    public struct ZipContents: Sendable {
        /// Files and folders.
        public var entries: Int
        public var unpackedBytes: Int

        public init(entries: Int, unpackedBytes: Int) {
            self.entries = entries
            self.unpackedBytes = unpackedBytes
        }
    }

    /// Where an object lies in S3.
    public struct S3Place: Sendable, Hashable {
        public var bucket: String
        public var key: String
        public var version: String?
    }

    let plane: ControlPlane
    let surroundings: Surroundings

    public init(plane: ControlPlane, surroundings: Surroundings) {
        self.plane = plane
        self.surroundings = surroundings
    }

    /// The present model, with what is known of every function's code.
    func cloud() async throws(AWSError) -> Cloud { try await plane.identified() }

    /// A function, and the model that it is from.
    func function(_ target: Target) async throws(AWSError) -> Function {
        try target.function(in: try await cloud())
    }

    /// Changes a function.
    ///
    /// - Returns: the function as it is then.
    func change(
        _ target: Target, _ change: FunctionChange, _ stamp: Stamp
    ) async throws(AWSError) -> Function {
        // The code of a file's function must be known before it is compared or published.
        _ = try target.function(in: try await cloud())
        let cloud = try await plane.apply(.change(target.reference, scope: target.scope, change, stamp))
        return try target.function(in: cloud)
    }
}
