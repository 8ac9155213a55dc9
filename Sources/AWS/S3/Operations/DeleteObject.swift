import AWSAPI

struct DeleteObject: Operation {
    static let name = "DeleteObject"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/{Bucket}/{Key+}", status: 204, query: ["versionId": "VersionId"],
        headers: ObjectHeaders.owner.merging(["if-match": "IfMatch"]) { $1 })
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let conditions = try WriteConditions(input)
        try await storage.change { state, changes throws(AWSError) in
            let present = try state.contents(of: address.bucket, owner: address.owner).objects[address.key]
            try conditions.check(present, address.key)
            try state.delete(address, &changes)
        }
        return Output()
    }
}
