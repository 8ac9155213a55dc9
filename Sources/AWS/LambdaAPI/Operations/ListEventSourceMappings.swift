import AWSAPI
import JSON

/// Always empty: there are no event sources here to read from, and none can be mapped.
struct ListEventSourceMappings: Operation {
    static let name = "ListEventSourceMappings"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2015-03-31/event-source-mappings",
        query: [
            "EventSourceArn": "EventSourceArn", "FunctionName": "FunctionName", "Marker": "Marker",
            "MaxItems": "MaxItems",
        ])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        if input["FunctionName"] != nil { _ = try await lambda.function(try Target(input, call, Self.name)) }
        return Output(["EventSourceMappings": []])
    }
}
