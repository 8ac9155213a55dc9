import AWSAPI
import JSON

struct DeleteObjects: Operation {
    static let name = "DeleteObjects"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding("POST", "/{Bucket}?delete", headers: ObjectHeaders.owner, payload: "Delete")
        binding.xml = XMLShape([.flattened("Objects", as: "Object")])
        binding.answerRoot = "DeleteResult"
        binding.answerXML = XMLShape([.flattened("Deleted"), .flattened("Errors", as: "Error")])
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (bucket, owner) = (try input.bucket(), try input.owner())
        let request = try input.demanded("Delete")
        guard let objects = try request.list("Objects"), (1...S3Limits.deletedKeys).contains(objects.count) else {
            throw .malformedXML
        }
        var addresses: [ObjectAddress] = []
        for object in objects {
            guard object.objectValue != nil, let key = try Parameters(object).string("Key") else { throw .malformedXML }
            let version = try Parameters(object).string("VersionId")
            addresses.append(ObjectAddress(bucket: bucket, key: ObjectKey(key), owner: owner, version: version))
        }
        let results = try await storage.delete(addresses, in: bucket, owner: owner)
        let isQuiet = try request.boolean("Quiet") ?? false
        let deleted = isQuiet ? [] : zip(addresses, results).filter { $1 == nil }.map { Self.deleted($0.0) }
        let errors: [JSON] = zip(addresses, results).compactMap { address, error in
            error.map { Self.failed(address, $0) }
        }
        return Output(
            .members([
                "Deleted": deleted.isEmpty ? nil : .array(deleted), "Errors": errors.isEmpty ? nil : .array(errors),
            ]))
    }

    private static func deleted(_ address: ObjectAddress) -> JSON {
        .members(["Key": .string(address.key.text), "VersionId": address.version.map(JSON.string)])
    }

    private static func failed(_ address: ObjectAddress, _ error: AWSError) -> JSON {
        .members([
            "Key": .string(address.key.text), "VersionId": address.version.map(JSON.string),
            "Code": .string(error.code), "Message": .string(error.message),
        ])
    }
}

extension S3Storage {
    /// - Returns: nil for each that is gone.
    fileprivate func delete(
        _ addresses: [ObjectAddress], in bucket: String, owner: String?
    ) async throws(AWSError) -> [AWSError?] {
        try await change { state, changes throws(AWSError) in
            _ = try state.contents(of: bucket, owner: owner)
            var results: [AWSError?] = []
            for address in addresses {
                do throws(AWSError) {
                    try state.delete(address, &changes)
                    results.append(nil)
                } catch {
                    results.append(error)
                }
            }
            return results
        }
    }
}
