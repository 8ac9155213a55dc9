import AWSAPI
import Cloud
import JSON

struct CreateLogStream: Operation {
    static let name = "CreateLogStream"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await archive.create(
            stream: try input.streamName(), in: try input.groupName(), call.scope, at: call.time)
        return Output()
    }
}

struct DeleteLogStream: Operation {
    static let name = "DeleteLogStream"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await archive.delete(stream: try input.streamName(), in: try input.groupName(), call.scope)
        return Output()
    }
}
