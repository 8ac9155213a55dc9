import AWSAPI
import Cloud
import JSON

struct ListFunctionUrlConfigs: Operation {
    static let name = "ListFunctionUrlConfigs"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2021-10-31/functions/{FunctionName}/urls", query: ["Marker": "Marker", "MaxItems": "MaxItems"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let function: Function
        do throws(AWSError) {
            function = try await lambda.function(try Target(input, call, Self.name))
        } catch  where error.message.hasPrefix("Function not found") {
            throw AWSError(CloudError(.resourceNotFound, "Function does not exist"))
        }
        return try Page(
            input, maximum: 50,
            of: function.urls.sorted { $0.key < $1.key }.map { qualifier, url in
                let alias = qualifier == "$LATEST" ? nil : qualifier
                return (key: qualifier, value: { SentURL.json(url, of: function, qualifier: alias, call) })
            }
        ).output("FunctionUrlConfigs")
    }
}
