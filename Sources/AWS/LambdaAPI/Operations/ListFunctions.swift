import AWSAPI
import Cloud
import JSON

struct ListFunctions: Operation {
    static let name = "ListFunctions"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2015-03-31/functions",
        query: [
            "FunctionVersion": "FunctionVersion", "Marker": "Marker", "MaxItems": "MaxItems",
            "MasterRegion": "MasterRegion",
        ])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let which = try input.string("FunctionVersion")
        var requirements = Requirements()
        requirements.text(which, "functionVersion", oneOf: ["ALL"])
        try requirements.check()
        let functions = try await lambda.cloud().functions(in: call.scope)
        let versions = functions.flatMap { which == nil ? [$0.latest] : [$0.latest] + $0.versions }
        return try Page(
            input,
            of: versions.map { version in
                let json = { FunctionConfiguration(version: version, isQualified: which != nil).json }
                return (key: "\(version.name)/\(Page.key(version: version.version))", value: json)
            }
        ).output("Functions")
    }
}
