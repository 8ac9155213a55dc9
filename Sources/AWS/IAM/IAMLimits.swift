/// Source: IAM User Guide, "IAM and AWS STS quotas": the defaults.
enum IAMLimits {
    static let roles = 1000
    static let policies = 1500
    static let attachedPolicies = 10
    static let policyVersions = 5
    static let trustCharacters = 2048
    static let inlineCharacters = 10_240
    static let managedCharacters = 6144
}
