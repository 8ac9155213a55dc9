import AWSAPI
import Cloud
import ControlPlane

struct TagResource: Operation {
    static let name = "TagResource"
    static let binding: HTTPBinding? = HTTPBinding("POST", "/2017-03-31/tags/{Resource}", status: 204)
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Tags.target(input, call, Self.name)
        let tags = try input.map("Tags")
        var requirements = Requirements()
        requirements.present(tags != nil, "tags")
        try requirements.check()
        try Tags.check(tags ?? [:])
        guard let tags, !tags.isEmpty else {
            throw AWSError(CloudError(.invalidParameterValue, "An error occurred and the request cannot be processed."))
        }
        _ = try await lambda.change(target, .tag(tags), .now(call.time))
        return Output()
    }
}
