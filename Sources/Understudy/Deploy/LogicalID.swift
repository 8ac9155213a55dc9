import Cloud

/// Names of resources in a stack's template, as the Serverless Framework makes them: whoever deploys one stack by turns with
/// it and with us has the same resources.
enum LogicalID {
    /// `my-fn` to `MyDashfn`, `my_fn` to `MyUnderscorefn`.
    static func of(_ key: String) -> String {
        let plain = key.split(separator: "-", omittingEmptySubsequences: false).joined(separator: "Dash")
            .split(separator: "_", omittingEmptySubsequences: false).joined(separator: "Underscore")
        return plain.prefix(1).uppercased() + plain.dropFirst()
    }

    /// `/pets/{id}` to `PetsIdVar`.
    static func of(_ path: some Sequence<RoutePath.Segment>) -> String {
        path.map { segment in
            switch segment {
            case .literal(let text): alphanumeric(of(text))
            case .parameter(let name), .greedy(let name): alphanumeric(of(name)) + "Var"
            }
        }.joined()
    }

    /// `GET` to `Get`.
    static func of(method: String) -> String { method.prefix(1).uppercased() + method.dropFirst().lowercased() }

    private static func alphanumeric(_ text: String) -> String {
        text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
