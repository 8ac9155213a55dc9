import AWSAPI
import Cloud
import JSON

/// The older way to tag groups, by name.
struct TagLogGroup: Operation {
    static let name = "TagLogGroup"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await archive.tag(try input.groupName(), try input.tags(), call)
        return Output()
    }
}

struct UntagLogGroup: Operation {
    static let name = "UntagLogGroup"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await archive.untag(try input.groupName(), try input.strings("tags") ?? [], call)
        return Output()
    }
}

struct ListTagsLogGroup: Operation {
    static let name = "ListTagsLogGroup"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        Output(["tags": try await archive.tags(of: try input.groupName(), call)])
    }
}
