import AWSAPI
import Cloud
import JSON

struct ListTags: Operation {
    static let name = "ListTags"
    static let binding: HTTPBinding? = HTTPBinding("GET", "/2017-03-31/tags/{Resource}")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let function = try await lambda.function(try Tags.target(input, call, Self.name))
        let tags = function.tags.sorted { $0.key < $1.key }
        return Output(["Tags": .object(tags.map { JSON.Member($0.key, .string($0.value)) })])
    }
}
