import AWSAPI
import Cloud
import JSON

struct LogGroup: Codable, Hashable, Sendable {
    /// Of this group among all.
    var number: Int
    var account: String
    var region: String
    var name: String
    /// In milliseconds since 1970.
    var created: Int
    var retentionDays: Int?
    var tags: [String: String] = [:]
    var kmsKeyID: String?
    var groupClass = "STANDARD"

    var scope: Scope { Scope(account: account, region: region) }

    /// Without the `:*` that some callers want behind it.
    var arn: String { "arn:aws:logs:\(region):\(account):log-group:\(name)" }

    func json(storedBytes: Int) -> JSON {
        .members([
            "logGroupName": .string(name), "creationTime": .integer(created),
            "retentionInDays": retentionDays.map(JSON.integer), "metricFilterCount": 0, "arn": .string("\(arn):*"),
            "storedBytes": .integer(storedBytes), "kmsKeyId": kmsKeyID.map(JSON.string),
            "logGroupClass": .string(groupClass), "logGroupArn": .string(arn),
        ])
    }

    /// Events before this are gone, whether or not they were taken out already.
    func oldestTime(at now: Int) -> Int {
        retentionDays.map { max(0, now - $0 * 86_400_000) } ?? 0
    }
}

struct LogStream: Codable, Hashable, Sendable {
    /// Of this stream among all.
    var number: Int
    var group: Int
    var name: String
    /// In milliseconds since 1970.
    var created: Int

    func json(in group: LogGroup, _ content: EventLogStream?) -> JSON {
        .members([
            "logStreamName": .string(name), "creationTime": .integer(created),
            "firstEventTimestamp": content.map { .integer($0.firstTime) },
            "lastEventTimestamp": content.map { .integer($0.lastTime) },
            "lastIngestionTime": content.map { .integer($0.lastIngested) },
            "uploadSequenceToken": .string(SequenceToken.text(content?.lastNumber ?? 0)),
            "arn": .string("\(group.arn):log-stream:\(name)"),
            // AWS stopped counting in June 2019.
            "storedBytes": 0,
        ])
    }
}

/// 56 digits. Nobody has to send them any more.
enum SequenceToken {
    static func text(_ number: Int) -> String { "49" + Digits.padded(number, 54) }
}

enum Digits {
    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
