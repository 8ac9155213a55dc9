import AWSAPI
import Cloud

/// The function that a request means, by its `FunctionName` and `Qualifier`, and who asks.
struct Target {
    var reference: FunctionReference
    var scope: Scope
    /// The operation's permission, for refusals: `GetFunction`.
    private var action: String

    /// - Parameters:
    ///   - syntax: which of botocore's two function names the operation takes.
    ///   - qualifierRule: the pattern of the operation's `Qualifier`; nil where that is Cloud's own.
    init(
        _ input: Parameters, _ call: Call, _ action: String, as syntax: FunctionReference.Syntax = .controlPlane
    ) throws(AWSError) {
        guard let name = try input.string("FunctionName") else {
            var violations = ConstraintViolations()
            violations.addMissing(at: "functionName")
            throw AWSError(violations.error)
        }
        scope = call.scope
        self.action = action
        let qualifier = try input.string("Qualifier")
        do throws(CloudError) {
            // Some SDKs send an empty qualifier for none.
            reference = try FunctionReference(parsing: name, as: syntax).qualified(
                by: qualifier == "" ? nil : qualifier)
        } catch {
            throw AWSError(error)
        }
    }

    /// nil where the function itself is meant.
    var qualifier: String? { reference.qualifier }

    /// - Throws: the refusal of an operation that works on functions only.
    func unqualified() throws(AWSError) -> Target {
        guard qualifier == nil else {
            throw AWSError(
                CloudError(
                    .invalidParameterValue,
                    "This operation is permitted on Lambda functions only. Aliases and versions do not support this "
                        + "operation. Please specify either a function name or an unqualified function ARN."))
        }
        return self
    }

    /// - Throws: ResourceNotFoundException, AccessDeniedException for another account.
    func function(in cloud: Cloud) throws(AWSError) -> Function {
        do throws(CloudError) {
            return try cloud.function(reference, scope: scope)
        } catch {
            throw refusal(error)
        }
    }

    /// - Throws: if the name leads out of the caller's account or region.
    func checkPlace() throws(AWSError) {
        do throws(CloudError) {
            try Cloud.check(placeOf: reference, from: scope)
        } catch {
            throw refusal(error)
        }
    }

    /// The version that the qualifier names; `$LATEST` without one. An alias gives its main version.
    func version(of function: Function) throws(AWSError) -> FunctionVersion {
        guard let version = function.version(qualifier: qualifier, draw: { 1 }) else {
            let arn = scope.functionARN(reference.name, qualifier: qualifier)
            throw AWSError(CloudError(.resourceNotFound, "Function not found: \(arn)"))
        }
        return version
    }

    /// As the caller named it.
    var arn: String { scope.functionARN(reference.name, qualifier: qualifier) }

    /// The model's words are those of Invoke.
    private func refusal(_ error: CloudError) -> AWSError {
        var error = error
        error.message = error.message.split(separator: "lambda:InvokeFunction", omittingEmptySubsequences: false)
            .joined(separator: "lambda:\(action)")
        return AWSError(error)
    }
}
