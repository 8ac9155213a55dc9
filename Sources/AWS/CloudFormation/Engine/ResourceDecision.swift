internal import JSON

/// What a new template means for one resource.
enum ResourceDecision: Sendable, Hashable {
    case add
    /// - Parameter changed: properties; empty where only the stack's tags or what the template says around them changed.
    case modify(changed: [String])
    /// - Parameter changed: properties, among them such that need a new resource; empty where the type changed.
    case replace(changed: [String])
    case keep

    /// - Parameters:
    ///   - old: the resource as it is; nil where there is none.
    ///   - properties: what the template says now, without functions.
    init(_ old: StackResource?, type: String, properties: JSON, tags: [Deployment.Tag], schema: ResourceSchema) {
        guard let old, old.exists else {
            self = .add
            return
        }
        guard old.type == type else {
            self = .replace(changed: [])
            return
        }
        let changed = Self.changedProperties(old.properties, properties)
        if changed.contains(where: schema.replaces) {
            self = .replace(changed: changed)
        } else if !changed.isEmpty || old.status == .updateFailed || old.status == .updateInProgress {
            self = .modify(changed: changed)
        } else if old.stackTags != tags, schema.mutable.contains("Tags") {
            self = .modify(changed: [])
        } else {
            self = .keep
        }
    }

    /// Names of properties that differ, in the order of the new ones.
    static func changedProperties(_ old: JSON, _ new: JSON) -> [String] {
        let newNames = (new.objectValue ?? []).map(\.key)
        let gone = (old.objectValue ?? []).map(\.key).filter { !newNames.contains($0) }
        return newNames.filter { name in
            guard let before = old[name], let after = new[name] else { return true }
            return !before.isEquivalent(to: after)
        } + gone
    }
}

extension JSON {
    /// Whether two values mean the same to CloudFormation: the order of keys does not count, and `1` is `"1"`.
    func isEquivalent(to other: JSON) -> Bool {
        switch (self, other) {
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.isEquivalent(to: $1) }
        case (.object(let left), .object(let right)):
            return left.count == right.count
                && left.allSatisfy { member in other[member.key].map { member.value.isEquivalent(to: $0) } ?? false }
        default:
            if let left = scalarText, let right = other.scalarText { return left == right }
            return self == other
        }
    }
}
