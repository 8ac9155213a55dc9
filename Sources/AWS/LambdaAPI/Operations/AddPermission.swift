import AWSAPI
import Cloud
import ControlPlane
import JSON

struct AddPermission: Operation {
    static let name = "AddPermission"
    static let binding: HTTPBinding? = HTTPBinding(
        "POST", "/2015-03-31/functions/{FunctionName}/policy", status: 201, query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name, as: .invocation)
        try check(input)
        let statement = try statement(input, target)
        _ = try await lambda.change(
            target,
            .addPermission(statement, qualifier: target.qualifier, ifRevision: try input.string("RevisionId")),
            .now(call.time))
        return Output(["Statement": .string(statement.text)])
    }

    private func check(_ input: Parameters) throws(AWSError) {
        var requirements = Requirements()
        requirements.text(
            try input.string("StatementId"), "statementId", pattern: "([a-zA-Z0-9-_]+)", length: 1...100,
            isRequired: true)
        requirements.text(
            try input.string("Action"), "action", pattern: "(lambda:[*]|lambda:[a-zA-Z]+|[*])", isRequired: true)
        requirements.text(try input.string("Principal"), "principal", pattern: #"[^\s]+"#, isRequired: true)
        // The account may be missing: clients that do not know theirs leave it empty.
        requirements.text(
            try input.string("SourceArn"), "sourceArn",
            pattern: #"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"#)
        requirements.text(try input.string("SourceAccount"), "sourceAccount", pattern: #"\d{12}"#, length: 0...12)
        requirements.text(
            try input.string("EventSourceToken"), "eventSourceToken", pattern: #"[a-zA-Z0-9._\-]+"#, length: 0...256)
        requirements.text(
            try input.string("PrincipalOrgID"), "principalOrgID", pattern: "o-[a-z0-9]{10,32}", length: 12...34)
        requirements.text(
            try input.string("FunctionUrlAuthType"), "functionUrlAuthType", oneOf: ["NONE", "AWS_IAM"])
        try requirements.check()
    }

    private func statement(_ input: Parameters, _ target: Target) throws(AWSError) -> PolicyStatement {
        let text = try input.string("Principal") ?? ""
        let principal: PolicyStatement.Principal
        do throws(CloudError) {
            principal = try PolicyStatement.Principal(parsing: text)
        } catch {
            throw AWSError(error)
        }
        return PolicyStatement(
            sid: try input.string("StatementId") ?? "", action: try input.string("Action") ?? "", principal: principal,
            resource: target.arn, conditions: try conditions(input))
    }

    private func conditions(_ input: Parameters) throws(AWSError) -> [PolicyStatement.Condition] {
        let viaURL = try input.boolean("InvokedViaFunctionUrl").map { $0 ? "true" : "false" }
        let conditions: [(test: String, key: String, value: String?)] = [
            ("StringEquals", "lambda:FunctionUrlAuthType", try input.string("FunctionUrlAuthType")),
            ("Bool", "lambda:InvokedViaFunctionUrl", viaURL),
            ("StringEquals", "lambda:EventSourceToken", try input.string("EventSourceToken")),
            ("StringEquals", "aws:PrincipalOrgID", try input.string("PrincipalOrgID")),
            ("StringEquals", "AWS:SourceAccount", try input.string("SourceAccount")),
            ("ArnLike", "AWS:SourceArn", try input.string("SourceArn")),
        ]
        return conditions.compactMap { condition in
            condition.value.map { PolicyStatement.Condition(condition.test, condition.key, $0) }
        }
    }
}
