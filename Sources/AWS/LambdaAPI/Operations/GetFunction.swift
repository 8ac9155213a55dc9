import AWSAPI
import Cloud
import JSON

struct GetFunction: Operation {
    static let name = "GetFunction"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2015-03-31/functions/{FunctionName}", query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name, as: .invocation)
        let function = try await lambda.function(target)
        let version = try target.version(of: function)
        let tags = function.tags.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
        return Output(
            .members([
                "Configuration": FunctionConfiguration(version: version, isQualified: target.qualifier != nil).json,
                "Code": ["RepositoryType": "S3", "Location": .string(CodeLocation.url(of: version, call))],
                "Tags": tags.isEmpty ? nil : .object(tags),
                "Concurrency": function.reservedConcurrency.map { ["ReservedConcurrentExecutions": .integer($0)] },
            ]))
    }
}
