/// The next thing to do for a stack. What follows from what is decided by the stack's status and what it holds, so that
/// work goes on from the records after the emulator was killed.
enum StackStep: Sendable, Hashable {
    /// Make, change or keep a resource as the template says.
    case apply(String)
    /// Bring a resource back to what it was before the update.
    case restore(String)
    /// Delete a resource, or retain it if its policy says so.
    case remove(StackResource)
    /// All of this is done: what the stack's status is now.
    case conclude

    /// - Parameters:
    ///   - order: of the template's resources.
    ///   - handled: logical ids that are done, of this status.
    ///   - failed: logical ids that could not be deleted.
    /// - Returns: nil where nothing is under way.
    static func next(
        for stack: Stack, order: [String], handled: Set<String>, failed: Set<String>
    ) -> StackStep? {
        switch stack.status {
        case .createInProgress, .updateInProgress:
            return order.first { !handled.contains($0) }.map { .apply($0) } ?? .conclude
        case .updateRollbackInProgress:
            let resources = stack.lastStable?.resources ?? []
            return resources.first { !handled.contains($0.logicalID) }.map { .restore($0.logicalID) } ?? .conclude
        case .updateCleanup, .updateRollbackCleanup:
            return stack.leaving.first.map { .remove($0) } ?? .conclude
        case .rollbackInProgress, .deleteInProgress:
            return removable(stack.leaving, failed).map { .remove($0) } ?? .conclude
        case .createFailed, .createComplete, .rollbackFailed, .rollbackComplete, .deleteFailed, .deleteComplete,
            .updateComplete, .updateFailed, .updateRollbackFailed, .updateRollbackComplete, .reviewInProgress:
            return nil
        }
    }

    /// The first that nothing needs which could not be deleted itself, directly or over others.
    private static func removable(_ leaving: [StackResource], _ failed: Set<String>) -> StackResource? {
        var needed: Set<String> = []
        for resource in leaving where failed.contains(resource.logicalID) || needed.contains(resource.logicalID) {
            needed.formUnion(resource.dependsOn)
        }
        return leaving.first { !failed.contains($0.logicalID) && !needed.contains($0.logicalID) }
    }
}

extension StackResource {
    /// Sorted so that each comes after what it needs; otherwise by logical id.
    static func inOrder(_ resources: [StackResource]) -> [StackResource] {
        var order: [StackResource] = []
        var waiting = resources.sorted { $0.logicalID < $1.logicalID }
        while !waiting.isEmpty {
            let names = Set(waiting.map(\.logicalID))
            let free = waiting.filter { resource in
                !resource.dependsOn.contains { names.contains($0) && $0 != resource.logicalID }
            }
            // Resources of two templates may seem to need each other in a circle; then any order will do.
            let next = free.isEmpty ? waiting : free
            order += next
            waiting.removeAll { resource in next.contains { $0 == resource } }
        }
        return order
    }
}
