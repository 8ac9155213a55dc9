import AWSAPI
import Cloud
import ControlPlane

struct CreateFunctionUrlConfig: Operation {
    static let name = "CreateFunctionUrlConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "POST", "/2021-10-31/functions/{FunctionName}/url", status: 201, query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try SentURL.target(input, call, Self.name)
        let sent = try SentURL.read(input, isNew: true)
        let id = GeneratedID.functionURL(name: target.reference.name, qualifier: target.qualifier, scope: call.scope)
        let url = FunctionURL(
            id: id, authType: sent.authType ?? .none, cors: sent.cors, invokeMode: sent.invokeMode ?? "BUFFERED",
            created: call.time, lastModified: call.time)
        let function: Function
        do throws(AWSError) {
            function = try await lambda.change(
                target, .createURL(url, qualifier: target.qualifier), .now(call.time))
        } catch  where error.message.hasPrefix("Function not found") {
            throw AWSError(CloudError(.resourceNotFound, "Function does not exist"))
        }
        return Output(SentURL.json(url, of: function, qualifier: target.qualifier, call, showsChange: false))
    }
}
