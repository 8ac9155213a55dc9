import AWSAPI
import Cloud
import ControlPlane
import Foundation

/// The code that a request brings: a zip in it, or an object of S3.
struct SentCode {
    private enum Source {
        case zip([UInt8])
        case object(Lambda.S3Place)
    }

    private let source: Source

    /// Lambda's quotas.
    private static let zippedLimitBytes = 52_428_800
    private static let unpackedLimitBytes = 262_144_000

    /// - Parameter members: `Code` of CreateFunction, `Content` of PublishLayerVersion, UpdateFunctionCode itself.
    init(_ members: Parameters) throws(AWSError) {
        let bucket = try members.string("S3Bucket")
        let key = try members.string("S3Key")
        if try members.string("ImageUri") != nil {
            throw Self.refusal("Container images are not run here: please upload a zip.")
        }
        if let zip = try members.string("ZipFile") {
            guard bucket == nil, key == nil else {
                throw Self.refusal("Please do not provide other FunctionCode parameters when providing a ZipFile.")
            }
            guard let data = Data(base64Encoded: zip) else {
                throw AWSError("SerializationException", "'ZipFile' must be base64.")
            }
            source = .zip([UInt8](data))
        } else if let bucket, let key {
            let version = try members.string("S3ObjectVersion")
            source = .object(Lambda.S3Place(bucket: bucket, key: key, version: version))
        } else if bucket != nil || key != nil {
            throw Self.refusal("S3 key and S3 bucket must be specified together.")
        } else {
            throw Self.refusal("Please provide a source for function code.")
        }
    }

    /// The zip, fetched and looked into.
    ///
    /// - Throws: InvalidParameterValueException for what is no zip, is too large unpacked or not to be had;
    ///   RequestEntityTooLargeException for one that is too large to be sent.
    func zip(_ lambda: Lambda, _ call: Call) async throws(AWSError) -> [UInt8] {
        let bytes = try await bytes(lambda, call)
        guard !bytes.isEmpty else { throw Self.refusal("Uploaded file must be a non-empty zip") }
        guard let contents = lambda.surroundings.inspectZip(bytes) else {
            throw Self.refusal("Could not unzip uploaded file. Please check your file, then try to upload again.")
        }
        guard contents.entries > 0 else { throw Self.refusal("Uploaded file must be a non-empty zip") }
        guard contents.unpackedBytes <= Self.unpackedLimitBytes else {
            throw Self.refusal("Unzipped size must be smaller than \(Self.unpackedLimitBytes) bytes")
        }
        return bytes
    }

    private func bytes(_ lambda: Lambda, _ call: Call) async throws(AWSError) -> [UInt8] {
        switch source {
        case .zip(let bytes):
            guard bytes.count <= Self.zippedLimitBytes else {
                throw AWSError(
                    CloudError(
                        .requestEntityTooLarge, "Zipped size must be smaller than \(Self.zippedLimitBytes) bytes"))
            }
            return bytes
        case .object(let place):
            do throws(AWSError) {
                return try await lambda.surroundings.object(place, call)
            } catch {
                throw Self.refusal(
                    "Error occurred while GetObject. S3 Error Code: \(error.code). S3 Error Message: \(error.message)")
            }
        }
    }

    private static func refusal(_ message: String) -> AWSError {
        AWSError(CloudError(.invalidParameterValue, message))
    }
}
