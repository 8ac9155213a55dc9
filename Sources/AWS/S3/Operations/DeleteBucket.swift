import AWSAPI

struct DeleteBucket: Operation {
    static let name = "DeleteBucket"
    static let binding: HTTPBinding? = HTTPBinding("DELETE", "/{Bucket}", status: 204, headers: ObjectHeaders.owner)
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        try await storage.change { state, changes throws(AWSError) in
            try state.delete(bucket: name, owner: owner, &changes)
        }
        return Output()
    }
}
