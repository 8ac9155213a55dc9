import AWSAPI
import JSON

/// What an ARN of API Gateway names, as far as it has tags: an API or one of its stages.
///
/// `arn:aws:apigateway:REGION::/restapis/ID/stages/NAME`, `/apis/ID` for HTTP APIs.
struct TaggedResource: Sendable {
    /// AWS's quota.
    static let maximumTags = 50

    let family: Definition.Family
    let api: String
    let stage: String?

    init(arn: String, _ family: Definition.Family) throws(AWSError) {
        self.family = family
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        let path = parts.last.map { $0.split(separator: "/").map(String.init) } ?? []
        guard parts.count == 6, parts[0] == "arn", parts[2] == "apigateway",
            path.first == (family == .rest ? "restapis" : "apis"),
            path.count == 2 || path.count == 4 && path[2] == "stages"
        else { throw .badRequest("Invalid ARN specified in the request") }
        api = path[1]
        stage = path.count == 4 ? path[3] : nil
    }

    func tags(in definition: Definition) throws(AWSError) -> JSON {
        try thing(in: definition)["tags"] ?? [:]
    }

    func setTags(_ tags: JSON, in definition: inout Definition) throws(AWSError) {
        guard (tags.objectValue ?? []).count <= Self.maximumTags else {
            throw .badRequest("The number of tags exceeds the limit of \(Self.maximumTags)")
        }
        let thing = try thing(in: definition).setting("tags", family == .rest ? tags.ifNotEmpty : tags)
        if let stage { definition[.stage, stage] = thing } else { definition.api = thing }
    }

    private func thing(in definition: Definition) throws(AWSError) -> JSON {
        if let stage { try definition.stage(stage) } else { definition.api }
    }
}

extension APIGateway {
    func tag(_ input: Parameters, _ family: Definition.Family, _ call: Call) async throws(AWSError) {
        let resource = try TaggedResource(arn: try input.required("resourceArn"), family)
        let new = try input.map("tags") ?? [:]
        try await change(family, resource.api, call) { definition throws(AWSError) in
            var tags = try resource.tags(in: definition)
            for (key, value) in new.sorted(by: { $0.key < $1.key }) { tags.set(key, .string(value)) }
            try resource.setTags(tags, in: &definition)
        }
    }

    func untag(_ input: Parameters, _ family: Definition.Family, _ call: Call) async throws(AWSError) {
        let resource = try TaggedResource(arn: try input.required("resourceArn"), family)
        let keys = try input.strings("tagKeys") ?? []
        try await change(family, resource.api, call) { definition throws(AWSError) in
            var tags = try resource.tags(in: definition)
            for key in keys { tags.set(key, nil) }
            try resource.setTags(tags, in: &definition)
        }
    }

    func tags(_ input: Parameters, _ family: Definition.Family, _ call: Call) throws(AWSError) -> JSON {
        let resource = try TaggedResource(arn: try input.required("resourceArn"), family)
        return ["tags": try resource.tags(in: try definition(family, resource.api, call))]
    }
}
