/// Source: CloudWatch Logs User Guide, "CloudWatch Logs quotas" and API reference; ours are marked.
enum LogsLimits {
    /// Ours: events of one group; the oldest go when there are more.
    static let groupBytes = 64 << 20
    /// Ours: events of all groups; the oldest of the largest group go when there are more.
    static let bytes = 512 << 20
    /// What is left after events had to go, so that it does not happen with every event.
    static let shrinkPercent = 75
    /// Ours: events of functions that wait to be stored; more are dropped and counted.
    static let inboxBytes = 16 << 20
    static let groups = 10_000
    /// Ours: a function's oldest stream goes when there are more; AWS has no limit.
    static let streamsPerGroup = 10_000
    static let messageBytes = 1 << 20
    static let batchBytes = 1_048_576
    static let batchEvents = 10_000
    /// Of one answer.
    static let answerEvents = 10_000
    static let answerBytes = 1 << 20
    /// Ours: events that one FilterLogEvents looks at before it answers with a token.
    static let scannedEvents = 100_000
    static let tags = 50
    static let patternCharacters = 1024

    static let retentionDays = [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ]
}
