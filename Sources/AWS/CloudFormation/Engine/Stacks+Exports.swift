internal import AWSAPI
internal import Cloud

/// A value that a stack offers to others.
struct Export: Sendable, Hashable {
    var name: String
    var value: String
    var stackID: String
}

extension Stacks {
    /// Of a scope's stacks, by name.
    func exportList(_ scope: Scope) -> [Export] {
        all(scope).filter { $0.stack.status != .deleteComplete }.flatMap { state in
            state.stack.deployment.outputs.compactMap { output in
                output.exportName.map { Export(name: $0, value: output.value, stackID: state.stack.id) }
            }
        }.sorted { $0.name < $1.name }
    }

    /// Values of exports by name.
    func exports(_ scope: Scope) -> [String: String] {
        Dictionary(exportList(scope).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Those that a stack may use: none where it uses none, which is nearly always.
    func exports(for stack: Stack) -> [String: String] {
        stack.deployment.imports.isEmpty ? [:] : exports(stack.scope)
    }

    /// Names of stacks that use an export, sorted.
    func importers(of export: String, _ scope: Scope) -> [String] {
        all(scope).filter { $0.stack.status != .deleteComplete && $0.stack.deployment.imports.contains(export) }
            .map(\.stack.name).sorted()
    }
}
