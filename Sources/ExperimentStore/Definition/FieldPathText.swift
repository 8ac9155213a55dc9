import Scientist
import Settings

extension Section {
    func fieldPath(_ text: String, _ key: String) throws(ConfigurationError) -> FieldPath {
        do throws(FieldPath.Mistake) {
            return try FieldPath(parsing: text)
        } catch {
            throw self.error(key, error.description)
        }
    }
}
