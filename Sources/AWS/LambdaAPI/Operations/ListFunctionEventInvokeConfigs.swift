import AWSAPI
import Cloud
import JSON

struct ListFunctionEventInvokeConfigs: Operation {
    static let name = "ListFunctionEventInvokeConfigs"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2019-09-25/functions/{FunctionName}/event-invoke-config/list",
        query: ["Marker": "Marker", "MaxItems": "MaxItems"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let function = try await SentEventInvokeConfig.function(try Target(input, call, Self.name), lambda)
        return try Page(
            input, maximum: 50,
            of: function.eventInvokeConfigs.sorted { $0.key < $1.key }.map { qualifier, config in
                (key: qualifier, value: { SentEventInvokeConfig.json(config, of: function, qualifier: qualifier) })
            }
        ).output("FunctionEventInvokeConfigs")
    }
}
