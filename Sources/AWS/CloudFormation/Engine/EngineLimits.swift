/// How much the engine keeps.
enum EngineLimits {
    /// Of one account in one region, without deleted ones; AWS's quota.
    static let maximumStacks = 2_000
    /// The oldest are forgotten; AWS forgets them after 90 days.
    static let maximumDeletedStacks = 200
    /// Of one stack; the oldest are forgotten.
    static let maximumEvents = 5_000
    /// Of one stack.
    static let maximumChangeSets = 100
    static let maximumTags = 50
    /// Elements of one page of events, resources and changes.
    static let pageSize = 100
}
