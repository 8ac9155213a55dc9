import AWSAPI
import Cloud
import JSON

struct ListVersionsByFunction: Operation {
    static let name = "ListVersionsByFunction"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2015-03-31/functions/{FunctionName}/versions", query: ["Marker": "Marker", "MaxItems": "MaxItems"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name, as: .invocation)
        let function = try await lambda.function(target)
        return try Page(
            input,
            of: ([function.latest] + function.versions).map { version in
                let json = { FunctionConfiguration(version: version, isQualified: true).json }
                return (key: Page.key(version: version.version), value: json)
            }
        ).output("Versions")
    }
}
