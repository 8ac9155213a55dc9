import AWSAPI
import Cloud
import JSON

struct DeleteLogGroup: Operation {
    static let name = "DeleteLogGroup"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await archive.delete(try input.groupName(), in: call.scope)
        return Output()
    }
}
