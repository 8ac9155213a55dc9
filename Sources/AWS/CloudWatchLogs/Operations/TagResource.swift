import AWSAPI
import Cloud
import JSON

struct TagResource: Operation {
    static let name = "TagResource"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await archive.tag(try input.groupName(inARN: "resourceArn"), try input.tags(), call)
        return Output()
    }
}

struct UntagResource: Operation {
    static let name = "UntagResource"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await archive.untag(
            try input.groupName(inARN: "resourceArn"), try input.strings("tagKeys") ?? [], call)
        return Output()
    }
}

struct ListTagsForResource: Operation {
    static let name = "ListTagsForResource"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        Output(["tags": try await archive.tags(of: try input.groupName(inARN: "resourceArn"), call)])
    }
}

extension LogArchive {
    func tag(_ name: String, _ tags: [String: String], _ call: Call) async throws(AWSError) {
        try await change(name, in: call.scope) { group throws(AWSError) in
            group.tags.merge(tags) { $1 }
            guard group.tags.count <= LogsLimits.tags else {
                throw AWSError("TooManyTagsException", "The resource can have at most \(LogsLimits.tags) tags.")
            }
        }
    }

    func untag(_ name: String, _ keys: [String], _ call: Call) async throws(AWSError) {
        try await change(name, in: call.scope) { group in
            for key in keys { group.tags[key] = nil }
        }
    }

    func tags(of name: String, _ call: Call) async throws(AWSError) -> JSON {
        let tags = try await current().group(name, in: call.scope).group.tags
        return .object(tags.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })
    }
}
