internal import AWSAPI
internal import JSON

extension Evaluator.Resources {
    /// What functions are told of resources that are there.
    ///
    /// - Parameters:
    ///   - resources: by logical id.
    ///   - exports: values by name.
    ///   - isPlan: whether what is not known yet is answered with ``Evaluator/unknown``.
    static func known(
        _ resources: [String: StackResource], exports: [String: String], isPlan: Bool = false
    ) -> Evaluator.Resources {
        Evaluator.Resources(
            reference: { name throws(AWSError) in
                if let id = resources[name]?.physicalID { return .string(id) }
                guard isPlan else { throw unresolved(name) }
                return .string(Evaluator.unknown)
            },
            attribute: { name, attribute throws(AWSError) in
                let attributes = resources[name]?.attributes
                if let value = attributes?[attribute] ?? attributes?[InertResource.anyAttribute] { return value }
                guard isPlan else {
                    throw .validation("Attribute '\(attribute)' of resource \(name) has no value.")
                }
                return .string(Evaluator.unknown)
            },
            exported: { name throws(AWSError) in
                guard let value = exports[name] else { throw .validation("No export named \(name) found.") }
                return .string(value)
            })
    }
}
