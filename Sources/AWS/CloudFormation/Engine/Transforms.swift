internal import AWSAPI

/// Templates that AWS rewrites before it works on them.
enum Transforms {
    static let serverless = "AWS::Serverless-2016-10-31"

    /// The Serverless transform leaves a template as it is that has nothing for it to rewrite.
    ///
    /// - Throws: ValidationError for a template that would have to be rewritten.
    static func check(_ template: Template) throws(AWSError) {
        let others = template.transforms.filter { $0 != serverless }
        guard others.isEmpty else {
            throw .validation(
                "Understudy does not run the transform [\(others.joined(separator: ", "))]; deploy a template that needs none."
            )
        }
        let types = template.resourceTypes.filter { $0.hasPrefix("AWS::Serverless::") }
        guard types.isEmpty else {
            throw .validation(
                "Understudy does not run the transform \(serverless) yet, which [\(types.joined(separator: ", "))] need; deploy a template without AWS::Serverless resources."
            )
        }
    }
}
