import AWSAPI
import ControlPlane
import Emulator
import JSON
import LambdaAPI

extension Lambda {
    /// Lambda's control plane with what it needs of the emulator and of S3.
    ///
    /// - Parameter s3: where code lies that a request only names.
    init(_ plane: ControlPlane, _ link: EmulatorLink, s3: Service) {
        let objects = ServiceDirectory([s3])
        self.init(
            plane: plane,
            surroundings: Surroundings(
                inspectZip: { zip in
                    ZipInspection.contents(of: zip).map { ZipContents(entries: $0.entries, unpackedBytes: $0.bytes) }
                },
                object: { place, call throws(AWSError) in try await Self.object(place, objects, call) },
                readyEnvironments: { await link.readyEnvironments(revision: $0) }))
    }

    private static func object(
        _ place: S3Place, _ objects: ServiceDirectory, _ call: Call
    ) async throws(AWSError) -> [UInt8] {
        let input = JSON.members([
            "Bucket": .string(place.bucket), "Key": .string(place.key), "VersionId": place.version.map(JSON.string),
        ])
        return try await objects.output("s3", "GetObject", Parameters(input), call).payload ?? []
    }
}
