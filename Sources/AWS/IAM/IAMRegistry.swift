public import AWSAPI
import FoundationEssentials

/// Every account's roles and policies, in memory and in records.
public actor IAMRegistry {
    private let records: any Records
    private var accounts: [String: IAMAccount] = [:]

    private static let roleKind = "iam.role"
    private static let policyKind = "iam.policy"

    /// - Throws: InternalFailure when what was kept cannot be read.
    public init(records: any Records) throws(AWSError) {
        self.records = records
        for record in try records.load(Self.roleKind) {
            let role: Role = try Self.decoded(record)
            accounts[role.account, default: IAMAccount()].put(role)
        }
        for record in try records.load(Self.policyKind) {
            let policy: ManagedPolicy = try Self.decoded(record)
            accounts[policy.account, default: IAMAccount()].put(policy)
        }
    }

    /// As it is now.
    func account(_ id: String) -> IAMAccount { accounts[id] ?? IAMAccount() }

    // MARK: Roles

    func add(_ role: Role) async throws(AWSError) {
        try accounts[role.account, default: IAMAccount()].add(role)
        try await keep(role)
    }

    /// - Returns: the role as it is then.
    @discardableResult
    func change(
        role name: String, in account: String, _ body: @Sendable (inout Role, IAMAccount) throws(AWSError) -> Void
    ) async throws(AWSError) -> Role {
        let present = self.account(account)
        var role = try present.role(name)
        try body(&role, present)
        accounts[account, default: IAMAccount()].put(role)
        try await keep(role)
        return role
    }

    func remove(role name: String, in account: String) async throws(AWSError) {
        try accounts[account, default: IAMAccount()].removeRole(name)
        records.write([.delete(kind: Self.roleKind, key: "\(account)/\(name)")])
        try await records.settle()
    }

    private func keep(_ role: Role) async throws(AWSError) {
        records.write([.put(kind: Self.roleKind, key: "\(role.account)/\(role.name)", value: Self.encoded(role))])
        try await records.settle()
    }

    // MARK: Policies

    func add(_ policy: ManagedPolicy) async throws(AWSError) {
        try accounts[policy.account, default: IAMAccount()].add(policy)
        try await keep(policy)
    }

    @discardableResult
    func change(
        policy arn: String, in account: String, _ body: @Sendable (inout ManagedPolicy) throws(AWSError) -> Void
    ) async throws(AWSError) -> ManagedPolicy {
        var policy = try self.account(account).policy(arn)
        try body(&policy)
        accounts[account, default: IAMAccount()].put(policy)
        try await keep(policy)
        return policy
    }

    func remove(policy arn: String, in account: String) async throws(AWSError) {
        try accounts[account, default: IAMAccount()].removePolicy(arn)
        records.write([.delete(kind: Self.policyKind, key: arn)])
        try await records.settle()
    }

    private func keep(_ policy: ManagedPolicy) async throws(AWSError) {
        records.write([.put(kind: Self.policyKind, key: policy.arn, value: Self.encoded(policy))])
        try await records.settle()
    }

    private static func encoded(_ value: some Encodable) -> [UInt8] {
        // Texts and numbers only: there is nothing in these values that cannot be encoded.
        (try? JSONEncoder().encode(value)).map { [UInt8]($0) } ?? []
    }

    private static func decoded<Value: Decodable>(_ record: StoredRecord) throws(AWSError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(record.value))
        } catch {
            throw AWSError("InternalFailure", "The record \(record.key) of IAM cannot be read: \(error)", status: 500)
        }
    }
}
