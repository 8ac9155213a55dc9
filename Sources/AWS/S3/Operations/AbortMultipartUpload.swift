import AWSAPI

struct AbortMultipartUpload: Operation {
    static let name = "AbortMultipartUpload"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/{Bucket}/{Key+}?uploadId", status: 204, query: ["uploadId": "UploadId"],
        headers: ObjectHeaders.owner)
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let id = try input.uploadID()
        try await storage.change { state, changes throws(AWSError) in try state.abort(id, address, &changes) }
        return Output()
    }
}
