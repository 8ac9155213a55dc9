internal import AWSAPI
internal import JSON

/// How a template's parameters look in answers, in the members of the service model.
extension TemplateParameter {
    /// `ParameterDeclaration`
    var declaration: JSON {
        .members([
            "ParameterKey": .string(key),
            "DefaultValue": shownDefault,
            "ParameterType": .string(type),
            "NoEcho": .bool(isSecret),
            "Description": description.map { .string($0) },
            "ParameterConstraints": .members(["AllowedValues": allowedValues.map { .array($0.map { .string($0) }) }]),
        ])
    }

    /// `TemplateParameter`
    var summary: JSON {
        .members([
            "ParameterKey": .string(key),
            "DefaultValue": shownDefault,
            "NoEcho": .bool(isSecret),
            "Description": description.map { .string($0) },
        ])
    }

    private var shownDefault: JSON? { defaultValue.map { .string(isSecret ? "****" : $0) } }
}
