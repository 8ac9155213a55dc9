import AWSAPI
import Cloud
import ControlPlane
import JSON

struct CreateFunction: Operation {
    static let name = "CreateFunction"
    static let binding: HTTPBinding? = HTTPBinding("POST", "/2015-03-31/functions", status: 201)
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let code = try input.structure("Code")
        let cloud = try await lambda.cloud()
        let sent = try SentConfiguration(input, try required(input, hasCode: code != nil), lambda, cloud, call.scope)
        let name = try Self.name(input, call)
        try Self.checkPackage(input)
        let tags = try input.map("Tags") ?? [:]
        try Tags.check(tags)
        let described = try sent.version(named: name, in: call.scope, input)
        do throws(CloudError) { try FunctionLimits.validate(described) } catch { throw AWSError(error) }
        // Before anything is uploaded in vain. One that only a file declares is taken over.
        guard cloud.function(named: name, in: call.scope)?.origin != .api else {
            throw AWSError(CloudError(.resourceConflict, "Function already exist: \(name)"))
        }
        let zip = try await SentCode(code ?? Parameters([:])).zip(lambda, call)
        let publishes = try input.boolean("Publish") ?? false
        let hash = CodeName.of(zip)
        let version = try await lambda.plane.storing(zip, named: hash) { path async throws(AWSError) in
            try await create(described, hash, zip.count, path: path, tags: tags, publishes: publishes, call)
        }
        return Output(FunctionConfiguration(version: version, moment: .creating).json)
    }

    private func create(
        _ described: FunctionVersion, _ hash: CodeName, _ sizeBytes: Int, path: String, tags: [String: String],
        publishes: Bool, _ call: Call
    ) async throws(AWSError) -> FunctionVersion {
        var version = described
        version.code = .zip(path: path)
        version.codeIdentity = hash.base64
        version.details.codeSHA256 = hash.base64
        version.details.codeSizeBytes = sizeBytes
        version.stamp = .now(call.time)
        let reference = FunctionReference(name: version.name)
        var commands = [Command.createFunction(version, tags: tags)]
        if publishes { commands.append(.change(reference, scope: call.scope, .publish(), .now(call.time))) }
        let cloud = try await lambda.plane.apply(commands)
        guard let function = cloud.function(named: version.name, in: call.scope) else { return version }
        return publishes ? function.versions.last ?? function.latest : function.latest
    }

    private func required(_ input: Parameters, hasCode: Bool) throws(AWSError) -> Requirements {
        var requirements = Requirements()
        requirements.present(input["FunctionName"] != nil, "functionName")
        requirements.present(input["Role"] != nil, "role")
        requirements.present(hasCode, "code")
        requirements.text(try input.string("PackageType"), "packageType", oneOf: ["Zip", "Image"])
        return requirements
    }

    /// The name may be written as an ARN, which must then lie in the caller's own account and region.
    private static func name(_ input: Parameters, _ call: Call) throws(AWSError) -> String {
        let target = try Target(input, call, name)
        try target.checkPlace()
        do throws(CloudError) {
            try FunctionLimits.validateName(target.reference.name)
        } catch {
            throw AWSError(error)
        }
        return target.reference.name
    }

    private static func checkPackage(_ input: Parameters) throws(AWSError) {
        guard try input.string("PackageType") != "Image" else {
            throw AWSError(
                CloudError(
                    .invalidParameterValue, "Container images are not run here: please upload a zip (PackageType Zip).")
            )
        }
        guard input["Runtime"] != nil, input["Handler"] != nil else {
            throw AWSError(
                CloudError(
                    .invalidParameterValue,
                    "Runtime and Handler are mandatory parameters for functions created with deployment packages."))
        }
    }
}
