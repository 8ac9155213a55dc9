import AWSAPI
import Cloud
import JSON

struct PutRetentionPolicy: Operation {
    static let name = "PutRetentionPolicy"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let days = try input.integer("retentionInDays")
        var violations = Violations()
        violations.demand(days.map(String.init), at: "retentionInDays")
        violations.choice(days.map(String.init), at: "retentionInDays", LogsLimits.retentionDays.map(String.init))
        try violations.check("InvalidParameterException")
        try await archive.change(try input.groupName(), in: call.scope) { $0.retentionDays = days }
        return Output()
    }
}

struct DeleteRetentionPolicy: Operation {
    static let name = "DeleteRetentionPolicy"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await archive.change(try input.groupName(), in: call.scope) { $0.retentionDays = nil }
        return Output()
    }
}
