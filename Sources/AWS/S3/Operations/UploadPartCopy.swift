import AWSAPI
import JSON

struct UploadPartCopy: Operation {
    static let name = "UploadPartCopy"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "PUT", "/{Bucket}/{Key+}?partNumber&uploadId",
            query: ["partNumber": "PartNumber", "uploadId": "UploadId"],
            headers: ObjectHeaders.owner.merging(CopySource.headers) { $1 }.merging([
                "x-amz-copy-source-range": "CopySourceRange"
            ]) { $1 }, answerHeaders: ObjectHeaders.written, answerPayload: "CopyPartResult")
        binding.demandedHeaders = ["x-amz-copy-source"]
        binding.answerRoot = "CopyPartResult"
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let (id, number) = (try input.uploadID(), try PartNumber.read(input))
        let upload = try await storage.read { state throws(AWSError) in try state.upload(id, address).upload }
        let bytes = try await self.bytes(of: try CopySource(input), input)
        let algorithm = upload.checksumAlgorithm.flatMap(ChecksumAlgorithm.init) ?? .crc64NVME
        let checksums = Checksums(values: [algorithm.member: algorithm.text(bytes)], kind: .fullObject)
        let part = try await storage.store(bytes, as: number, checksums, of: id, address, call)
        return Output([
            "CopyPartResult": .object(
                [
                    JSON.Member("ETag", .string(EntityTag.quoted(part.etag))),
                    JSON.Member("LastModified", .string(Timestamp.iso8601(part.modified))),
                ] + Checksums(values: checksums.values).members)
        ])
    }

    private func bytes(of source: CopySource, _ input: Parameters) async throws(AWSError) -> [UInt8] {
        let object = try await storage.hold(source.address)
        let result: Result<[UInt8], AWSError>
        do throws(AWSError) {
            try source.check(object)
            let range = try Self.range(input, object.sizeBytes)
            result = .success(try await storage.bytes(of: object.pieces, in: range))
        } catch {
            result = .failure(error)
        }
        await storage.release(object.pieces.map(\.blob))
        return try result.get()
    }

    /// `bytes=first-last`, both within the object; unlike a reader's range it is never cut.
    private static func range(_ input: Parameters, _ size: Int) throws(AWSError) -> Range<Int>? {
        guard let text = try input.string("CopySourceRange") else { return nil }
        let ends = text.hasPrefix("bytes=") ? text.dropFirst("bytes=".count).split(separator: "-").map { Int($0) } : []
        guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else {
            throw .invalidArgument(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the "
                    + "zero-based offsets of the first and last bytes to copy", "x-amz-copy-source-range", text)
        }
        guard last < size else {
            throw .invalidArgument(
                "Range specified is not valid for source object of size: \(size)", "x-amz-copy-source-range", text)
        }
        return first..<(last + 1)
    }
}
