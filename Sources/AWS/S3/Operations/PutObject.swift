import AWSAPI
import Crypto
import JSON

struct PutObject: Operation {
    static let name = "PutObject"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "PUT", "/{Bucket}/{Key+}", headers: ObjectHeaders.creation.merging(ObjectHeaders.bytes) { $1 },
            answerHeaders: ObjectHeaders.written, payload: "Body")
        binding.takesBytes = true
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let conditions = try WriteConditions(input)
        let facts = try ObjectFacts(input)
        let bytes = input.payload ?? []
        // A bucket that does not exist is said before the bytes are looked at.
        _ = try await storage.read { state throws(AWSError) in
            try state.contents(of: address.bucket, owner: address.owner).bucket
        }
        let checksums = try Checksums.verified(bytes, input)
        let piece = try await storage.store(bytes)
        let object = StoredObject(
            pieces: [piece], etag: Hexadecimal.text(Insecure.MD5.hash(data: bytes)), modified: call.time / 1000 * 1000,
            headers: facts.headers, metadata: facts.metadata, checksums: checksums, tags: facts.tags)
        let result = await storage.put(object, at: address, conditions)
        await storage.release([piece.blob])
        try result.get()
        return Output(.object(object.writtenMembers + checksums.members))
    }
}

extension S3Storage {
    func put(
        _ object: StoredObject, at address: ObjectAddress, _ conditions: WriteConditions
    ) async -> Result<Void, AWSError> {
        do throws(AWSError) {
            try await change { state, changes throws(AWSError) in
                try state.put(object, at: address, conditions, &changes)
            }
            return .success(())
        } catch {
            return .failure(error)
        }
    }
}
