import AWSAPI
import Cloud
import ControlPlane

struct UpdateFunctionCode: Operation {
    static let name = "UpdateFunctionCode"
    static let binding: HTTPBinding? = HTTPBinding("PUT", "/2015-03-31/functions/{FunctionName}/code")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        let function = try await lambda.function(target)
        let revision = try input.string("RevisionId")
        try check(revision, function)
        let architecture = try SentConfiguration.architecture(input)
        let code = try SentCode(input)
        let zip = try await code.zip(lambda, call)
        let name = CodeName.of(zip)
        guard try input.boolean("DryRun") != true else {
            return Output(dryRun(function.latest, zip, name, architecture).json)
        }
        let publishes = try input.boolean("Publish") ?? false
        let version = try await lambda.plane.storing(zip, named: name) { path async throws(AWSError) in
            let update = CodeUpdate(
                code: .zip(path: path), codeSHA256: name.base64, codeSizeBytes: zip.count, architecture: architecture)
            var commands = [command(.replaceCode(update, ifRevision: revision), target, call)]
            if publishes { commands.append(command(.publish(), target, call)) }
            let changed = try target.function(in: try await lambda.plane.apply(commands))
            return publishes ? changed.versions.last ?? changed.latest : changed.latest
        }
        return Output(
            FunctionConfiguration(version: version, moment: publishes ? .settled : .updating).json)
    }

    /// Before anything is uploaded in vain; the command checks again.
    private func check(_ revision: String?, _ function: Function) throws(AWSError) {
        guard let revision, revision != function.latest.stamp.revisionID else { return }
        throw AWSError(CloudError.revisionMismatch)
    }

    private func command(_ change: FunctionChange, _ target: Target, _ call: Call) -> Command {
        .change(target.reference, scope: call.scope, change, .now(call.time))
    }

    /// What the function would be.
    private func dryRun(
        _ latest: FunctionVersion, _ zip: [UInt8], _ name: CodeName, _ architecture: FunctionVersion.Architecture?
    ) -> FunctionConfiguration {
        var version = latest
        version.details.codeSHA256 = name.base64
        version.details.codeSizeBytes = zip.count
        if let architecture { version.architecture = architecture }
        return FunctionConfiguration(version: version)
    }
}
