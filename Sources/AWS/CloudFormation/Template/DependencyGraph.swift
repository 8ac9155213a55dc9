internal import AWSAPI
internal import JSON

/// Which resources need which, and so the order in which they are made.
struct DependencyGraph: Sendable, Hashable {
    /// Resources that exist under the given conditions, each after those that it needs; otherwise as in the template.
    let order: [String]
    /// What each resource needs directly, in the order of the template.
    let dependencies: [String: [String]]

    /// - Parameter conditions: every condition of the template.
    /// - Throws: ValidationError for a cycle, and for a reference to a resource that does not exist under these conditions.
    init(_ template: Template, conditions: [String: Bool]) throws(AWSError) {
        let present = template.resources.filter { $0.condition.map { conditions[$0] == true } ?? true }
        let places = Dictionary(uniqueKeysWithValues: present.enumerated().map { ($1.logicalID, $0) })
        let all = Set(template.resources.map(\.logicalID))
        var dependencies: [String: [String]] = [:]
        var missing: [String] = []
        for resource in present {
            let references = try References(in: resource.properties, decided: conditions)
            let named = (references.names + references.attributes.map(\.resource)).filter(all.contains)
            missing += named.filter { places[$0] == nil }
            // A resource that does not exist is nothing to wait for.
            let needed = Set(named + resource.dependsOn).filter { places[$0] != nil }
            dependencies[resource.logicalID] = needed.sorted { (places[$0] ?? 0) < (places[$1] ?? 0) }
        }
        try TemplateReferences.refuse(missing, block: "Resources")
        self.dependencies = dependencies
        order = try Self.sorted(present.map(\.logicalID), dependencies)
    }

    /// Of those that wait for nothing, the first of the template goes first: the same template gives the same order.
    private static func sorted(_ ids: [String], _ dependencies: [String: [String]]) throws(AWSError) -> [String] {
        var order: [String] = []
        var placed: Set<String> = []
        var waiting = ids
        while !waiting.isEmpty {
            let before = order.count
            waiting = waiting.filter { id in
                guard dependencies[id, default: []].allSatisfy(placed.contains) else { return true }
                order.append(id)
                placed.insert(id)
                return false
            }
            guard order.count > before else {
                throw .validation(
                    "Circular dependency between resources: [\(circle(waiting, dependencies).joined(separator: ", "))]")
            }
        }
        return order
    }

    /// Of those that wait, the ones that wait for each other, without what only waits for them.
    private static func circle(_ waiting: [String], _ dependencies: [String: [String]]) -> [String] {
        var circle = waiting
        while true {
            let needed = Set(circle.flatMap { dependencies[$0, default: []] })
            let rest = circle.filter(needed.contains)
            if rest.count == circle.count { return circle }
            circle = rest
        }
    }
}
