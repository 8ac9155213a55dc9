import JSON

extension FieldPath {
    /// Whether a path, perhaps with wildcards, covers a concrete one, or something above it: what is said of an object is
    /// said of everything in it.
    public func covers(_ concrete: FieldPath) -> Bool {
        switch (root, concrete.root) {
        case (.header(let pattern), .header(let name)): return pattern == "*" || pattern == name
        case (.body, .body): return Self.covers(steps, concrete.steps)
        default: return root == concrete.root
        }
    }

    /// Row by row over both, so that nested `..` costs no more than the product of the lengths.
    private static func covers(_ pattern: [Step], _ path: [Step]) -> Bool {
        var reachable = start(pattern)
        if reachable[pattern.count] { return true }
        for step in path {
            reachable = advance(reachable, pattern, over: step)
            if reachable[pattern.count] { return true }
        }
        return false
    }

    /// What may be left of this path for the inside of what lies at a concrete one: empty for all of it.
    func remainders(after concrete: FieldPath) -> [ArraySlice<Step>] {
        guard root == concrete.root else { return [] }
        let reachable = concrete.steps.reduce(Self.start(steps)) { Self.advance($0, steps, over: $1) }
        return reachable.indices.filter { reachable[$0] }.map { steps[$0...] }
    }

    /// Element i: whether the first i steps of the pattern cover what was read of a path.
    private static func start(_ pattern: [Step]) -> [Bool] {
        var reachable = [true] + pattern.map { _ in false }
        spread(&reachable, pattern)
        return reachable
    }

    private static func advance(_ reachable: [Bool], _ pattern: [Step], over step: Step) -> [Bool] {
        var next = reachable.map { _ in false }
        for (index, wanted) in pattern.enumerated() where reachable[index] {
            if wanted == .descend {
                next[index] = true
            } else if wanted == .any || wanted == step || step == .any && wanted.isIndex {
                next[index + 1] = true
            }
        }
        spread(&next, pattern)
        return next
    }

    /// `..` may stand for nothing.
    private static func spread(_ reachable: inout [Bool], _ pattern: [Step]) {
        for (index, step) in pattern.enumerated() where reachable[index] && step == .descend {
            reachable[index + 1] = true
        }
    }

    func appending(_ step: Step) -> FieldPath { FieldPath(root, steps + [step]) }
}

extension FieldPath.Step {
    fileprivate var isIndex: Bool {
        if case .index = self { true } else { false }
    }
}

extension JSON {
    /// The value with every place that a path leads to changed; a change to nil takes the place away.
    func changing(_ steps: ArraySlice<FieldPath.Step>, _ change: (JSON) -> JSON?) -> JSON? {
        guard let step = steps.first else { return change(self) }
        let rest = steps.dropFirst()
        switch step {
        case .key(let key):
            guard case .object(let members) = self else { return self }
            return .object(
                members.compactMap { member in
                    guard member.key == key else { return member }
                    return member.value.changing(rest, change).map { Member(key, $0) }
                })
        case .index(let wanted):
            guard case .array(let elements) = self else { return self }
            return .array(
                elements.enumerated().compactMap { index, element in
                    index == wanted ? element.changing(rest, change) : element
                })
        case .any: return changingChildren { $0.changing(rest, change) }
        case .descend:
            // Below first: what is taken away here need not be looked into, but what stays must be.
            let below = changingChildren { $0.changing(steps, change) }
            return rest.isEmpty ? below : below.changing(rest, change)
        }
    }

    private func changingChildren(_ change: (JSON) -> JSON?) -> JSON {
        switch self {
        case .array(let elements): .array(elements.compactMap(change))
        case .object(let members):
            .object(members.compactMap { member in change(member.value).map { Member(member.key, $0) } })
        case .null, .bool, .number, .string: self
        }
    }
}
