/// Source: "Understand CloudFormation quotas", User Guide.
enum TemplateLimits {
    static let maximumBodyBytes = 51_200
    /// Of a template in S3.
    static let maximumObjectBytes = 1_048_576
    static let maximumResources = 500
    static let maximumParameters = 200
    static let maximumMappings = 200
    static let maximumOutputs = 200
    /// In bytes.
    static let maximumParameterValue = 4096
    /// In bytes.
    static let maximumDescription = 1024
}
