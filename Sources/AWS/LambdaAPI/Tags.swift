import AWSAPI
import Cloud
import JSON

/// What AWS demands of tags, and the resources that carry them.
enum Tags {
    static let limit = 50

    /// - Throws: InvalidParameterValueException.
    static func check(_ tags: [String: String]) throws(AWSError) {
        guard tags.count <= limit else {
            throw AWSError(CloudError(.invalidParameterValue, "Number of tags exceeds resource tag limit."))
        }
        for (key, value) in tags {
            guard !key.isEmpty, key.count <= 128, value.count <= 256 else {
                throw AWSError(
                    CloudError(
                        .invalidParameterValue,
                        "Tag keys must have 1 to 128 characters and values at most 256; the tag '\(key)' has not."))
            }
            guard !key.lowercased().hasPrefix("aws:") else {
                throw AWSError(
                    CloudError(.invalidParameterValue, "System tags cannot be added/updated by requester."))
            }
        }
    }

    private static let pattern =
        #"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:"#
        + #"(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|"#
        + #"event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|"#
        + #"capacity-provider:[a-zA-Z0-9-_]+)"#

    /// The function that an ARN in `Resource` means; versions and aliases carry no tags.
    static func target(_ input: Parameters, _ call: Call, _ action: String) throws(AWSError) -> Target {
        let resource = try input.string("Resource")
        var requirements = Requirements()
        requirements.text(resource, "resource", pattern: pattern, length: 1...256, isRequired: true)
        try requirements.check()
        return try Target(Parameters(["FunctionName": .string(resource ?? "")]), call, action).unqualified()
    }
}
