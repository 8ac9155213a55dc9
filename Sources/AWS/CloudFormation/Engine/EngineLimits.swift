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
    /// Elements of one page of resources and changes.
    static let pageSize = 100
    /// Of events. The Serverless Framework looks for the beginning of a deployment in the first page alone, and stacks are
    /// finished before it looks for the first time: a page must hold all that a large one brings. (AWS's has 1 MB.)
    static let eventsPageSize = 1500
}
