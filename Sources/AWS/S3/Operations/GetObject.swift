import AWSAPI
import JSON

struct GetObject: Operation {
    static let name = "GetObject"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/{Bucket}/{Key+}", query: ObjectReading.query, headers: ObjectHeaders.reading,
        answerHeaders: ObjectHeaders.answer, answerPayload: "Body")
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let address = try ObjectAddress(input)
        let object = try await storage.hold(address)
        let result = await read(object, input)
        await storage.release(object.pieces.map(\.blob))
        return try result.get()
    }

    private func read(_ object: StoredObject, _ input: Parameters) async -> Result<Output, AWSError> {
        do throws(AWSError) {
            let reading = try ObjectReading(of: object, input)
            guard !reading.isNotModified else { return .success(reading.output) }
            var output = reading.output
            output.payload = try await storage.bytes(of: object.pieces, in: reading.range)
            return .success(output)
        } catch {
            return .failure(error)
        }
    }
}
