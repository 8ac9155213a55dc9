extension ConfigurationFiles {
    /// The same files; tells of each path that is looked at or read, and what lay there.
    package func noting(_ note: @escaping @Sendable (String, State) -> Void) -> ConfigurationFiles {
        ConfigurationFiles(
            read: { [self] path in
                // Before it is read: what is written meanwhile makes another state.
                note(path, state(path))
                return read(path)
            },
            state: { [self] path in
                let found = state(path)
                note(path, found)
                return found
            })
    }
}
