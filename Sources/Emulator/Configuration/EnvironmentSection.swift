import Cloud
import Settings

/// `environment` of the provider or of a function.
struct EnvironmentSection {
    /// nil takes a variable of the provider away.
    private var variables: [(name: String, value: String?)] = []

    init(_ owner: Section) throws(ConfigurationError) {
        guard let section = try owner.section("environment") else { return }
        for name in section.keys {
            guard FunctionLimits.isVariableName(name) else {
                throw section.error(
                    name,
                    "is no name for a variable: it must begin with a letter, go on with letters, digits or '_', "
                        + "and be at least two characters long")
            }
            guard !FunctionLimits.reservedVariables.contains(name) else {
                throw section.error(name, "is set by Lambda itself and cannot be set here")
            }
            try add(name, of: section)
        }
    }

    /// What only CloudFormation can compute is left out, with a warning.
    private mutating func add(_ name: String, of section: Section) throws(ConfigurationError) {
        let value = try section.value(name)
        if let value, value.isIntrinsicFunction {
            section.warn(name, "is left out: only CloudFormation can compute its value")
        } else {
            variables.append((name, value == nil ? nil : try section.text(name)))
        }
    }

    /// These variables over others.
    func merged(over base: EnvironmentSection) -> [String: String] {
        var result: [String: String] = [:]
        for (name, value) in base.variables + variables { result[name] = value }
        return result
    }
}
