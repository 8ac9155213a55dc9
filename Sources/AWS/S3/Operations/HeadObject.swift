import AWSAPI

struct HeadObject: Operation {
    static let name = "HeadObject"
    static let binding: HTTPBinding? = HTTPBinding(
        "HEAD", "/{Bucket}/{Key+}", query: ObjectReading.query, headers: ObjectHeaders.reading,
        answerHeaders: ObjectHeaders.answer)
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let object = try await storage.read { state throws(AWSError) in try state.object(address) }
        return try ObjectReading(of: object, input).output
    }
}
