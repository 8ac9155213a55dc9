import AWSAPI
import Crypto
import JSON

struct UploadPart: Operation {
    static let name = "UploadPart"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "PUT", "/{Bucket}/{Key+}?partNumber&uploadId",
            query: ["partNumber": "PartNumber", "uploadId": "UploadId"], headers: ObjectHeaders.bytes,
            answerHeaders: ObjectHeaders.written, payload: "Body")
        binding.takesBytes = true
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let (id, number) = (try input.uploadID(), try PartNumber.read(input))
        let upload = try await storage.read { state throws(AWSError) in try state.upload(id, address).upload }
        let bytes = input.payload ?? []
        let checksums = try Checksums.verified(bytes, input.checked(as: upload.checksumAlgorithm))
        let part = try await storage.store(bytes, as: number, checksums, of: id, address, call)
        return Output(
            .object(
                [
                    JSON.Member("ETag", .string(EntityTag.quoted(part.etag))),
                    JSON.Member("ServerSideEncryption", .string(upload.headers["ServerSideEncryption"] ?? "AES256")),
                ] + Checksums(values: checksums.values).members))
    }
}

enum PartNumber {
    static func read(_ input: Parameters) throws(AWSError) -> Int {
        guard let text = try input.string("PartNumber"), let number = Int(text),
            (1...S3Limits.parts).contains(number)
        else {
            throw .invalidArgument(
                "Part number must be an integer between 1 and 10000, inclusive", "partNumber",
                try input.string("PartNumber") ?? "")
        }
        return number
    }
}

extension Parameters {
    func uploadID() throws(AWSError) -> String { try string("UploadId") ?? "" }

    /// With the upload's algorithm, where the request names none.
    fileprivate func checked(as algorithm: String?) -> Parameters {
        guard self["ChecksumAlgorithm"] == nil, let algorithm else { return self }
        return Parameters(
            .object((json.objectValue ?? []) + [JSON.Member("ChecksumAlgorithm", .string(algorithm))]))
    }
}

extension S3Storage {
    func store(
        _ bytes: [UInt8], as number: Int, _ checksums: Checksums, of id: String, _ address: ObjectAddress, _ call: Call
    ) async throws(AWSError) -> Part {
        let piece = try await store(bytes)
        let part = Part(
            number: number, piece: piece, etag: Hexadecimal.text(Insecure.MD5.hash(data: bytes)),
            modified: call.time / 1000 * 1000, checksums: checksums)
        do throws(AWSError) {
            try await change { state, changes throws(AWSError) in try state.put(part, of: id, address, &changes) }
        } catch {
            release([piece.blob])
            throw error
        }
        release([piece.blob])
        return part
    }
}
