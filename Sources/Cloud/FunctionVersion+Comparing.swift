extension FunctionVersion {
    /// Whether code and configuration are the same, whatever number and revision they go by.
    func isSame(as other: FunctionVersion) -> Bool {
        var copy = self
        copy.version = other.version
        copy.revision = other.revision
        copy.stamp = other.stamp
        copy.sampleEvent = other.sampleEvent
        copy.publishedDescription = other.publishedDescription
        // The identity of the code says it already; for files these come later.
        copy.details.codeSHA256 = other.details.codeSHA256
        copy.details.codeSizeBytes = other.details.codeSizeBytes
        return copy == other
    }

    /// Whether publishing this would only repeat `published`, which may run a copy of the code.
    func isPublished(as published: FunctionVersion) -> Bool {
        var copy = self
        copy.code = published.code
        return copy.isSame(as: published)
    }

    /// Whether environments of the one serve for the other: a description makes no difference to them.
    func runsAs(_ other: FunctionVersion) -> Bool {
        var copy = self
        copy.details = other.details
        copy.details.layers = details.layers
        return copy.isSame(as: other)
    }
}
