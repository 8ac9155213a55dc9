import AWSAPI
import Cloud
import JSON

struct CreateLogGroup: Operation {
    static let name = "CreateLogGroup"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let name = try input.groupName()
        let groupClass = try input.string("logGroupClass") ?? "STANDARD"
        var violations = Violations()
        violations.choice(groupClass, at: "logGroupClass", ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"])
        try violations.check("InvalidParameterException")
        let (tags, key) = (try input.tags(), try input.string("kmsKeyId"))
        try await archive.create(name, in: call.scope, at: call.time) { group in
            group.tags = tags
            group.kmsKeyID = key
            group.groupClass = groupClass
        }
        return Output()
    }
}
