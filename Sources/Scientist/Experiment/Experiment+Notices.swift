extension Experiment {
    /// What to say of candidates that get requests which may change something, unless whoever wrote the experiment has
    /// thought of it: named the methods, or denied all candidates the network.
    ///
    /// - Parameter methods: those of the routes that the experiment watches; `ANY` for all.
    /// - Returns: nil if there is nothing to say.
    public func unsafeMethodNotice(routeMethods methods: [String]) -> String? {
        // RFC 9110, section 9.2.1; TRACE reaches no function.
        let safe: Set<String> = ["GET", "HEAD", "OPTIONS"]
        let unsafe = Set(methods.map { $0.uppercased() }).subtracting(safe).sorted()
        guard self.methods == nil, !unsafe.isEmpty, !candidates.allSatisfy(\.isDeniedNetwork) else { return nil }
        let twins = hasControlTwin && mode == .afterResponse ? ", and beside each to the control once more" : ""
        return
            "experiment '\(name)' also sends unsafe methods (\(unsafe.joined(separator: ", "))) to candidates\(twins): "
            + "whatever they write elsewhere is written again; 'methods: [GET]' restricts them"
    }
}
