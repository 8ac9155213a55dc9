import AWSAPI
import Cloud
import JSON

/// There are none: nobody subscribes here.
struct DescribeSubscriptionFilters: Operation {
    static let name = "DescribeSubscriptionFilters"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        _ = try await archive.current().group(try input.groupName(), in: call.scope)
        return Output(["subscriptionFilters": []])
    }
}
