/// What all sections of one file share while it is read. Lives only as long as that.
package final class Reading {
    /// Replaces what stands for something else, such as a variable; called on each value when it is read.
    package typealias Resolve = (ConfigurationValue, _ key: String) throws(ConfigurationError) -> ConfigurationValue

    let resolve: Resolve
    package private(set) var warnings: [String] = []
    /// Whether misspelt keys are warned of rather than refused.
    package var isLenient = false

    package init(
        resolve: @escaping Resolve = { value, _ throws(ConfigurationError) in value }
    ) {
        self.resolve = resolve
    }

    package func warn(_ sentence: String) {
        if !warnings.contains(sentence) { warnings.append(sentence) }
    }
}
