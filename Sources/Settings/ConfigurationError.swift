/// A mistake in a configuration file: where it is, and what to do about it.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named on the command line, or by the file that refers to it.
    package var file: String
    /// Counted from 1; nil if the file as a whole is wrong.
    package var line: Int?
    /// `functions.control-round.memorySize`; empty for the whole file.
    package var key: String
    package var sentence: String

    package init(_ place: ConfigurationValue.Place, _ key: String, _ sentence: String) {
        file = place.file
        line = place.line
        self.key = key
        self.sentence = sentence
    }

    /// `serverless.yml:12: functions.control-round.memorySize: must be a whole number, not 'big'`
    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return key.isEmpty ? "\(place): \(sentence)" : "\(place): \(key): \(sentence)"
    }
}
