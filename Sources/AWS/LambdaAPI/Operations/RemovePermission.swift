import AWSAPI
import Cloud
import ControlPlane

struct RemovePermission: Operation {
    static let name = "RemovePermission"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/2015-03-31/functions/{FunctionName}/policy/{StatementId}", status: 204,
        query: ["Qualifier": "Qualifier", "RevisionId": "RevisionId"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name, as: .invocation)
        let sid = try input.string("StatementId") ?? ""
        let change = FunctionChange.removePermission(
            sid: sid, qualifier: target.qualifier, ifRevision: try input.string("RevisionId"))
        _ = try await lambda.change(target, change, .now(call.time))
        return Output()
    }
}
