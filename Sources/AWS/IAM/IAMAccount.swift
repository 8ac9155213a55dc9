import AWSAPI

/// One account's roles and policies, and the rules about them.
struct IAMAccount: Sendable {
    /// By name in lower case: names differ in more than case.
    private(set) var roles: [String: Role] = [:]
    /// By ARN.
    private(set) var policies: [String: ManagedPolicy] = [:]

    // MARK: Roles

    func role(_ name: String) throws(AWSError) -> Role {
        guard let role = roles[name.lowercased()], role.name == name else { throw .noSuchRole(name) }
        return role
    }

    mutating func add(_ role: Role) throws(AWSError) {
        guard roles[role.name.lowercased()] == nil else {
            throw .exists("Role with name \(role.name) already exists.")
        }
        guard roles.count < IAMLimits.roles else {
            throw .limit("Cannot exceed quota for RolesPerAccount: \(IAMLimits.roles)")
        }
        put(role)
    }

    mutating func put(_ role: Role) { roles[role.name.lowercased()] = role }

    mutating func removeRole(_ name: String) throws(AWSError) {
        let role = try role(name)
        guard role.attached.isEmpty else { throw .conflict("Cannot delete entity, must detach all policies first.") }
        guard role.inline.isEmpty else { throw .conflict("Cannot delete entity, must delete policies first.") }
        roles[name.lowercased()] = nil
    }

    // MARK: Policies

    func policy(_ arn: String) throws(AWSError) -> ManagedPolicy {
        guard let policy = policies[arn] else { throw .noSuchPolicy(arn) }
        return policy
    }

    mutating func add(_ policy: ManagedPolicy) throws(AWSError) {
        guard !policies.values.contains(where: { $0.name.lowercased() == policy.name.lowercased() }) else {
            throw .exists("A policy called \(policy.name) already exists. Duplicate names are not allowed.")
        }
        guard policies.count < IAMLimits.policies else {
            throw .limit("Cannot exceed quota for PoliciesPerAccount: \(IAMLimits.policies)")
        }
        put(policy)
    }

    mutating func put(_ policy: ManagedPolicy) { policies[policy.arn] = policy }

    mutating func removePolicy(_ arn: String) throws(AWSError) {
        let policy = try policy(arn)
        guard attachments(of: arn).isEmpty else { throw .conflict("Cannot delete a policy attached to entities.") }
        guard policy.versions.count == 1 else {
            throw .conflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
                    + "The default version is deleted with the policy.")
        }
        policies[arn] = nil
    }

    /// Sorted by name.
    func attachments(of arn: String) -> [Role] {
        roles.values.filter { $0.attached.contains(arn) }.sorted { $0.name < $1.name }
    }

    /// AWS's own policies can be attached without being known here.
    func checkAttachable(_ arn: String) throws(AWSError) {
        guard AWSPolicy(arn: arn) != nil || policies[arn] != nil else { throw .notAttachable(arn) }
    }
}

/// A policy of AWS's own: `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`. Every name is taken for one
/// that exists; what it says is not known here.
struct AWSPolicy: Sendable {
    var arn: String
    var path: String
    var name: String

    init?(arn: String) {
        let prefix = "arn:aws:iam::aws:policy/"
        guard arn.hasPrefix(prefix), !arn.hasSuffix("/") else { return nil }
        let rest = arn.dropFirst(prefix.count - 1)
        guard let slash = rest.lastIndex(of: "/") else { return nil }
        self.arn = arn
        path = String(rest[...slash])
        name = String(rest[rest.index(after: slash)...])
    }
}
