import AWSAPI
import Crypto
import FoundationEssentials
import JSON

struct CompleteMultipartUpload: Operation {
    static let name = "CompleteMultipartUpload"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "POST", "/{Bucket}/{Key+}?uploadId", query: ["uploadId": "UploadId"],
            headers: ObjectHeaders.checksums.merging(ObjectHeaders.owner) { $1 }.merging([
                "if-match": "IfMatch", "if-none-match": "IfNoneMatch", "x-amz-checksum-type": "ChecksumType",
                "x-amz-mp-object-size": "MpuObjectSize",
            ]) { $1 },
            answerHeaders: ["x-amz-server-side-encryption": "ServerSideEncryption"], payload: "MultipartUpload")
        binding.xml = XMLShape([.flattened("Parts", as: "Part")])
        binding.answerRoot = "CompleteMultipartUploadResult"
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let id = try input.uploadID()
        let conditions = try WriteConditions(input)
        let contents = try await storage.read { state throws(AWSError) in try state.upload(id, address) }
        let parts = try Completion.parts(try input.demanded("MultipartUpload"), of: contents)
        let upload = contents.upload
        let checksums = try await Completion.checksums(of: parts, upload, input, storage)
        let object = StoredObject(
            pieces: parts.map(\.piece), etag: Completion.etag(of: parts), modified: call.time / 1000 * 1000,
            headers: upload.headers, metadata: upload.metadata, checksums: checksums, tags: upload.tags)
        try await storage.change { state, changes throws(AWSError) in
            try state.complete(id, as: object, address, conditions, &changes)
        }
        return Output(
            .object(
                [
                    JSON.Member(
                        "Location",
                        .string("\(call.endpoint)/\(address.bucket)/\(URLCoding.encoded(address.key.text))")),
                    JSON.Member("Bucket", .string(address.bucket)), JSON.Member("Key", .string(address.key.text)),
                    JSON.Member("ETag", .string(EntityTag.quoted(object.etag))),
                    JSON.Member("ServerSideEncryption", .string(object.headers["ServerSideEncryption"] ?? "AES256")),
                ] + checksums.members))
    }
}

/// What makes one object of an upload's parts.
enum Completion {
    /// The parts that the client names, in its order.
    static func parts(_ request: Parameters, of contents: S3State.UploadContents) throws(AWSError) -> [Part] {
        guard let elements = try request.list("Parts"), (1...S3Limits.parts).contains(elements.count) else {
            throw .malformedXML
        }
        var parts: [Part] = []
        for element in elements {
            guard element.objectValue != nil else { throw .malformedXML }
            let named = Parameters(element)
            guard let number = try named.integer("PartNumber"), let etag = try named.string("ETag") else {
                throw .malformedXML
            }
            guard parts.last.map({ $0.number < number }) ?? true else { throw .invalidPartOrder }
            guard let part = contents.parts[number], EntityTag.bare(etag) == part.etag else { throw .invalidPart }
            for (member, value) in part.checksums.values {
                if let claimed = try named.string(member), claimed != value { throw .invalidPart }
            }
            parts.append(part)
        }
        for part in parts.dropLast() where part.piece.sizeBytes < S3Limits.partBytes {
            throw .entityTooSmall(part.piece.sizeBytes, part: part.number)
        }
        let size = parts.reduce(0) { $0 + $1.piece.sizeBytes }
        guard size <= S3Limits.objectBytes else { throw .entityTooLarge(size) }
        return parts
    }

    /// MD5 of the parts' MD5s, and how many there are.
    static func etag(of parts: [Part]) -> String {
        let digests = parts.flatMap { Hexadecimal.bytes($0.etag) ?? [] }
        return "\(Hexadecimal.text(Insecure.MD5.hash(data: digests)))-\(parts.count)"
    }

    static func checksums(
        of parts: [Part], _ upload: Upload, _ input: Parameters, _ storage: S3Storage
    ) async throws(AWSError) -> Checksums {
        let algorithm = upload.checksumAlgorithm.flatMap(ChecksumAlgorithm.init) ?? .crc64NVME
        guard upload.checksumType == "COMPOSITE" else {
            let text = algorithm.text(try await storage.bytes(of: parts.map(\.piece)))
            if let claimed = try input.string(algorithm.member), claimed != text {
                throw .badDigest(algorithm.rawValue)
            }
            return Checksums(values: [algorithm.member: text], kind: .fullObject)
        }
        let digests = parts.compactMap { $0.checksums.values[algorithm.member].flatMap { Data(base64Encoded: $0) } }
        guard digests.count == parts.count else {
            throw .invalidRequest(
                "The upload was created using a \(algorithm.rawValue.lowercased()) checksum. The complete request must "
                    + "include the checksum for each part.")
        }
        return Checksums(
            values: [algorithm.member: "\(algorithm.text(digests.flatMap { $0 }))-\(parts.count)"], kind: .composite)
    }
}
