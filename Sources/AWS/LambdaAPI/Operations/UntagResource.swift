import AWSAPI
import Cloud
import ControlPlane
import JSON

struct UntagResource: Operation {
    static let name = "UntagResource"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/2017-03-31/tags/{Resource}", status: 204, query: ["tagKeys": "TagKeys"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Tags.target(input, call, Self.name)
        // A single key may come as the text that it is in the query.
        let keys: [String]
        if let key = input["TagKeys"]?.stringValue { keys = [key] } else { keys = try input.strings("TagKeys") ?? [] }
        guard !keys.isEmpty else {
            var violations = ConstraintViolations()
            violations.addMissing(at: "tagKeys")
            throw AWSError(violations.error)
        }
        _ = try await lambda.change(target, .untag(keys), .now(call.time))
        return Output()
    }
}
